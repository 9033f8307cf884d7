using Google.Protobuf;
using LinearGen.Tool.Onnx.Schema;
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
        Line(run, "0", "3 → 6", "yes", "Relu", "Node '/Gemm' (Gemm)", "24");
        Line(run, "4", "5 → 2", "yes", "None", "12");
        Assert.Contains("71 parameters, float.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Safetensors_ShowsTensorsAndLayers()
    {
        ToolRun run = ToolRun.Of("inspect", TestData.Path("Safetensors", "named_f16.safetensors"), "--activations", "relu");
        Assert.Equal(0, run.ExitCode);
        Line(run, "fc1.weight", "F16", "[6, 4]", "24");
        Line(run, "0", "4 → 6", "yes", "Relu", "Tensor 'fc1.weight'", "30");
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
    public void Graph_IsShownWithTheNodeThatStopsAnImport()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 2)).Node("MatMul", "x w").Node("Frobnicate", "_").Node("Relu", "_").Node("Frobnicate", "x");
        model.Graph.Node[1].Name = "strange";
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam = "batch";
        model.Graph.Output.Add(OnnxModel.Value("v2", -1, 2));
        ToolRun run = Inspect(model);
        Assert.Equal(1, run.ExitCode);
        Line(run, "input", "x", "float", "[batch, 3]");
        Line(run, "output", "v2", "float", "[n, 2]");
        Line(run, "1", "number 1", "MatMul", "x, w", "v0");
        Line(run, "2", "'strange'", "Frobnicate", "v0", "v1", "<- an import stops here");
        Line(run, "3", "number 3", "Relu", "v1", "v2");
        Assert.Single(run.Output.Split('\n'), line => line.Contains("<-", StringComparison.Ordinal));
        Assert.DoesNotContain("number 4", run.Output, StringComparison.Ordinal);
        Assert.Contains("Node 'strange' (Frobnicate) is not supported", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_ChoosesWhatIsShown()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 2)).Node("MatMul", "x w").Node("Frobnicate", "_");
        ToolRun run = Inspect(model, "--output", "v0");
        Assert.Equal(0, run.ExitCode);
        Line(run, "1", "number 1", "MatMul", "x, w", "v0");
        Line(run, "0", "3 → 2", "None");
        Assert.DoesNotContain("Frobnicate", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void InputsAndOutputsOfAnyKind_AreShown()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 2)).Node("MatMul", "x w").Node("Frobnicate", "_");
        model.Graph.Node[1].Domain = "com.example";
        model.Graph.Output.Add(new ValueInfoProto { Name = "probabilities", Type = new TypeProto() });
        model.Graph.Output.Add(new ValueInfoProto { Name = "v1" });
        model.Graph.Input.Add(OnnxModel.Value("unused"));
        ToolRun run = Inspect(model);
        Assert.Equal(1, run.ExitCode);
        Line(run, "input", "unused", "float", "unknown");
        Line(run, "output", "probabilities", "no tensor", "");
        Line(run, "output", "v1", "unknown", "");
        Line(run, "2", "number 2", "com.example.Frobnicate", "v0", "v1");
    }

    [Fact]
    public void NamesOfAFile_AreNoMarkup()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("[red]w[/]\u001b[31m", 3, 2)).Node("MatMul", "x [red]w[/]\u001b[31m");
        ToolRun run = Inspect(model);
        Assert.Equal(0, run.ExitCode);
        Line(run, "[red]w[/]�[31m", "float", "[3, 2]");
    }

    private static ToolRun Inspect(OnnxModel model, params string[] options)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["m.onnx"], model.ToProto().ToByteArray());
        return ToolRun.Of(["inspect", folder["m.onnx"], .. options]);
    }

    private static void Line(ToolRun run, params string[] cells) => Assert.Contains(
        run.Output.Split('\n'),
        line => cells.All(cell => line.Split('│', '|').Any(found => found.Trim() == cell)));
}
