using LinearGen.Tool.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Names the classes of a model's layers and their tensors.</summary>
internal static class ClassNames
{
    /// <summary>The classes: the model's own for a single layer, otherwise CHidden1, CHidden2 … COutput for C.</summary>
    public static IReadOnlyList<string> Of(ImportedModel model, string className) => model.Layers.Count == 1
        ? [className]
        : [.. model.Layers.Select((_, index) => index == model.Layers.Count - 1 ? $"{className}Output" : FormattableString.Invariant($"{className}Hidden{index + 1}"))];

    /// <summary>Refuses names that would hide types which the written file uses.</summary>
    /// <exception cref="ImportException">A class of that full name is part of LinearGen or of .NET.</exception>
    public static void CheckNew(string namespaceName, IEnumerable<string> classes)
    {
        foreach (string name in classes.Select(name => $"{namespaceName}.{name}"))
        {
            if (typeof(LinearLayerAttribute).Assembly.GetType(name) is not null || Type.GetType(name) is not null)
            {
                throw new ImportException($"'{name}' is there already, in {(name.StartsWith("LinearGen.", StringComparison.Ordinal) ? "LinearGen" : ".NET")}; choose another --namespace or --class.");
            }
        }
    }

    /// <summary>What precedes .weight and .bias in a file: the places that layers have in an nn.Sequential, where activations have places too.</summary>
    public static IReadOnlyList<string> Prefixes(ImportedModel model)
    {
        List<string> prefixes = [];
        int place = 0;
        foreach (ModelLayer layer in model.Layers)
        {
            prefixes.Add(FormattableString.Invariant($"{place}"));
            place += layer.Activation == Activation.None ? 1 : 2;
        }

        return prefixes;
    }
}
