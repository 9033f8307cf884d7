using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Writes weights as constants of a program. The compiler puts them into the assembly as they lie in memory; nothing is parsed or copied at start.</summary>
internal static class EmbeddedWeightsWriter
{
    /// <summary>The most parameters; docs/import.md gives their effect on a build.</summary>
    public const int MostParameters = 65_536;

    private static readonly string[] LayerSetters = ["SetWeights", "SetBias"];

    /// <summary>Refuses models that are too large for a compiler to read.</summary>
    /// <exception cref="ImportException">There are too many parameters.</exception>
    public static void Check(ImportedModel model)
    {
        if (model.ParameterCount > MostParameters)
        {
            throw new ImportException($"--embed is for up to {MostParameters} parameters, since a compiler has to read them; the model has {model.ParameterCount}. Import it without --embed: its weights are then a file beside the class.");
        }
    }

    /// <summary>The file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="className">Its class.</param>
    public static string Write(ImportedModel model, string className)
    {
        string element = model.Precision == Precision.Double ? "double" : "float";
        CodeWriter code = new();
        bool isFirst = true;
        using (code.Block($"partial class {className}"))
        using (code.Block("private static class StoredParameters"))
        {
            foreach ((string name, ModelStage stage, StageTensor tensor) in Constants(ClassNames.Stages(model, className)))
            {
                if (!isFirst)
                {
                    code.Line();
                }

                isFirst = false;
                bool isMatrix = stage is ModelLayer && tensor.Shape.Length == 2;
                code.Line(isMatrix ? FormattableString.Invariant($"// W [{stage.In}, {stage.Out}], a line or more for each input.") : $"// {tensor.Name} [{tensor.Values.Length}].");
                using (code.List($"internal static global::System.ReadOnlySpan<{element}> {name} =>"))
                {
                    Literals.WriteRows(code, isMatrix ? ((ModelLayer)stage).Weights : tensor.Values, stage.Out, model.Precision, areBounds: tensor.Name is "low" or "high");
                }
            }
        }

        return code.ToString();
    }

    /// <summary>Statements that give an instance its numbers.</summary>
    /// <param name="stages">The stages of the class.</param>
    /// <param name="instance">The variable.</param>
    public static IEnumerable<string> Assignments(IReadOnlyList<NamedStage> stages, string instance)
    {
        foreach ((NamedStage named, int number) in stages.SelectMany(stage => stage.Leaves).Select((named, index) => (named, index + 1)))
        {
            string[] constants = [.. named.Stage.Tensors.Select(tensor => $"StoredParameters.{Constant(tensor, number)}")];
            IEnumerable<(string Setter, string Values)> setters = named.Stage switch
            {
                ModelRescaling => [("SetScale", constants[0]), ("SetOffset", constants[1]), ("SetRange", $"{constants[2]}, {constants[3]}")],
                ModelLayerNorm => [("SetGain", constants[0]), ("SetBias", constants[1])],
                ModelLayer => LayerSetters.Zip(constants),
                _ => named.Stage.Tensors.Select(tensor => $"Set{Capital(tensor.Name)}").Zip(constants),
            };
            foreach ((string setter, string values) in setters)
            {
                yield return $"{instance}{named.Path}.{setter}({values});";
            }
        }
    }

    private static IEnumerable<(string Name, ModelStage Stage, StageTensor Tensor)> Constants(IReadOnlyList<NamedStage> stages) =>
        stages.SelectMany(stage => stage.Leaves).SelectMany((named, index) => named.Stage.Tensors.Select(tensor => (Constant(tensor, index + 1), named.Stage, tensor)));

    private static string Constant(StageTensor tensor, int number) => FormattableString.Invariant($"{(tensor.Shape.Length == 2 ? "Weights" : Capital(tensor.Name))}{number}");

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
