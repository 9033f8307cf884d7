using System.Globalization;
using Google.Protobuf;
using LinearGen.Onnx.Schema;
using LinearGen.Testing;
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

    /// <summary>The memory of each choice is that of the classes that an import writes.</summary>
    [Fact]
    public void Memory_IsThatOfTheClasses()
    {
        OnnxModel model = new(-1, 100);
        model.Store(OnnxModel.Tensor("mean", [100], new float[100]), model.Random("w", 100, 200), model.Random("v", 200, 1)).Node("Sub", "_ mean").Node("MatMul", "_ w").Node("Tanh", "_").Node("MatMul", "_ v");
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["model.onnx"], model.ToProto().ToByteArray());
        ToolRun run = ToolRun.Of("inspect", folder["model.onnx"]);
        Dictionary<string, long> told = run.Output.Split('\n').SkipWhile(line => !line.Contains("import", StringComparison.Ordinal) || !line.Contains("Bytes", StringComparison.Ordinal))
            .Select(line => line.Split('│', '|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 4 && long.TryParse(cells[2], out _))
            .ToDictionary(cells => cells[1], cells => long.Parse(cells[2], CultureInfo.InvariantCulture));

        Assert.Equal(["", "--trainable", "--weights bfloat16", "--weights bfloat16 --trainable"], told.Keys);
        foreach ((string options, long bytes) in told)
        {
            ToolRun.Import(folder["model.onnx"], folder, ["--force", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            Type type = GeneratorHarness.Run(File.ReadAllText(folder["Net.cs"])).Load().GetType("Acme.Models.Net", throwOnError: true)!;
            _ = Activator.CreateInstance(type);
            long before = GC.GetAllocatedBytesForCurrentThread();
            object made = Activator.CreateInstance(type)!;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            // A network takes its layers' memory over: what they had before is allocated too, and the objects around it are small.
            Assert.InRange(allocated, 2 * bytes, (2 * bytes) + 12_000);
            GC.KeepAlive(made);
        }
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
