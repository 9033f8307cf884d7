using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Models;
using LinearGen.Tool.Safetensors;
using LinearGen.Tool.Writing;

namespace LinearGen.Tool.Commands;

/// <summary><c>lineargen import</c>: from a file to a class.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("model") { Description = "The model: a .onnx or a .safetensors file." };
        Option<string> namespaceName = new("--namespace", "-n") { Description = "The namespace of the classes.", Required = true };
        Option<string> className = new("--class", "-c") { Description = "The class of the network, or of the layer if there is only one.", Required = true };
        Option<string> folder = new("--folder", "-o") { Description = "The folder to write to (required). Without it --output names it." };
        Option<bool> embed = new("--embed") { Description = $"Write the weights as constants of the program instead of a file; up to {EmbeddedWeightsWriter.MostParameters} parameters." };
        Option<bool> trainable = new("--trainable") { Description = "Write classes that can be trained further, with Backward and Gradients, at twice the memory. Without it they only compute." };
        Option<WeightFormat> weights = new("--weights")
        {
            HelpName = "full|bfloat16",
            Description = "bfloat16: round weights to half their bytes; says how much that changes the outputs.",
            CustomParser = ReadFormat,
        };
        Option<bool> force = new("--force", "-f") { Description = "Replace files that are there." };
        GraphOptionSet graph = new();
        TensorOptionSet tensors = new();
        Command command = new("import", "Writes a C# class and its weights from a trained model.") { file, namespaceName, className, folder, embed, trainable, weights, force };
        graph.AddTo(command);
        tensors.AddTo(command);

        // Errors of a command's validators are the only ones that are shown: this one names all options that are missing.
        command.Validators.Add(result =>
        {
            foreach (Option missing in result.GetResult(folder) is null && graph.HasNoOutput(result) ? new[] { namespaceName, className, folder }.Where(option => result.GetResult(option) is null) : [])
            {
                result.AddError($"Option '{missing.Name}' is required.");
            }
        });
        command.SetAction(result => Run(
            result.GetRequiredValue(file),
            result.GetRequiredValue(namespaceName),
            result.GetRequiredValue(className),
            result.GetValue(folder),
            new ClassOptions { IsEmbedded = result.GetValue(embed), IsTrainable = result.GetValue(trainable), Weights = result.GetValue(weights) },
            result.GetValue(force),
            graph.Read(result),
            tensors.Read(result),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    private static WeightFormat ReadFormat(ArgumentResult result)
    {
        switch (result.Tokens)
        {
            case [{ Value: "full" }]:
                return WeightFormat.Full;
            case [{ Value: "bfloat16" }]:
                return WeightFormat.BFloat16;
            default:
                result.AddError($"'{string.Join(' ', result.Tokens)}' is no format of weights; expected --weights full or --weights bfloat16.");
                return default;
        }
    }

    private static void Run(string file, string namespaceName, string className, string? folder, ClassOptions options, bool force, OnnxImportOptions graph, TensorOptions tensors, TextWriter @out, TextWriter error)
    {
        Identifiers.CheckNamespace(namespaceName);
        Identifiers.CheckClass(className);
        (string output, graph) = OutputFolder.Find(file, folder, graph);
        ImportedModel model = ModelReader.Read(file, tensors, graph);
        double change = 0;
        if (options.Weights == WeightFormat.BFloat16)
        {
            (model, change) = BFloat16Model.Of(model);
        }

        foreach (string path in Write(model, namespaceName, className, output, options, force))
        {
            @out.WriteLine($"Wrote {path}");
        }

        if (options.Weights == WeightFormat.BFloat16)
        {
            @out.WriteLine(FormattableString.Invariant($"Weights are rounded to bfloat16: outputs of the self-test's rows change by {change:G3} at most, where the largest is {model.Check.Outputs.Max(Math.Abs):G3}."));
        }

        foreach (string line in ProjectLines.Of(output, options.IsEmbedded ? null : className + ".safetensors"))
        {
            @out.WriteLine(line);
        }

        foreach (string note in model.Notes)
        {
            error.WriteLine($"Note: {note}");
        }

        if (model.Check.Undetected.Count > 0)
        {
            error.WriteLine($"Note: SelfTest() cannot tell the model from one with: {string.Join("; ", model.Check.Undetected)}.");
        }
    }

    /// <summary>Writes the files of a model.</summary>
    /// <returns>Their paths.</returns>
    internal static IReadOnlyList<string> Write(ImportedModel model, string namespaceName, string className, string output, ClassOptions options, bool force)
    {
        ClassNames.CheckNew(namespaceName, [className, .. ClassNames.Of(model, className)]);
        ClassWriter writer = new(model, namespaceName, className, options);
        if (!options.IsEmbedded)
        {
            return OutputFiles.Write(output, force, (className + ".cs", stream => WriteText(stream, writer.Write())), (className + ".safetensors", stream => WeightsFile.Write(model, options.Weights, stream)));
        }

        EmbeddedWeightsWriter.Check(model);
        return OutputFiles.Write(
            output,
            force,
            (className + ".cs", stream => WriteText(stream, writer.Write())),
            (className + ".Weights.cs", stream => WriteText(stream, writer.Head($"The weights of {className}.") + EmbeddedWeightsWriter.Write(model, className))));
    }

    private static void WriteText(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
