namespace LinearGen.Tool.Safetensors;

/// <summary>A module and the activation behind it.</summary>
internal sealed record PlannedModule(TensorModule Module, Activation Activation);

/// <summary>Gives modules the activations that the user names.</summary>
internal static class ActivationPlan
{
    /// <summary>The modules with their activations.</summary>
    /// <param name="modules">In the order of application.</param>
    /// <param name="given">One for each module; or one for each matrix, behind the normalisations that follow it; or one for all matrices but the last; null for none.</param>
    /// <param name="notes">Takes notes on assumptions.</param>
    /// <exception cref="ImportException">There are as many as of neither.</exception>
    public static PlannedModule[] Of(IReadOnlyList<TensorModule> modules, IReadOnlyList<Activation>? given, List<string> notes)
    {
        int matrices = modules.Count(module => module.IsMatrix);
        if (given is null)
        {
            notes.Add(modules.Count > 1
                ? "NO ACTIVATIONS: a safetensors file does not hold them, so that layers follow one another directly. If the model has some, import it again with --activations, for example --activations relu."
                : "A safetensors file does not say whether there is an activation: there is none without --activations.");
            return [.. modules.Select(module => new PlannedModule(module, Activation.None))];
        }

        if (given.Count == modules.Count)
        {
            return [.. modules.Zip(given, (module, activation) => new PlannedModule(module, activation))];
        }

        Queue<Activation> rest = given.Count == matrices ? new(given)
            : given.Count == 1 ? new([.. Enumerable.Repeat(given[0], matrices - 1), Activation.None])
            : throw new ImportException(matrices == modules.Count
                ? $"--activations names {given.Count} for {matrices} layers ({ModuleChoice.List(modules)}); expected one for each, or one for all but the last."
                : $"--activations names {given.Count} for {matrices} layers and {modules.Count - matrices} normalisations ({ModuleChoice.List(modules)}); expected one for each of all, one for each layer, or one for all layers but the last.");

        // The last module before the next matrix takes the activation; a normalisation before the first matrix has none.
        List<PlannedModule> planned = [];
        for (int n = 0; n < modules.Count; n++)
        {
            bool isEnd = n == modules.Count - 1 || modules[n + 1].IsMatrix;
            bool isAfterMatrix = modules.Take(n + 1).Any(module => module.IsMatrix);
            planned.Add(new PlannedModule(modules[n], isEnd && isAfterMatrix ? rest.Dequeue() : Activation.None));
        }

        if (planned.Any(module => !module.Module.IsMatrix && module.Activation != Activation.None))
        {
            notes.Add("Activations were put behind the normalisation that follows a layer; with --activations that name one for each layer and normalisation they stand elsewhere.");
        }

        return [.. planned];
    }
}
