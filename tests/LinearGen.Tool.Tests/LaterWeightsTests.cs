using System.Reflection;
using LinearGen.Onnx.Models;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Later states of the training that a model comes from: the class loads what has the same meaning, and refuses what has not.</summary>
public class LaterWeightsTests
{
    private static readonly float[] Mean = [10, -5, 0.5f], Deviation = [2, 4, 0.5f], Weights = [1, 2, 3, 4, 5, 6], Bias = [7, 8];

    [Fact]
    public void NamesOfTheModel_AreLoaded()
    {
        object imported = CompiledModels.Of(Policy().Import())[0];
        using TemporaryFolder folder = new();
        object later = Load(imported, Saved(folder, ("mean", [3], [1, 2, 3]), ("std", [3], [2, 2, 4]), ("net.0.weight", [2, 3], Weights), ("net.0.bias", [2], Bias), ("log_std", [2], [0, 0])));

        // (x − mean)/std is 1, 2, 3.
        Assert.Equal([(1 * 1) + (2 * 2) + (3 * 3) + 7, (1 * 4) + (2 * 5) + (3 * 6) + 8], CompiledClass.Forward(later, [3, 6, 15]));
    }

    [Fact]
    public void LayersAlone_AreNotTheModel()
    {
        object imported = CompiledModels.Of(Policy().Import())[0];
        using TemporaryFolder folder = new();
        string message = Assert.Throws<InvalidDataException>(() => Load(imported, Saved(folder, ("0.weight", [2, 3], Weights), ("0.bias", [2], Bias)))).Message;
        Assert.Contains("'0.mean'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsThatHoldMoreThanTheModels_RefuseALaterState()
    {
        OnnxModel model = OnnxModel.Layer();
        model.Store([.. new[] { "s", "t", "m", "v" }.Select(name => OnnxModel.Tensor(name, [2], 1.5f, 2.5f))]);
        ImportedModel imported = model.Node("BatchNormalization", "_ s t m v").Node("Relu", "_").Import();
        Assert.Contains("(BatchNormalization) worked into its weights", Assert.Single(imported.Changes), StringComparison.Ordinal);
        object instance = CompiledModels.Of(imported)[0];
        Assert.Null(CompiledClass.SelfTest(instance));

        using TemporaryFolder folder = new();
        string message = Assert.Throws<InvalidDataException>(() => Load(instance, Saved(folder, ("0.weight", [2, 3], Weights), ("0.bias", [2], Bias)))).Message;
        Assert.Contains("(BatchNormalization) worked into its weights. A later state of the training is to be exported and imported again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsInAnotherOrder_RefuseALaterState()
    {
        OnnxModel model = new(-1, 3);
        ImportedModel imported = model.Store(model.Random("w", 3, 2), OnnxModel.Integers("order", 2, 0, 1)).Node("Gather", "x order", ("axis", 1)).Node("MatMul", "_ w").Import();
        object instance = CompiledModels.Of(imported)[0];
        using TemporaryFolder folder = new();
        Assert.Contains(
            "columns of the original's weights chosen, joined or put in another order",
            Assert.Throws<InvalidDataException>(() => Load(instance, Saved(folder, ("0.weight", [2, 3], Weights)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OneMatrixOfTwoLayers_HasTheNamesOfTheFileAlone()
    {
        OnnxModel model = new(-1, 2);
        object instance = CompiledModels.Of(model.Store(OnnxModel.Tensor("tied", [2, 2], 1, 2, 3, 4)).Node("Gemm", "x tied", ("transB", 1)).Node("Tanh", "_").Node("Gemm", "_ tied", ("transB", 1)).Import())[0];
        using TemporaryFolder folder = new();
        Assert.Contains("'0.weight'", Assert.Throws<InvalidDataException>(() => Load(instance, Saved(folder, ("tied", [2, 2], [1, 2, 3, 4])))).Message, StringComparison.Ordinal);
    }

    private static OnnxModel Policy() => new OnnxModel(-1, 3)
        .Store(OnnxModel.Tensor("mean", [3], Mean), OnnxModel.Tensor("std", [3], Deviation), OnnxModel.Tensor("net.0.weight", [2, 3], Weights), OnnxModel.Tensor("net.0.bias", [2], Bias))
        .Node("Sub", "x mean").Node("Div", "_ std").Node("Gemm", "_ net.0.weight net.0.bias", ("transB", 1));

    private static string Saved(TemporaryFolder folder, params (string Name, long[] Shape, float[] Values)[] tensors)
    {
        SafetensorsWriter writer = new();
        foreach ((string name, long[] shape, float[] values) in tensors)
        {
            writer.Add(name, shape, values);
        }

        writer.Save(folder["later.safetensors"]);
        return folder["later.safetensors"];
    }

    private static object Load(object instance, string path)
    {
        try
        {
            return instance.GetType().GetMethod("Load", [typeof(string)])!.Invoke(null, [path])!;
        }
        catch (TargetInvocationException failure) when (failure.InnerException is InvalidDataException refusal)
        {
            throw refusal;
        }
    }
}
