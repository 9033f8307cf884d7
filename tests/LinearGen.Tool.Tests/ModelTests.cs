using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Models that PyTorch has exported, and ONNX's own node cases: imported, compiled, and held to what others compute.</summary>
public class ModelTests(CompiledCases cases) : IClassFixture<CompiledCases>
{
    public static TheoryData<ModelCase> All => [.. TestData.Models];

    /// <summary>ONNX Runtime has no Erf of doubles.</summary>
    public static TheoryData<ModelCase> OfOnnxRuntime => [.. TestData.Models.Where(model => model.File != "torch_double.onnx")];

    [Theory]
    [MemberData(nameof(All))]
    public void ImportedClass_ComputesWhatTheModelDoes(ModelCase model)
    {
        object instance = cases.Create(model);

        Assert.Null(CompiledClass.SelfTest(instance));
        double[] y = CompiledClass.Forward(instance, model.X);
        Assert.Equal(model.Y.Length, y.Length);
        for (int n = 0; n < y.Length; n++)
        {
            Assert.InRange(y[n], model.Y[n] - model.Tolerance, model.Y[n] + model.Tolerance);
        }
    }

    [OracleTheory]
    [MemberData(nameof(OfOnnxRuntime))]
    public void ImportedClass_ComputesWhatOnnxRuntimeDoes(ModelCase model)
    {
        ImportedModel imported = OnnxImporter.Read(model.Path);
        using OnnxRuntimeSession session = OnnxRuntimeSession.Open(model.Path);
        double[] magnitudes = [.. Enumerable.Range(0, imported.In).Select(column => model.X.Where((_, n) => n % imported.In == column).Max(Math.Abs))];
        object instance = cases.Create(model);
        Oracle.Hold(session, x => CompiledClass.Forward(instance, x), imported.In, magnitudes, model.File);
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
        object instance = Activator.CreateInstance(cases.Create(TestData.Models[1]).GetType())!;
        Assert.Contains("does not compute what the imported model does", CompiledClass.SelfTest(instance), StringComparison.Ordinal);
    }
}

/// <summary>All models, imported by the tool into one folder and compiled at once.</summary>
public sealed class CompiledCases : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CompiledClass[] _classes;

    public CompiledCases()
    {
        foreach (ModelCase model in TestData.Models)
        {
            ToolRun.ImportAs(Name(model), model.Path, _folder);
        }

        _classes = CompiledClass.All(_folder, null, [.. TestData.Models.Select(Name)]);
    }

    /// <summary>An instance of a model's class, with its weights.</summary>
    public object Create(ModelCase model)
    {
        int number = TestData.Models.TakeWhile(other => other.File != model.File).Count();
        return _classes[number].Load(_folder[Name(model) + ".safetensors"]);
    }

    public void Dispose() => _folder.Dispose();

    private static string Name(ModelCase model) => string.Concat("M_", Path.GetFileNameWithoutExtension(model.File));
}
