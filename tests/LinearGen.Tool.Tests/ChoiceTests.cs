using Google.Protobuf;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>The options that choose among a graph's inputs and outputs, and the folder beside them.</summary>
public class ChoiceTests
{
    [Fact]
    public void Output_IsTheOneThatIsNamed()
    {
        using TemporaryFolder folder = Saved();
        ToolRun.Import(folder["m.onnx"], folder, "--output", "wide");
        Assert.Contains("In = 3, Out = 4", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
        ToolRun.Import(folder["m.onnx"], folder, "--output", "narrow", "--input", "x", "--force");
        Assert.Contains("In = 3, Out = 2", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatAreNotThere_AreRefused()
    {
        using TemporaryFolder folder = Saved();
        Assert.Contains("--output 'width': the model has none of that name; it has 'wide', 'narrow'.", ToolRun.ImportRefused(folder["m.onnx"], "--output", "width"), StringComparison.Ordinal);
        Assert.Contains("--input 'w4': the model has none of that name; it has 'x'.", ToolRun.ImportRefused(folder["m.onnx"], "--input", "w4"), StringComparison.Ordinal);
        Assert.Contains("--output 'wide' is given twice", ToolRun.ImportRefused(folder["m.onnx"], "--output", "wide", "--output", "wide"), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesWithoutAGraph_HaveNothingToChoose()
    {
        string file = TestData.Path("Safetensors", "sigmoid_net.safetensors");
        Assert.Contains("a safetensors file holds tensors and no graph", ToolRun.ImportRefused(file, "--output", "y"), StringComparison.Ordinal);
        Assert.Contains("a safetensors file holds tensors and no graph", ToolRun.ImportRefused(file, "--input", "x"), StringComparison.Ordinal);
    }

    /// <summary>What --output meant before it chose outputs.</summary>
    [Fact]
    public void WithoutAFolder_TheOutputThatTheModelDoesNotHaveIsOne()
    {
        using TemporaryFolder folder = Saved();
        Assert.Equal(0, Import("--output", folder["first"], "--output", "wide").ExitCode);
        Assert.Contains("In = 3, Out = 4", File.ReadAllText(folder["first/Net.cs"]), StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.Of("import", TestData.Path("Safetensors", "sigmoid_net.safetensors"), "--namespace", "A", "--class", "Net", "--output", folder["second"]).ExitCode);
        Assert.True(File.Exists(folder["second/Net.cs"]));

        Assert.Contains("--output 'wide' is an output of the model; expected --folder too", Import("--output", "wide").Error, StringComparison.Ordinal);
        Assert.Contains("--output 'a' and 'b' are not outputs of the model; expected --folder", Import("--output", "a", "--output", "b").Error, StringComparison.Ordinal);
        Assert.Contains("Option '--folder' is required", Import().Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", Import().Output + Import().Error, StringComparison.Ordinal);

        ToolRun Import(params string[] more) => ToolRun.Of(["import", folder["m.onnx"], "--namespace", "A", "--class", "Net", .. more]);
    }

    /// <summary>A model of one layer of 3 inputs for each of two outputs, of 4 values and of 2.</summary>
    private static TemporaryFolder Saved()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w4", 3, 4), model.Random("w2", 3, 2)).Node("MatMul", "x w4").Node("Identity", "_").Node("MatMul", "x w2");
        model.Graph.Node[1].Output[0] = "wide";
        model.Graph.Node[2].Output[0] = "narrow";
        model.Graph.Output.Add(OnnxModel.Value("wide", -1, 4));
        model.Graph.Output.Add(OnnxModel.Value("narrow", -1, 2));
        TemporaryFolder folder = new();
        File.WriteAllBytes(folder["m.onnx"], model.ToProto().ToByteArray());
        return folder;
    }
}
