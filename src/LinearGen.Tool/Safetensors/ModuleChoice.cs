namespace LinearGen.Tool.Safetensors;

/// <summary>Decides which modules of a file make up the network, in which order.</summary>
internal static class ModuleChoice
{
    private const int MostNames = 12, MostOthers = 5;

    /// <summary>The modules, in the order of application.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">Those that the user names, in this order; null for all.</param>
    /// <param name="notes">Takes notes to the user on the choice.</param>
    /// <exception cref="ImportException">A name is not there, or there are tensors that belong to no module.</exception>
    public static IReadOnlyList<TensorModule> Of(SafetensorsFile file, IReadOnlyList<string>? names, List<string> notes)
    {
        FoundModules found = ModuleFinder.Find(file);
        if (names is not null)
        {
            TensorModule[] named = [.. names.Select(name => Find(found, name))];
            HashSet<SafetensorsTensor> used = [.. named.SelectMany(module => module.Tensors.Values)];
            SafetensorsTensor[] others = [.. file.Tensors.Where(tensor => !used.Contains(tensor) && !FrameworkNames.IsCounter(tensor.Name))];
            if (others.Length > 0)
            {
                notes.Add($"Left out, since --names does not name them: {string.Join(", ", others.Take(MostOthers).Select(other => Quoted.Name(other.Name)))}{(others.Length > MostOthers ? " …" : "")}.");
            }

            return named;
        }

        if (found.Others is [var first, ..])
        {
            throw new ImportException($"The file has the tensor {Quoted.Name(first.Name)} of shape {Quoted.Shape(first.Shape)}, which is not a layer's weight or bias, nor part of a BatchNorm or LayerNorm. --names says which layers are to be taken.");
        }

        if (found.Modules.Count == 0)
        {
            throw new ImportException("The file has no tensor whose name ends in .weight or /kernel, nor one of the other names that PyTorch, Keras and Flax give to parts of layers.");
        }

        IReadOnlyList<TensorModule> ordered = ModuleOrder.Of(found.Modules);
        if (ordered.Count > 1)
        {
            notes.Add($"The order of layers was taken from their names: {List(ordered)}. --names gives another.");
        }

        return ordered;
    }

    /// <summary>Names of modules, for messages.</summary>
    public static string List(IReadOnlyList<TensorModule> modules) =>
        $"{string.Join(", ", modules.Take(MostNames).Select(module => Quoted.Text(module.Name)))}{(modules.Count > MostNames ? " …" : "")}";

    private static TensorModule Find(FoundModules found, string name) =>
        found.Modules.FirstOrDefault(module => module.Name == name)
        ?? found.Modules.FirstOrDefault(module => module.Name == FrameworkNames.WithoutCollection(name))
        ?? throw new ImportException($"--names {Quoted.Name(name)}: the file has no tensors of a layer {Quoted.Name(name)}, such as {Quoted.Name(name + ".weight")}; it has layers {List(found.Modules)}.");
}
