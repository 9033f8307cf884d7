using LinearGen.Tool.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Writes weights as constants of a program. The compiler puts them into the assembly as they lie in memory; nothing is parsed or copied at start.</summary>
internal static class EmbeddedWeightsWriter
{
    /// <summary>The most parameters: what this makes of a build, docs/import.md says.</summary>
    public const int MostParameters = 65_536;

    /// <summary>Refuses what a compiler should not be asked to read.</summary>
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
        using (code.Block($"partial class {className}"))
        using (code.Block("private static class StoredParameters"))
        {
            for (int n = 0; n < model.Layers.Count; n++)
            {
                ModelLayer layer = model.Layers[n];
                code.Line($"// Layer {n + 1}: W [{layer.In}, {layer.Out}], a line or more for each input.");
                Write(code, $"Weights{n + 1}", layer.Weights, layer.Out);
                if (layer.Bias is { } bias)
                {
                    code.Line();
                    Write(code, $"Bias{n + 1}", bias, layer.Out);
                }

                if (n < model.Layers.Count - 1)
                {
                    code.Line();
                }
            }
        }

        return code.ToString();

        void Write(CodeWriter code, string name, double[] values, int width)
        {
            using (code.List($"internal static global::System.ReadOnlySpan<{element}> {name} =>"))
            {
                Literals.WriteRows(code, values, width, model.Precision);
            }
        }
    }
}
