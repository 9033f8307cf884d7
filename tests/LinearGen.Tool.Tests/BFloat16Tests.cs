using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Testing;
using LinearGen.Tool.Models;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary><c>--weights bfloat16</c>: weights are rounded, the file holds them as such, and the change of outputs is told.</summary>
public partial class BFloat16Tests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Import_RoundsWeights_AndTellsTheChangeOfOutputs(bool isEmbedded)
    {
        using TemporaryFolder folder = new(), full = new();
        string path = Save(Model(), folder);

        ToolRun run = ToolRun.Import(path, folder, [.. isEmbedded ? ["--embed"] : Array.Empty<string>(), "--weights", "bfloat16"]);
        ToolRun.Import(path, full, "--weights", "full");

        string text = File.ReadAllText(folder["Net.cs"]);
        Assert.Equal(2, text.Split(", Weights = global::LinearGen.WeightFormat.BFloat16, Trainable = false)]").Length - 1);
        Assert.DoesNotContain("WeightFormat", File.ReadAllText(full["Net.cs"]), StringComparison.Ordinal);
        Assert.Null(CompiledClass.SelfTest(Load(folder, text, isEmbedded)));

        // What was told is what the classes show, to the digits that were told.
        Match told = Change().Match(run.Output);
        double change = double.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture);
        (_, double exact) = BFloat16Model.Of(ModelOf(path));
        Assert.InRange(exact, change * 0.99, change * 1.01);
        Assert.True(change > 1e-4, run.Output);
    }

    [Fact]
    public void File_HoldsMatricesAsBFloat16_AndTheRestAsFloats()
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(Save(Model(), folder), folder, "--weights", "bfloat16");

        using SafetensorsFile file = SafetensorsFile.Open(folder["Net.safetensors"]);

        Assert.Equal(
            ["0.bias F32", "0.weight BF16", "2.bias F32", "2.weight F32", "3.weight BF16"],
            file.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Doubles_AndOtherFormats_AreRefused()
    {
        using TemporaryFolder folder = new();
        OnnxModel model = Model();
        ModelProtoOfDoubles(model);
        Assert.Contains("--weights bfloat16 is for models of floats", ToolRun.ImportRefused(Save(model, folder), "--weights", "bfloat16"), StringComparison.Ordinal);
        Assert.Contains("'half' is no format of weights; expected --weights full or --weights bfloat16", ToolRun.ImportRefused(Save(Model(), folder), "--weights", "half"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.00390625, 1)] // half way between 1 and the next: to even
    [InlineData(1.01171875, 1.015625)]
    [InlineData(1.0039065, 1.0078125)]
    [InlineData(-1.00390625, -1)]
    [InlineData(1e-45, 0)]
    [InlineData(3.3e38, 3.2964854e38)]
    public void Rounding_IsToTheNearestAndToEven(double value, double expected) => Assert.Equal((float)expected, (float)BFloat16Model.Round(value));

    [Fact]
    public void WeightsWithoutAFiniteNeighbour_AreRefused()
    {
        using TemporaryFolder folder = new();
        OnnxModel model = new(-1, 1);
        model.Store(OnnxModel.Tensor("w", [1, 1], float.MaxValue)).Node("MatMul", "_ w");
        Assert.Contains("for which bfloat16 has no finite number", ToolRun.ImportRefused(Save(model, folder), "--weights", "bfloat16"), StringComparison.Ordinal);
    }

    private static OnnxModel Model()
    {
        OnnxModel model = new(-1, 5);
        return model.Store(model.Random("w", 5, 20), model.Random("b", 20), model.Random("gain", 20), model.Random("bias", 20), model.Random("v", 20, 3))
            .Node("Gemm", "_ w b").Node("Tanh", "_").Node("LayerNormalization", "_ gain bias").Node("MatMul", "_ v");
    }

    private static void ModelProtoOfDoubles(OnnxModel model)
    {
        model.Graph.Input[0].Type.TensorType.ElemType = 11;
        foreach (Onnx.Schema.TensorProto tensor in model.Graph.Initializer)
        {
            tensor.DataType = 11;
            tensor.DoubleData.AddRange(tensor.FloatData.Select(value => (double)value));
            tensor.FloatData.Clear();
        }
    }

    private static ImportedModel ModelOf(string path) => OnnxImporter.Read(File.ReadAllBytes(path), path, null);

    private static string Save(OnnxModel model, TemporaryFolder folder)
    {
        string path = folder["model.onnx"];
        File.WriteAllBytes(path, model.ToProto().ToByteArray());
        return path;
    }

    private static object Load(TemporaryFolder folder, string text, bool isEmbedded)
    {
        GeneratorResult result = GeneratorHarness.Run(isEmbedded ? [text, File.ReadAllText(folder["Net.Weights.cs"])] : [text]);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Type type = result.Load().GetType("Acme.Models.Net", throwOnError: true)!;
        return isEmbedded ? type.GetMethod("Create")!.Invoke(null, null)! : type.GetMethod("Load", [typeof(string)])!.Invoke(null, [folder["Net.safetensors"]])!;
    }

    [GeneratedRegex(@"rounded to bfloat16: outputs of the self-test's rows change by (\S+) at most, where the largest is \S+\.")]
    private static partial Regex Change();
}
