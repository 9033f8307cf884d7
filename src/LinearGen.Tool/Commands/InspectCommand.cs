using System.CommandLine;
using System.Globalization;
using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx;
using LinearGen.Tool.Safetensors;
using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary><c>lineargen inspect</c>: what is in a file, and what would become of it.</summary>
internal static class InspectCommand
{
    /// <summary>Wide enough for tables that go into a file.</summary>
    private const int PlainWidth = 240;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A .onnx or a .safetensors file." };
        TensorOptionSet tensors = new();
        Command command = new("inspect", "Shows a file's tensors and the layers that an import would make.") { file };
        tensors.AddTo(command);
        command.SetAction(result => Run(result.GetRequiredValue(file), tensors.Read(result), Console(result.InvocationConfiguration.Output)));
        return command;
    }

    private static void Run(string file, TensorOptions options, IAnsiConsole console)
    {
        IReadOnlyList<StoredTensor> tensors = TensorList.Read(file);
        Table table = new() { Title = new TableTitle("Tensors") };
        table.AddColumns("Name", "Type", "Shape");
        table.AddColumn(new TableColumn("Elements").RightAligned());
        foreach (StoredTensor tensor in tensors)
        {
            table.AddRow(new Text(Quoted.Text(tensor.Name)), new Text(Quoted.Text(tensor.Type)), new Text(Quoted.Shape(tensor.Shape)), Number(tensor.Count));
        }

        console.Write(table);

        // What a file holds is worth seeing even if it cannot be imported; the reason comes last, and the exit code tells.
        ImportedModel model = ModelReader.Read(file, options);
        Table layers = new() { Title = new TableTitle("Layers") };
        layers.AddColumn(new TableColumn("").RightAligned());
        layers.AddColumns("Shape", "Bias", "Activation", "From");
        layers.AddColumn(new TableColumn("Parameters").RightAligned());
        foreach ((ModelLayer layer, int index) in model.Layers.Select((layer, index) => (layer, index)))
        {
            layers.AddRow(
                Number(index + 1),
                new Text(FormattableString.Invariant($"{layer.In} → {layer.Out}")),
                new Text(layer.Bias is null ? "" : "yes"),
                new Text(layer.Activation.ToString()),
                new Text(layer.Origin),
                Number(layer.ParameterCount));
        }

        console.Write(layers);
        console.Write(new Text(FormattableString.Invariant($"{model.ParameterCount} parameters, {(model.Precision == Precision.Double ? "double" : "float")}.\n")));
        foreach (string note in model.Notes)
        {
            console.Write(new Text($"Note: {note}\n"));
        }
    }

    private static Text Number(Int128 number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The terminal, or a plain text if what is written goes elsewhere.</summary>
    private static IAnsiConsole Console(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, System.Console.Out) && !System.Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
            console.Profile.Capabilities.Unicode = false;
        }

        return console;
    }
}
