using LinearGen.Onnx.Models;
using LinearGen.Onnx.Networks;
using LinearGen.Onnx.Reading;

namespace LinearGen.Onnx.Tests.Support;

/// <summary>A network's file.</summary>
internal static class Written
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Bytes<T>(INetwork<T> network, OnnxSaveOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using MemoryStream stream = new();
        OnnxFile.Save(network, stream, options);
        return stream.ToArray();
    }

    /// <summary>What an import makes of a file.</summary>
    public static ImportedModel Imported(byte[] file) => OnnxImporter.Read(file, "model.onnx", folder: null);

    /// <summary>Outputs of rows.</summary>
    public static T[] Forward<T>(INetwork<T> network, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = new T[x.Length / network.Shape.In * network.Shape.Out];
        network.Forward(x, y);
        return y;
    }

    /// <summary>Fails unless an import has the stages of the network, each number with its bits.</summary>
    public static void HasStagesOf<T>(ImportedModel imported, INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NetworkModel model = NetworkReader.Read(network);
        Assert.Equal(model.Precision, imported.Precision);
        HasStages(imported, model.Stages);
    }

    /// <summary>Fails unless an import has some stages, each number with its bits.</summary>
    public static void HasStages(ImportedModel imported, IReadOnlyList<ModelStage> stages)
    {
        Assert.Empty(imported.Changes);
        AreSame(stages, imported.Stages);
    }

    private static void AreSame(IReadOnlyList<ModelStage> expected, IReadOnlyList<ModelStage> actual)
    {
        Assert.Equal(expected.Select(Outline), actual.Select(Outline));
        foreach ((ModelStage one, ModelStage other) in expected.Zip(actual))
        {
            if (one is ModelResidual block)
            {
                AreSame(block.Stages, ((ModelResidual)other).Stages);
                continue;
            }

            foreach ((StageTensor tensor, StageTensor read) in one.Tensors.Zip(other.Tensors))
            {
                Assert.Equal(tensor.Shape, read.Shape);
                Assert.True(tensor.Values.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(read.Values.Select(BitConverter.DoubleToInt64Bits)), $"{one.Origin}, {tensor.Name}: other bits.");
            }
        }
    }

    private static string Outline(ModelStage stage) => FormattableString.Invariant($"{stage.GetType().Name} {stage.In}→{stage.Out} {stage.Function} {stage.Tensors.Count} {stage switch
    {
        ModelLayer layer => layer.Slope,
        ModelActivation activation => activation.Slope,
        ModelNormalization normalization => normalization.Clip,
        ModelLayerNorm norm => norm.Epsilon,
        _ => null,
    }:R}");
}
