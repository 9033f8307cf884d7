using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Parameters for a subject's layers, rows for it, and gradients that come back to its outputs; the same on every machine and in every run.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed record Problem<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What is computed.</summary>
    public required IReadOnlyList<StepShape> Steps { get; init; }

    /// <summary>The steps' parameters.</summary>
    public IReadOnlyList<LayerShape> Layers => [.. Steps.Where(step => step.HasParameters).Select(step => step.Layer)];

    /// <summary>What the numbers look like.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>[rows, In].</summary>
    public required T[] X { get; init; }

    /// <summary>[rows, Out].</summary>
    public required T[] DY { get; init; }

    /// <summary>[In, Out] of each layer.</summary>
    public required T[][] W { get; init; }

    /// <summary>[Out] of each layer; all 0 where a layer has no bias.</summary>
    public required T[][] B { get; init; }

    /// <summary>Inputs per row.</summary>
    public int In => Steps[0].In;

    /// <summary>Outputs per row.</summary>
    public int Out => Steps[^1].Out;

    /// <summary>The number of rows.</summary>
    public int Rows => X.Length / In;

    /// <summary>Some of the rows.</summary>
    public ReadOnlySpan<T> XRows(int first, int rows) => X.AsSpan(first * In, rows * In);

    /// <summary>The first rows.</summary>
    public ReadOnlySpan<T> XRows(int rows) => XRows(0, rows);

    /// <summary>The gradients of some of the rows.</summary>
    public ReadOnlySpan<T> DYRows(int first, int rows) => DY.AsSpan(first * Out, rows * Out);

    /// <summary>The gradients of the first rows.</summary>
    public ReadOnlySpan<T> DYRows(int rows) => DYRows(0, rows);

    /// <summary>Gives layers their parameters.</summary>
    public void SetParameters(ReadOnlySpan<INetworkStage<T>> layers)
    {
        for (int n = 0; n < layers.Length; n++)
        {
            layers[n].Layer.SetWeights(W[n], WeightLayout.InOut);
            if (layers[n].Layer.HasBias)
            {
                layers[n].Layer.SetBias(B[n]);
            }
        }
    }
}

/// <summary>Draws problems.</summary>
public static class Problem
{
    /// <summary>Draws a problem.</summary>
    /// <param name="subject">What it is for.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="distribution">What the numbers look like.</param>
    /// <param name="seed">Another seed gives other numbers.</param>
    public static Problem<T> Draw<T>(Subject<T> subject, int rows, Distribution distribution = Distribution.Uniform, ulong seed = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Draw draw = new(seed + ((ulong)distribution << 8) + ((ulong)subject.In << 16) + ((ulong)subject.Out << 40));
        return new()
        {
            Steps = subject.Steps,
            Distribution = distribution,
            X = draw.Many<T>(rows * subject.In, distribution),
            DY = draw.Many<T>(rows * subject.Out, distribution),
            W = [.. subject.Layers.Select(layer => Weights(layer, subject.IsPlainLayer))],
            B = [.. subject.Layers.Select(layer => layer.HasBias ? draw.Many<T>(layer.Out, distribution) : new T[layer.Out])],
        };

        // Before an activation the sums have a standard deviation of 2, so that every part of it is met; between layers, of 1.
        T[] Weights(LayerShape layer, bool isPlain)
        {
            if (layer.Kind != StepKind.Linear)
            {
                return [.. draw.Many<T>(layer.In * layer.Out, Distribution.Uniform).Select((value, k) => Parameter(layer.Kind, k / layer.Out, value))];
            }

            T[] weights = draw.Many<T>(layer.In * layer.Out, distribution);
            T scale = T.CreateChecked((layer.Activation == Activation.None ? 3 : 6) / Math.Sqrt(layer.In));
            weights = isPlain ? weights : Array.ConvertAll(weights, weight => weight * scale);
            return layer.IsRounded ? Array.ConvertAll(weights, Rounded) : weights;
        }

        // A bfloat16 number, so that rounding it changes nothing: the upper half of a float.
        static T Rounded(T value) => T.CreateChecked(BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(float.CreateChecked(value)) & 0xFFFF0000));

        // Deviations above 0, and bounds that some values pass.
        T Parameter(StepKind kind, int vector, T value) => (kind, vector) switch
        {
            (StepKind.Normalization, 1) => T.CreateChecked(0.2) + (T.Abs(value) / T.CreateChecked(2)),
            (StepKind.Rescaling, 2) => T.CreateChecked(-1) + (value / T.CreateChecked(2)),
            (StepKind.Rescaling, 3) => T.CreateChecked(1) + (value / T.CreateChecked(2)),
            (StepKind.Rescaling, 0) or (StepKind.LayerNorm, 0) => T.One + (value / T.CreateChecked(2)),
            _ => value,
        };
    }
}
