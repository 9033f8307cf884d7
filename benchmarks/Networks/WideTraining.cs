using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Networks;

/// <summary>Forward and backward pass of the wide network, beside what multiply-adds take at the least.</summary>
internal static class WideTraining
{
    /// <summary>Rows of a pass.</summary>
    public const int BatchRows = 64;

    /// <summary>Multiply-adds: forward and dW of both layers, dX of the second.</summary>
    public const double MultiplyAdds = 5.0 * 256 * 256 * BatchRows;

    /// <summary>Nanoseconds of forward alone, backward alone and both, round by round.</summary>
    public static double[][] Measure(RoundSettings settings)
    {
        Wide network = new();
        network.Initialize(new Random(1));
        float[] x = Rows.Random(BatchRows * Wide.In, seed: 1), dy = Rows.Random(BatchRows * Wide.Out, seed: 2);
        Wide.Activations activations = network.CreateActivations(BatchRows);
        Wide.Gradients gradients = network.CreateGradients();
        WarmUp.Run([Both]);
        return PairedRounds.Measure([Forward, Backward, Both], settings);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Forward(int calls)
        {
            for (; calls > 0; calls--)
            {
                network.Forward(x, activations);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Backward(int calls)
        {
            gradients.Clear();
            for (; calls > 0; calls--)
            {
                network.Backward(x, activations, dy, default, gradients);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Both(int calls)
        {
            gradients.Clear();
            for (; calls > 0; calls--)
            {
                network.Forward(x, activations);
                network.Backward(x, activations, dy, default, gradients);
            }
        }
    }
}
