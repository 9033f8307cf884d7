using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>lineargen inspect.</summary>
public class InspectTests
{
    [Fact]
    public void Onnx_ShowsTensorsAndLayers()
    {
        ToolRun run = ToolRun.Of("inspect", TestData.Path("Models", "mixed_chain.onnx"));
        Assert.Equal(0, run.ExitCode);
        Line(run, "p.2", "float", "[6, 5]", "30");
        Line(run, "1", "3 → 6", "yes", "Relu", "Node '/Gemm' (Gemm)", "24");
        Line(run, "3", "5 → 2", "yes", "None", "12");
        Assert.Contains("71 parameters, float.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Safetensors_ShowsTensorsAndLayers()
    {
        ToolRun run = ToolRun.Of("inspect", TestData.Path("Safetensors", "named_f16.safetensors"), "--activations", "relu");
        Assert.Equal(0, run.ExitCode);
        Line(run, "fc1.weight", "F16", "[6, 4]", "24");
        Line(run, "1", "4 → 6", "yes", "Relu", "Tensor 'fc1.weight'", "30");
    }

    [Fact]
    public void FileThatCannotBeImported_ShowsItsTensorsAndWhy()
    {
        ToolRun run = ToolRun.Of("inspect", TestData.Path("Damaged", "ox_unknown_op.onnx"));
        Assert.Equal(1, run.ExitCode);
        Line(run, "w1", "float", "[3, 4]", "12");
        Assert.Contains("(Frobnicate) is not supported", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfAFile_AreNoMarkup()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("[red]w[/]\u001b[31m", 3, 2)).Node("MatMul", "x [red]w[/]\u001b[31m");
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["m.onnx"], Google.Protobuf.MessageExtensions.ToByteArray(model.ToProto()));
        ToolRun run = ToolRun.Of("inspect", folder["m.onnx"]);
        Assert.Equal(0, run.ExitCode);
        Line(run, "[red]w[/]�[31m", "float", "[3, 2]");
    }

    private static void Line(ToolRun run, params string[] cells) => Assert.Contains(
        run.Output.Split('\n'),
        line => cells.All(cell => line.Split('│', '|').Any(found => found.Trim() == cell)));
}
