using LinearGen.Tool.Models;
using LinearGen.Tool.Numerics;

namespace LinearGen.Tool.SelfChecks;

/// <summary>Computes chains of layers in double, also as inexactly as a kernel may.</summary>
/// <param name="precision">The precision of the kernels.</param>
internal sealed class LayerEvaluator(Precision precision)
{
    /// <summary>Kernels are held to this many roundings of the sum of the terms' absolute values.</summary>
    private const double RoundingsOfSums = 8;

    /// <summary>Half a unit in the last place of 1.</summary>
    private double Unit => precision == Precision.Double ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);

    /// <summary>What activations are held to, absolute and relative.</summary>
    private double ActivationError => precision == Precision.Double ? 2e-15 : 5e-7;

    /// <summary>The outputs of one row.</summary>
    public double[] Forward(IReadOnlyList<ModelLayer> layers, ReadOnlySpan<double> row) => Forward(layers, row, 0);

    /// <summary>
    /// The outputs of one row with every sum and every activation as wrong as it may be, up or down by a pattern of signs: what this
    /// makes of the outputs is what kernels may make of them.
    /// </summary>
    /// <param name="layers">The layers.</param>
    /// <param name="row">The inputs.</param>
    /// <param name="pattern">1 or more: which signs; 0 for no errors.</param>
    public double[] Forward(IReadOnlyList<ModelLayer> layers, ReadOnlySpan<double> row, int pattern)
    {
        double[] values = row.ToArray();
        uint signs = (uint)pattern * 2654435769;
        foreach (ModelLayer layer in layers)
        {
            double[] sums = layer.Bias is { } bias ? [.. bias] : new double[layer.Out];
            double[] sizes = [.. sums.Select(Math.Abs)];
            for (int i = 0; i < layer.In; i++)
            {
                ReadOnlySpan<double> line = layer.Weights.AsSpan(i * layer.Out, layer.Out);
                for (int j = 0; j < line.Length; j++)
                {
                    double term = values[i] * line[j];
                    sums[j] += term;
                    sizes[j] += Math.Abs(term);
                }
            }

            for (int j = 0; j < sums.Length && pattern > 0; j++)
            {
                sums[j] += Sign(ref signs) * RoundingsOfSums * Unit * sizes[j];
            }

            ActivationFunctions.Apply(layer.Activation, sums);
            for (int j = 0; j < sums.Length && pattern > 0 && layer.Activation is not (Activation.None or Activation.Relu); j++)
            {
                sums[j] += Sign(ref signs) * ActivationError * (1 + Math.Abs(sums[j]));
            }

            values = sums;
        }

        return values;
    }

    private static double Sign(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (state & 1) == 0 ? -1 : 1;
    }
}
