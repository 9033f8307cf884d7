using System.CommandLine;
using System.Globalization;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Safetensors;
using LinearGen.Tool.Timing;
using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary>The command <c>lineargen bench</c>, which compiles an imported model and times it on this machine.</summary>
internal static class BenchCommand
{
    private const int MostRows = 65_536;
    private const double MostSeconds = 60;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("model") { Description = "The model: a .onnx or a .safetensors file." };
        Option<string> rows = new("--rows") { Description = "Rows of a call, separated by commas.", DefaultValueFactory = _ => "1,8,64,256" };
        Option<string> seconds = new("--seconds") { Description = "Seconds of timing for each number of rows.", DefaultValueFactory = _ => "1" };
        Option<bool> onnxRuntime = new("--onnxruntime") { Description = "Time ONNX Runtime with the same model too; its NuGet package is restored." };
        Option<string[]> sources = new("--source") { HelpName = "feed", Description = "A feed for that package besides NuGet's configured ones; may be given several times." };
        GraphOptionSet graph = new();
        TensorOptionSet tensors = new();
        Command command = new("bench", "Compiles a model as an import would write it, and times it on this machine.") { file, rows, seconds, onnxRuntime, sources };
        graph.AddTo(command);
        tensors.AddTo(command);
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(file),
            ParseRows(result.GetRequiredValue(rows)),
            ParseSeconds(result.GetRequiredValue(seconds)),
            result.GetValue(onnxRuntime),
            result.GetValue(sources) ?? [],
            graph.Read(result),
            tensors.Read(result),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static async Task RunAsync(
        string file, IReadOnlyList<int> rows, double seconds, bool onnxRuntime, string[] sources, OnnxImportOptions graph, TensorOptions tensors, TextWriter @out, TextWriter error, CancellationToken cancellation)
    {
        if (onnxRuntime && FileKinds.Of(file) != FileKind.Onnx)
        {
            throw new ImportException($"--onnxruntime: ONNX Runtime runs .onnx files; '{file}' is none.");
        }

        if (sources.Length > 0 && !onnxRuntime)
        {
            throw new ImportException("--source is for --onnxruntime, whose package is the only one that is needed.");
        }

        ImportedModel model = ModelReader.Read(file, tensors, graph);
        foreach (string note in model.Notes)
        {
            error.WriteLine($"Note: {note}");
        }

        TimingPlan plan = new(rows, seconds, onnxRuntime ? new GraphPlan(Path.GetFullPath(file), model.GraphInputs, model.GraphOutputs) : null);
        error.WriteLine($"Compiling and timing {file} …");
        using TimingProject project = new();
        TimingResult result = await project.RunAsync(model, plan, sources, cancellation);

        IAnsiConsole console = TableConsole.Of(@out);
        console.Write(new Text($"{Processor.Name}, {result.Vectors}, {result.Runtime}, one thread\n"));
        console.Write(new Text(FormattableString.Invariant($"{model.Shape}, {(model.Precision == Precision.Double ? "double" : "float")}, {model.ParameterCount} parameters\n")));
        TimingTable.Write(console, result);
        console.Write(new Text(FormattableString.Invariant($"Figures but the median are of the fastest of at least {result.Series.Min(series => series.Rounds)} rounds.\n")));
        foreach (string note in result.Notes)
        {
            error.WriteLine($"Note: {note}");
        }
    }

    /// <exception cref="ImportException">It is no list of numbers of rows.</exception>
    private static List<int> ParseRows(string text)
    {
        List<int> rows = [];
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > MostRows || rows.Contains(count))
            {
                throw new ImportException($"--rows {Quoted.Name(text)}: expected different numbers from 1 to {MostRows}, separated by commas, as in 1,64; {Quoted.Name(part)} is none, or is given twice.");
            }

            rows.Add(count);
        }

        return rows;
    }

    /// <exception cref="ImportException">It is no time that can be measured for.</exception>
    private static double ParseSeconds(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= MostSeconds
        ? seconds
        : throw new ImportException($"--seconds {Quoted.Name(text)}: expected a number above 0, up to {MostSeconds}.");
}
