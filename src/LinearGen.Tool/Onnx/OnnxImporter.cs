using System.Security.Cryptography;
using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx.Chains;
using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Schema;
using LinearGen.Tool.Onnx.Tensors;
using LinearGen.Tool.SelfChecks;

namespace LinearGen.Tool.Onnx;

/// <summary>From an ONNX file to layers.</summary>
internal static class OnnxImporter
{
    /// <summary>Evaluating rows of a model takes more than reading it: this many times as much as reading may.</summary>
    private const long EvaluationFactor = 64;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It is damaged, or is not a chain of layers.</exception>
    public static ImportedModel Read(string path)
    {
        byte[] content = OnnxFile.ReadBytes(path);
        return Read(content, Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="name">The file's name, without folders.</param>
    /// <param name="folder">Where files lie that the model may name; null for nowhere.</param>
    /// <exception cref="ImportException">It is damaged, or is not a chain of layers.</exception>
    public static ImportedModel Read(byte[] content, string name, string? folder)
    {
        WorkBudget budget = new(content.LongLength);
        ModelProto model = OnnxFile.Parse(content);
        OnnxGraph graph = new(model, new ExternalData(folder), budget);
        IReadOnlyList<ModelLayer> layers = ChainReader.Read(ExpressionBuilder.Build(graph), budget);
        Precision precision = graph.Input.Type == ElementType.Double ? Precision.Double : Precision.Single;
        layers = Rounding.Round(layers, precision);
        GraphRunner runner = new(graph, new WorkBudget(EvaluationFactor * content.LongLength));
        SelfCheck check = SelfCheckMaker.Make(layers, precision, rows => runner.Run(rows, layers[0].In));
        return new ImportedModel(layers, precision, FileOrigin.Describe(name, Convert.ToHexStringLower(SHA256.HashData(content)), Format(graph)), check, Notes(graph));
    }

    private static string Format(OnnxGraph graph) =>
        $"ONNX, operators of version {graph.Opset}{(graph.Producer.Length > 0 ? $", written by {Quoted.Text(graph.Producer)}" : "")}";

    private static string[] Notes(OnnxGraph graph) => graph.Input.Type is ElementType.Float16 or ElementType.BFloat16
        ? [$"The model computes in {graph.Input.Type.Display()}, the class in float: results are more exact than the original's."]
        : [];
}
