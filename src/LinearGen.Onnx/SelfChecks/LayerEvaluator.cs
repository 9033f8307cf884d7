using LinearGen.Onnx.Models;
using LinearGen.Onnx.Numerics;

namespace LinearGen.Onnx.SelfChecks;

/// <summary>Computes chains of stages in double, also as inexactly as a kernel may.</summary>
/// <param name="precision">The precision of the kernels.</param>
internal sealed class LayerEvaluator(Precision precision)
{
    /// <summary>The error bound of kernels, in roundings of the sum of the terms' absolute values.</summary>
    private const double RoundingsOfSums = 8;

    /// <summary>The number of roundings in an elementwise stage: a difference and a quotient, or a product and a sum.</summary>
    private const double RoundingsOfElements = 2;

    /// <summary>Half a unit in the last place of 1.</summary>
    private double Unit => precision == Precision.Double ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);

    /// <summary>The error bound of activations, absolute and relative.</summary>
    private double ActivationError => precision == Precision.Double ? 2e-15 : 5e-7;

    /// <summary>The outputs of one row.</summary>
    public double[] Forward(IReadOnlyList<ModelStage> stages, ReadOnlySpan<double> row) => Forward(stages, row, 0);

    /// <summary>
    /// The outputs of one row with the greatest allowed error in every sum and activation, up or down by a pattern of signs: the error that this
    /// gives the outputs is the error that kernels may give them.
    /// </summary>
    /// <param name="stages">The stages.</param>
    /// <param name="row">The inputs.</param>
    /// <param name="pattern">1 or more: which signs; 0 for no errors.</param>
    public double[] Forward(IReadOnlyList<ModelStage> stages, ReadOnlySpan<double> row, int pattern)
    {
        Signs? signs = pattern > 0 ? new Signs((uint)pattern * 2654435769) : null;
        return Forward(stages, row.ToArray(), signs);
    }

    private double[] Forward(IReadOnlyList<ModelStage> stages, double[] values, Signs? signs)
    {
        foreach (ModelStage stage in stages)
        {
            values = stage switch
            {
                ModelLayer layer => Activate(Sums(layer, values, signs), layer.Activation, layer.Slope, signs),
                ModelActivation activation => Activate([.. values], activation.Activation, activation.Slope, signs),
                ModelNormalization normalization => Normalize(normalization, values, signs),
                ModelRescaling rescaling => Rescale(rescaling, values, signs),
                ModelLayerNorm norm => NormalizeRow(norm, values, signs),
                ModelResidual block => Add(values, Forward(block.Stages, values, signs), signs),
                _ => throw new ArgumentException(stage.GetType().Name, nameof(stages)),
            };
        }

        return values;
    }

    private double[] Sums(ModelLayer layer, double[] values, Signs? signs)
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

        return Disturb(sums, signs, n => RoundingsOfSums * Unit * sizes[n]);
    }

    private double[] Activate(double[] values, Activation activation, double? slope, Signs? signs)
    {
        ActivationFunctions.Apply(activation, values, slope is { } parameter ? Rounding.Round(parameter, precision) : null);
        return activation is Activation.None or Activation.Relu ? values : Disturb(values, signs, n => ActivationError * (1 + Math.Abs(values[n])));
    }

    private double[] Normalize(ModelNormalization stage, double[] values, Signs? signs)
    {
        double most = stage.Clip is { } clip ? Rounding.Round(clip, precision) : double.PositiveInfinity;
        double[] result = [.. values.Select((value, n) => (value - stage.Mean[n]) / stage.Deviation[n])];
        Disturb(result, signs, n => RoundingsOfElements * Unit * Math.Abs(result[n]));
        return [.. result.Select(value => Math.Clamp(value, -most, most))];
    }

    private double[] Rescale(ModelRescaling stage, double[] values, Signs? signs)
    {
        double[] result = [.. values.Select((value, n) => (value * stage.Scale[n]) + stage.Offset[n])];
        Disturb(result, signs, n => Unit * (Math.Abs(values[n] * stage.Scale[n]) + Math.Abs(result[n])));
        return [.. result.Select((value, n) => Math.Min(Math.Max(value, stage.Low[n]), stage.High[n]))];
    }

    private double[] NormalizeRow(ModelLayerNorm stage, double[] values, Signs? signs)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + stage.Epsilon);

        // The mean is off by roundings of the row's greatest value, and so is each difference from it.
        double greatest = values.Max(Math.Abs) / deviation;
        double[] result = [.. values.Select((value, n) => ((value - mean) / deviation * stage.Gain[n]) + stage.Bias[n])];
        return Disturb(result, signs, n => RoundingsOfSums * Unit * (((greatest + Math.Abs((values[n] - mean) / deviation)) * Math.Abs(stage.Gain[n])) + Math.Abs(stage.Bias[n])));
    }

    private double[] Add(double[] values, double[] others, Signs? signs)
    {
        double[] sums = [.. values.Zip(others, (value, other) => value + other)];
        return Disturb(sums, signs, n => Unit * Math.Abs(sums[n]));
    }

    private static double[] Disturb(double[] values, Signs? signs, Func<int, double> error)
    {
        for (int n = 0; n < values.Length && signs is not null; n++)
        {
            values[n] += signs.Next() * error(n);
        }

        return values;
    }

    /// <summary>A pattern of 1 and −1.</summary>
    private sealed class Signs(uint state)
    {
        private uint _state = state;

        public double Next()
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (_state & 1) == 0 ? -1 : 1;
        }
    }
}
