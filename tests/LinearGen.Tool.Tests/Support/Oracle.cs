using Microsoft.ML.OnnxRuntime.Tensors;

namespace LinearGen.Tool.Tests.Support;

/// <summary>Holds what was imported to what ONNX Runtime computes from the same file.</summary>
internal static class Oracle
{
    /// <summary>Samples per call.</summary>
    private static readonly int[] Batches = [1, 2, 7, 40];

    /// <summary>Fails if a function and ONNX Runtime differ on drawn rows.</summary>
    /// <param name="session">The model in ONNX Runtime.</param>
    /// <param name="forward">Outputs of rows: those of the compiled class, or of the layers that it is written from.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="magnitudes">The greatest absolute value of each input, repeated if there are fewer than a row has.</param>
    /// <param name="what">What messages call the model.</param>
    /// <param name="least">Outputs of this size are to be expected: if none of some rows is as large, errors still count in it.</param>
    public static void Hold(OnnxRuntimeSession session, Func<double[], double[]> forward, int width, double[] magnitudes, string what, double least = 0)
    {
        Random random = new(20260101);
        foreach (int samples in Batches)
        {
            double[] x = new double[samples * session.ValuesPerSample(width)];
            for (int n = 0; n < x.Length; n++)
            {
                x[n] = Round(((random.NextDouble() * 2) - 1) * magnitudes[n % width % magnitudes.Length], session.Type);
            }

            double[] expected = session.Run(x, width);
            double[] actual = forward(x);
            Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} outputs of {samples} samples; ONNX Runtime has {expected.Length}.");

            // Written so that NaN fails.
            double tolerance = Precision(session.Type) * Math.Max(expected.Max(Math.Abs), least);
            for (int n = 0; n < expected.Length; n++)
            {
                Assert.True(Math.Abs(actual[n] - expected[n]) <= tolerance, $"{what}: output {n} of {samples} samples is {actual[n]:R}; ONNX Runtime has {expected[n]:R}, the tolerance is {tolerance:G3}.");
            }
        }
    }

    /// <summary>How far an output may be off, in the greatest one. Models in half precision are computed in it by ONNX Runtime, in float by the class.</summary>
    private static double Precision(TensorElementType type) => type switch
    {
        TensorElementType.Double => 1e-12,
        TensorElementType.Float => 1e-5,
        _ => 4e-3,
    };

    private static double Round(double value, TensorElementType type) => type switch
    {
        TensorElementType.Double => value,
        TensorElementType.Float => (float)value,
        _ => (double)(Half)value,
    };
}
