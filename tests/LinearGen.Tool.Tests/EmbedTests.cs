using Google.Protobuf;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Weights as constants of a program.</summary>
public class EmbedTests
{
    [Theory]
    [InlineData("iris_4_8_3_relu.onnx")]
    [InlineData("nobias_matmul.onnx")]
    [InlineData("linear_2_3.onnx")]
    [InlineData("torch_double.onnx")]
    public void EmbeddedWeights_AreTheSameBits(string file)
    {
        ModelCase model = TestData.Models.Single(model => model.File == file);
        using TemporaryFolder embedded = new(), separate = new();
        ToolRun.Import(model.Path, embedded, "--embed");
        ToolRun.Import(model.Path, separate);
        Assert.Equal(["Net.Weights.cs", "Net.cs"], embedded.Files);

        object instance = CompiledClass.Of(embedded).Create();
        Assert.Null(CompiledClass.SelfTest(instance));
        Assert.Equal(CompiledClass.Forward(CompiledClass.Of(separate).Load(separate["Net.safetensors"]), model.X), CompiledClass.Forward(instance, model.X));
    }

    [Fact]
    public void LaterWeights_AreLoadedFromAFile()
    {
        using TemporaryFolder embedded = new(), later = new();
        ToolRun run = ToolRun.Import(TestData.Path("Models", "linear_2_3.onnx"), embedded, "--embed");
        Assert.DoesNotContain("CopyToOutputDirectory", run.Output, StringComparison.Ordinal);
        SafetensorsWriter writer = new();
        writer.Add("0.weight", [3, 2], [1f, 2f, 3f, 4f, 5f, 6f]);
        writer.Add("0.bias", [3], [0f, 1f, 2f]);
        writer.Save(later["later.safetensors"]);
        object instance = CompiledClass.Of(embedded).Load(later["later.safetensors"]);
        Assert.Equal([12, 35, 58], CompiledClass.Forward(instance, [10, 1]));
        Assert.NotNull(CompiledClass.SelfTest(instance));
    }

    [Fact]
    public void EditedConstant_DoesNotPassTheSelfTest()
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(TestData.Path("Models", "iris_4_8_3_relu.onnx"), folder, "--embed");
        string weights = File.ReadAllText(folder["Net.Weights.cs"]);
        int number = weights.IndexOf('[', StringComparison.Ordinal);
        number = weights.IndexOf("=>\n        [\n            ", number, StringComparison.Ordinal) + "=>\n        [\n            ".Length;
        File.WriteAllText(folder["Net.Weights.cs"], weights.Insert(number, "1f + "));
        Assert.NotNull(CompiledClass.SelfTest(CompiledClass.Of(folder).Create()));
    }

    [Fact]
    public void LargeModel_IsRefused()
    {
        OnnxModel model = new(-1, 600);
        model.Store(model.Random("w", 600, 600)).Node("MatMul", "x w");
        using TemporaryFolder source = new();
        File.WriteAllBytes(source["large.onnx"], model.ToProto().ToByteArray());
        Assert.Contains("--embed is for up to 65536 parameters, since a compiler has to read them; the model has 360000", ToolRun.ImportRefused(source["large.onnx"], "--embed"), StringComparison.Ordinal);
    }
}
