using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;

namespace LinearGen.Tool.Commands;

/// <summary>
/// Finds the folder that an import writes to. --folder names it; where that is not given, --output does, as before it chose among a
/// model's outputs: the one value that is no result of the graph.
/// </summary>
internal static class OutputFolder
{
    /// <summary>The folder, and the options that are left for the graph.</summary>
    /// <param name="file">The model.</param>
    /// <param name="folder">The value of --folder, or null.</param>
    /// <param name="options">The values of --input and --output; there is an output if there is no folder.</param>
    /// <exception cref="ImportException">None is given.</exception>
    public static (string Folder, OnnxImportOptions Options) Find(string file, string? folder, OnnxImportOptions options)
    {
        if (folder is not null)
        {
            return (folder, options);
        }

        GraphProto? graph = options.Outputs.Count > 0 && FileKinds.Of(file) == FileKind.Onnx ? ReadGraph(file) : null;
        string[] others = [.. options.Outputs.Where(name => graph is null || !OnnxImportOptions.HasResult(graph, name))];
        return others switch
        {
            [var other] => (other, options with { Outputs = [.. options.Outputs.Where(name => name != other)] }),
            [] => throw new ImportException($"--output {Quoted.Name(options.Outputs[0])} is an output of the model; expected --folder too, the folder to write to."),
            _ => throw new ImportException($"--output {Quoted.Name(others[0])} and {Quoted.Name(others[1])} are not outputs of the model; expected --folder, the folder to write to, and --output for what the model has."),
        };
    }

    private static GraphProto ReadGraph(string file)
    {
        try
        {
            return ModelBytes.Parse(ModelBytes.ReadBytes(file)).Graph;
        }
        catch (ImportException mistake)
        {
            throw new ImportException($"{file}: {mistake.Message}", mistake);
        }
    }
}
