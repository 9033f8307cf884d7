using System.Security.Cryptography;
using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Rows;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Reading;

/// <summary>From an ONNX file to stages.</summary>
internal static class OnnxImporter
{
    /// <summary>Evaluating rows of a model takes more than reading it: this many times as much as reading may.</summary>
    private const long EvaluationFactor = 64;

    private const int MostNames = 12;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which of its inputs and outputs; null for no choice.</param>
    /// <exception cref="ImportException">It is damaged, or is not a chain of stages.</exception>
    public static ImportedModel Read(string path, OnnxImportOptions? options = null)
    {
        byte[] content = ModelBytes.ReadBytes(path);
        return Read(content, Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)), options);
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="name">The file's name, without folders.</param>
    /// <param name="folder">The folder of files that the model may name; null for none.</param>
    /// <param name="options">Which of its inputs and outputs; null for no choice.</param>
    /// <exception cref="ImportException">It is damaged, or is not a chain of stages.</exception>
    public static ImportedModel Read(byte[] content, string name, string? folder, OnnxImportOptions? options = null)
    {
        ModelProto model = ModelBytes.Parse(content);
        options ??= OnnxImportOptions.None;
        options.Check(model.Graph);

        OnnxGraph graph = Open();
        (IReadOnlyList<GraphValue> wanted, IReadOnlyList<string> notes) = OutputChoice.Of(graph, options.Outputs);
        List<string> allNotes = [.. notes];
        (GraphPart part, Chain chain, SelfCheck check) = wanted.Count == 1 || options.Outputs.Count > 0
            ? Make(graph, wanted, options, content.LongLength)
            : MakeSeveral(Open, wanted, options, content.LongLength, allNotes);

        string[] unused = [.. graph.Inputs.Where(input => part.Inputs.All(used => used.Name != input.Name)).Select(input => Quoted.Name(input.Name))];
        if (unused.Length > 0)
        {
            allNotes.Add($"The {(unused.Length == 1 ? "input" : "inputs")} {Listed(unused)} {(unused.Length == 1 ? "is" : "are")} left out: the outputs do not depend on {(unused.Length == 1 ? "it" : "them")}.");
        }

        string format = $"ONNX, operators of version {graph.Opset}{(graph.Writer.Length > 0 ? $", written by {Quoted.Text(graph.Writer)}" : "")}";
        return new ImportedModel(chain.Stages, chain.Precision, FileOrigin.Describe(name, Convert.ToHexStringLower(SHA256.HashData(content)), format), check, [.. allNotes, .. chain.Notes])
        {
            GraphInputs = ChainReader.NamedParts(chain.Inputs.Select(input => (input.Value.Name, input.Width))),
            GraphOutputs = chain.Outputs,
            InputParts = chain.InputParts,
            OutputParts = chain.OutputParts,
            Changes = chain.Changes,
        };

        // Each try has a budget of its own.
        OnnxGraph Open() => new(model, new ExternalData(folder), new WorkBudget(content.LongLength));
    }

    /// <summary>All outputs that can be imported, as one row.</summary>
    private static (GraphPart Part, Chain Chain, SelfCheck Check) MakeSeveral(Func<OnnxGraph> open, IReadOnlyList<GraphValue> outputs, OnnxImportOptions options, long size, List<string> notes)
    {
        List<(GraphValue Output, (GraphPart, Chain, SelfCheck) Made)> made = [];
        List<(GraphValue Output, ImportException Reason)> refused = [];
        foreach (GraphValue output in outputs)
        {
            try
            {
                made.Add((output, Make(open(), [output], options, size)));
            }
            catch (ImportException reason)
            {
                refused.Add((output, reason));
            }
        }

        if (made.Count == 0)
        {
            throw new ImportException(
                $"The model has {outputs.Count} outputs that depend on weights: {Listed(outputs.Select(output => Quoted.Name(output.Name)))}; none can be imported. {string.Join(" ", refused.Take(3).Select(one => $"{Quoted.Name(one.Output.Name)}: {one.Reason.Message}"))}",
                refused[0].Reason);
        }

        notes.AddRange(refused.Select(one => $"The output {Quoted.Name(one.Output.Name)} is left out: {one.Reason.Message}"));
        if (made.Count == 1)
        {
            return made[0].Made;
        }

        string names = Listed(made.Select(one => Quoted.Name(one.Output.Name)));
        try
        {
            (GraphPart, Chain, SelfCheck) together = Make(open(), [.. made.Select(one => one.Output)], options, size);
            notes.Add($"The outputs {names} are parts of one row; --output <name> imports one of them alone.");
            return together;
        }
        catch (ImportException reason)
        {
            throw new ImportException($"The model has the outputs {names}, each of which can be imported by --output <name>, but not all of them as one row: {reason.Message}", reason);
        }
    }

    private static (GraphPart Part, Chain Chain, SelfCheck Check) Make(OnnxGraph graph, IReadOnlyList<GraphValue> outputs, OnnxImportOptions options, long size)
    {
        GraphPart part = new(graph, outputs);
        Chain chain = WrittenChain.Read(part) ?? ChainReader.Read(part, options.Inputs);
        GraphRunner runner = new(part, chain.Inputs, new WorkBudget(EvaluationFactor * size));
        return (part, chain, SelfCheckMaker.Make(chain.Stages, chain.Precision, runner.Run));
    }

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(MostNames)) + (all.Length > MostNames ? " …" : "");
    }
}
