namespace LinearGen.Tool.Safetensors;

/// <summary>The modules of a file.</summary>
/// <param name="Modules">In no order.</param>
/// <param name="Others">The tensors that belong to none.</param>
internal sealed record FoundModules(IReadOnlyList<TensorModule> Modules, IReadOnlyList<SafetensorsTensor> Others);

/// <summary>Groups the tensors of a file by their names.</summary>
internal static class ModuleFinder
{
    /// <summary>Finds the modules.</summary>
    public static FoundModules Find(SafetensorsFile file)
    {
        bool hasCollections = file.Tensors.All(tensor => FrameworkNames.IsInCollection(tensor.Name));
        Dictionary<string, (Dictionary<TensorRole, SafetensorsTensor> Tensors, HashSet<Framework> Frameworks)> groups = new(StringComparer.Ordinal);
        List<SafetensorsTensor> others = [];
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            string name = hasCollections ? FrameworkNames.WithoutCollection(tensor.Name) : tensor.Name;
            if (!FrameworkNames.TrySplit(name, out string module, out TensorRole? role, out Framework? framework))
            {
                others.Add(tensor);
                continue;
            }

            if (!groups.TryGetValue(module, out var group))
            {
                groups.Add(module, group = ([], []));
            }

            if (role is { } known && !group.Tensors.TryAdd(known, tensor))
            {
                others.Add(tensor);
            }

            if (framework is { } one)
            {
                group.Frameworks.Add(one);
            }
        }

        List<TensorModule> modules = [];
        foreach ((string name, (Dictionary<TensorRole, SafetensorsTensor> tensors, HashSet<Framework> frameworks)) in groups)
        {
            if (KindOf(tensors) is { } kind)
            {
                modules.Add(new TensorModule(name, kind, frameworks.Contains(Framework.Keras) ? Framework.Keras : frameworks.Contains(Framework.PyTorch) ? Framework.PyTorch : Framework.Flax, tensors));
            }
            else
            {
                others.AddRange(tensors.Values);
            }
        }

        return new FoundModules(modules, others);
    }

    private static ModuleKind? KindOf(Dictionary<TensorRole, SafetensorsTensor> tensors)
    {
        TensorRole[] roles = [.. tensors.Keys.Where(role => role != TensorRole.Bias).Order()];
        return roles switch
        {
            [TensorRole.Kernel] => ModuleKind.Linear,
            [TensorRole.Magnitude, TensorRole.Direction] => ModuleKind.WeightNormalized,
            [TensorRole.Mean, TensorRole.Variance] or [TensorRole.Weight, TensorRole.Mean, TensorRole.Variance] or [TensorRole.Gain, TensorRole.Mean, TensorRole.Variance] => ModuleKind.BatchNorm,
            [TensorRole.Weight] when tensors[TensorRole.Weight].Shape.Count == 1 && tensors.ContainsKey(TensorRole.Bias) => ModuleKind.LayerNorm,
            [TensorRole.Weight] when tensors[TensorRole.Weight].Shape.Count > 1 => ModuleKind.Linear,
            [TensorRole.Gain] when tensors.ContainsKey(TensorRole.Bias) => ModuleKind.LayerNorm,

            // A gain without a bias is a normalisation of one sort or another (by the mean square, for instance), or one activation's slopes.
            _ => null,
        };
    }
}
