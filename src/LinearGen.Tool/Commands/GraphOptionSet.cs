using System.CommandLine;
using System.CommandLine.Parsing;
using LinearGen.Onnx.Reading;

namespace LinearGen.Tool.Commands;

/// <summary>The options for ONNX files, which both commands have.</summary>
internal sealed class GraphOptionSet
{
    private readonly Option<string[]> _inputs = new("--input") { HelpName = "name", Description = "ONNX only: an input of the model that a row is made of; may be given several times." };
    private readonly Option<string[]> _outputs = new("--output") { HelpName = "name", Description = "ONNX only: an output of the model that is wanted, or the result of a node at which to end; may be given several times." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_inputs);
        command.Options.Add(_outputs);
    }

    /// <summary>Whether --output is not given.</summary>
    public bool HasNoOutput(CommandResult result) => result.GetResult(_outputs) is null;

    /// <summary>Reads the values that the user gave.</summary>
    public OnnxImportOptions Read(ParseResult result) => new(result.GetValue(_inputs) ?? [], result.GetValue(_outputs) ?? []);
}
