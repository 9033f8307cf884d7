using LinearGen.Onnx.Models;
using LinearGen.Onnx.Networks;
using LinearGen.Onnx.SelfChecks;

namespace LinearGen.Onnx.Tests.Support;

/// <summary>Holds what ONNX Runtime computes from a file to the network that was written.</summary>
internal static class OnnxRuntimeCheck
{
    private const int Rows = 6;

    /// <summary>The greatest absolute value of the inputs of some rows.</summary>
    private static readonly double[] Sizes = [1e-6, 1e-3, 1, 30, 1e4];

    /// <summary>
    /// Fails where outputs differ by more than 1e-6 of the greatest sum of absolute terms that the network has for these rows, or of 1: what is smaller, ONNX Runtime itself computes as a difference
    /// of numbers around 1, as in exp(x) − 1. In double the limit is 1e-12, but where an Erf is computed in float.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="file">Its file.</param>
    public static void Hold<T>(INetwork<T> network, byte[] file)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using OnnxRuntimeSession session = OnnxRuntimeSession.Open(file);
        NetworkModel model = NetworkReader.Read(network);
        bool hasErf = StagePlaces.Of(model.Stages).Any(placed => placed.Stage is ModelLayer { Activation: Activation.Gelu } or ModelActivation { Activation: Activation.Gelu });
        double limit = typeof(T) == typeof(double) && !hasErf ? 1e-12 : 1e-6;
        Random random = new(20261130);
        int inputs = network.Shape.In, outputs = network.Shape.Out;
        foreach (double size in Sizes)
        {
            T[] x = DrawnNetworks.Values<T>(random, Rows * inputs, -size, size);
            double[] wide = [.. x.Select(double.CreateChecked)];
            double[] expected = session.Run(wide, inputs);
            T[] actual = Written.Forward(network, x);
            Assert.Equal(actual.Length, expected.Length);
            double tolerance = limit * wide.Chunk(inputs).Max(row => Greatest(model.Stages, row, model.Precision).Terms);
            for (int n = 0; n < actual.Length; n++)
            {
                // Both may be infinite. Written so that NaN fails.
                double own = double.CreateChecked(actual[n]);
                Assert.True(
                    own == expected[n] || Math.Abs(own - expected[n]) <= tolerance,
                    $"Output {n % outputs} of row {n / outputs} of inputs up to {size} is {actual[n]:R}; ONNX Runtime has {expected[n]:R}, the tolerance is {tolerance:G3}.");
            }
        }
    }

    /// <summary>A row's outputs and the greatest sum of absolute terms on the way, at least 1.</summary>
    private static (double[] Values, double Terms) Greatest(IReadOnlyList<ModelStage> stages, double[] row, Precision precision)
    {
        LayerEvaluator evaluator = new(precision);
        double terms = 1;
        foreach (ModelStage stage in stages)
        {
            double[] x = row;
            double own = 0;
            switch (stage)
            {
                case ModelLayer layer:
                    // Of very long sums, whose small terms are rounded one by one where they are added to a large bias, in proportion more.
                    own = Math.Max(1, layer.In / 128.0) * Math.Max(1, Enumerable.Range(0, layer.Out).Max(j => Math.Abs(layer.Bias?[j] ?? 0) + x.Select((value, i) => Math.Abs(value * layer.Weights[(i * layer.Out) + j])).Sum()));
                    break;
                case ModelResidual block:
                    own = Greatest(block.Stages, x, precision).Terms;
                    break;
                case ModelRescaling rescaling:
                    own = x.Select((value, n) => Math.Abs(value * rescaling.Scale[n]) + Math.Abs(rescaling.Offset[n])).Max();
                    break;
                default:
                    break;
            }

            row = evaluator.Forward([stage], x);
            terms = Math.Max(terms, Math.Max(own, row.Max(Math.Abs)));
        }

        return (row, terms);
    }
}
