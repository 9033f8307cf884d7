using System.Globalization;
using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Writing;

/// <summary>A stage and the class that is written for it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Class">Its class.</param>
/// <param name="Path">The way to it from an instance of the whole, with a dot before each property; empty for the whole.</param>
/// <param name="Inner">The stages of a block.</param>
internal sealed record NamedStage(ModelStage Stage, string Class, string Path, IReadOnlyList<NamedStage> Inner)
{
    /// <summary>The stage, or all that a block is made of.</summary>
    public IEnumerable<NamedStage> Leaves => Stage is ModelResidual ? Inner.SelectMany(inner => inner.Leaves) : [this];

    /// <summary>The stage and, before it, all that a block is made of.</summary>
    public IEnumerable<NamedStage> All => [.. Inner.SelectMany(inner => inner.All), this];
}

/// <summary>Names the classes of a model's stages.</summary>
internal static class ClassNames
{
    /// <summary>Whether the model is one class, that of its only stage; parts of rows have names in a network.</summary>
    public static bool IsSingle(ImportedModel model) => model.Stages.Count == 1 && model.Inputs.Count == 0 && model.Outputs.Count == 0;

    /// <summary>
    /// The stages with their classes: the model's own for a single stage, otherwise CHidden1, CHidden2 … COutput for the layers of C, and names by their kind for others.
    /// </summary>
    public static IReadOnlyList<NamedStage> Stages(ImportedModel model, string className) =>
        IsSingle(model) && model.Stages[0] is not ModelResidual ? [new(model.Stages[0], className, "", [])]
        : IsSingle(model) ? [new(model.Stages[0], className, "", Of(((ModelResidual)model.Stages[0]).Stages, className, "", hasOutput: false))]
        : Of(model.Stages, className, "", hasOutput: true);

    /// <summary>The classes besides the whole's own.</summary>
    public static IReadOnlyList<string> Of(ImportedModel model, string className) => [.. Stages(model, className).SelectMany(stage => stage.All).Select(stage => stage.Class).Where(name => name != className)];

    /// <summary>Refuses names that would hide types which the written file uses.</summary>
    /// <exception cref="ImportException">A class of that full name is part of LinearGen or of .NET.</exception>
    public static void CheckNew(string namespaceName, IEnumerable<string> classes)
    {
        foreach (string name in classes.Select(name => $"{namespaceName}.{name}"))
        {
            if (typeof(LinearLayerAttribute).Assembly.GetType(name) is not null || Type.GetType(name) is not null)
            {
                throw new ImportException($"'{name}' exists already in {(name.StartsWith("LinearGen.", StringComparison.Ordinal) ? "LinearGen" : ".NET")}; choose another --namespace or --class.");
            }
        }
    }

    private static NamedStage[] Of(IReadOnlyList<ModelStage> stages, string prefix, string path, bool hasOutput)
    {
        NamedStage[] named = new NamedStage[stages.Count];
        ModelStage? output = hasOutput ? stages.LastOrDefault(stage => stage is ModelLayer) : null;
        Dictionary<string, int> counts = [];
        for (int n = 0; n < named.Length; n++)
        {
            string kind = Kind(stages[n]);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            bool isNumbered = stages[n] is ModelLayer || stages.Count(stage => Kind(stage) == kind) > 1;
            string name = ReferenceEquals(stages[n], output) ? $"{prefix}Output" : prefix + kind + (isNumbered ? counts[kind].ToString(CultureInfo.InvariantCulture) : "");
            string way = $"{path}.{name}";
            named[n] = new NamedStage(stages[n], name, way, stages[n] is ModelResidual block ? Of(block.Stages, name, way, hasOutput: false) : []);
        }

        return named;
    }

    private static string Kind(ModelStage stage) => stage switch
    {
        ModelLayer => "Hidden",
        ModelNormalization => "Normalization",
        ModelRescaling => "Rescaling",
        ModelLayerNorm => "Norm",
        ModelActivation activation => activation.Activation.ToString(),
        _ => "Block",
    };
}
