using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Models that PyTorch has exported, and ONNX's own node cases: imported, compiled, and held to what others compute.</summary>
public class ModelTests
{
    public static TheoryData<ModelCase> All => [.. TestData.Models];

    [Theory]
    [MemberData(nameof(All))]
    public void ImportedClass_ComputesWhatTheModelDoes(ModelCase model)
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(model.Path, folder);
        CompiledClass compiled = CompiledClass.Of(folder);
        object instance = compiled.Load(folder["Net.safetensors"]);

        Assert.Null(CompiledClass.SelfTest(instance));
        double[] y = CompiledClass.Forward(instance, model.X);
        Assert.Equal(model.Y.Length, y.Length);
        for (int n = 0; n < y.Length; n++)
        {
            Assert.InRange(y[n], model.Y[n] - model.Tolerance, model.Y[n] + model.Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Activations_AreFound(ModelCase model)
    {
        ImportedModel imported = OnnxImporter.Read(model.Path);
        Assert.Equal(model.Activations, imported.Layers.Select(layer => layer.Activation));
    }

    [Fact]
    public void UntrainedInstance_DoesNotPassTheSelfTest()
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(TestData.Models[1].Path, folder);
        object instance = Activator.CreateInstance(CompiledClass.Of(folder).Load(folder["Net.safetensors"]).GetType())!;
        Assert.Contains("does not compute what the imported model does", CompiledClass.SelfTest(instance), StringComparison.Ordinal);
    }
}
