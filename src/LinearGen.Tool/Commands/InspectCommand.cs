using System.CommandLine;
using System.Globalization;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Models;
using LinearGen.Tool.Safetensors;
using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary>The command <c>lineargen inspect</c>, which shows the contents of a file and the result of an import.</summary>
internal static class InspectCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A .onnx or a .safetensors file." };
        GraphOptionSet graph = new();
        TensorOptionSet tensors = new();
        Command command = new("inspect", "Shows what is in a file and the stages that an import would make, or where it would stop.") { file };
        graph.AddTo(command);
        tensors.AddTo(command);
        command.SetAction(result => Run(result.GetRequiredValue(file), graph.Read(result), tensors.Read(result), TableConsole.Of(result.InvocationConfiguration.Output)));
        return command;
    }

    private static void Run(string file, OnnxImportOptions graph, TensorOptions options, IAnsiConsole console)
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

        // The contents of a file are worth seeing even if it cannot be imported; the reason comes last, and the exit code tells.
        (ImportedModel? model, ImportException? refusal) = Import(file, graph, options);
        if (FileKinds.Of(file) == FileKind.Onnx)
        {
            GraphTables.Write(console, GraphOutline.Of(ModelBytes.Parse(ModelBytes.ReadBytes(file)).Graph, graph.Outputs), refusal?.InnerException?.Message);
        }

        Write(console, model ?? throw refusal!);
    }

    /// <summary>The model, or why there is none.</summary>
    private static (ImportedModel? Model, ImportException? Refusal) Import(string file, OnnxImportOptions graph, TensorOptions options)
    {
        try
        {
            return (ModelReader.Read(file, options, graph), null);
        }
        catch (ImportException refusal)
        {
            return (null, refusal);
        }
    }

    private static void Write(IAnsiConsole console, ImportedModel model)
    {
        Table stages = new() { Title = new TableTitle("Stages") };
        stages.AddColumns("Place", "Shape", "Bias", "Function", "From");
        stages.AddColumn(new TableColumn("Parameters").RightAligned());
        foreach ((ModelStage stage, string place) in StagePlaces.Of(model.Stages))
        {
            stages.AddRow(
                new Text(place),
                new Text(FormattableString.Invariant($"{stage.In} → {stage.Out}")),
                new Text(stage is not ModelLayer { Bias: not null } ? "" : "yes"),
                new Text(stage.Function),
                new Text(stage.Origin),
                Number(stage.ParameterCount));
        }

        console.Write(stages);
        console.Write(new Text(FormattableString.Invariant($"{model.ParameterCount} parameters, {(model.Precision == Precision.Double ? "double" : "float")}.\n")));
        console.Write(Memory(model));
        foreach (string note in model.Notes)
        {
            console.Write(new Text($"Note: {note}\n"));
        }
    }

    /// <summary>The memory of an instance, for each choice of an import.</summary>
    private static Table Memory(ImportedModel model)
    {
        Table memory = new() { Title = new TableTitle("Memory") };
        memory.AddColumn("import");
        memory.AddColumn(new TableColumn("Bytes").RightAligned());
        foreach (WeightFormat weights in model.Precision == Precision.Double ? [WeightFormat.Full] : (WeightFormat[])[WeightFormat.Full, WeightFormat.BFloat16])
        {
            string format = weights == WeightFormat.Full ? "" : "--weights bfloat16";
            memory.AddRow(new Text(format), Number(ModelMemory.Bytes(model, isTrainable: false, weights)));
            memory.AddRow(new Text($"{format} --trainable".Trim()), Number(ModelMemory.Bytes(model, isTrainable: true, weights)));
        }

        return memory;
    }

    private static Text Number(Int128 number) => new(number.ToString(CultureInfo.InvariantCulture));
}
