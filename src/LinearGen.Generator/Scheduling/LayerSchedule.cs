using LinearGen.Generator.Model;
using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>The schedule of a layer: its header states it in words, its kernels are printed from it.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="ElementBytes">Bytes of an element.</param>
/// <param name="Weights">How the weights are stored that the forward pass reads.</param>
internal sealed record LayerSchedule(int In, int Out, bool HasBias, int ElementBytes, WeightStorage Weights = WeightStorage.Full)
{
    /// <summary>Schedules a layer.</summary>
    /// <param name="spec">The layer.</param>
    public static LayerSchedule Of(LayerSpec spec) => new(spec.In, spec.Out, spec.HasBias, spec.Precision.Bytes(), WeightStorages.Of(spec.Weights, spec.In, spec.Out));

    /// <summary>Z = X·W + b.</summary>
    public Gemm Forward => new(In, Out, ElementBytes, HasBias) { IsPacked = Weights == WeightStorage.Packed };

    /// <summary>dX = dZ·Wᵀ: the same product over the transposed copy.</summary>
    public Gemm InputGradient => new(Out, In, ElementBytes, HasStart: false);

    /// <summary>dW += Xᵀ·dZ and db.</summary>
    /// <param name="width">The vectors.</param>
    public UpdateSchedule WeightGradient(VectorWidth width) => new(In, Out, HasBias, width);

    /// <summary>Returns the vectors of a width in bits.</summary>
    public VectorWidth Width(int bits) => new(ElementBytes, bits);

    /// <summary>
    /// Whether dW gains by vectors of 512 bits. One row of 64×64 takes 103 ns, 130 with 256 bits (Zen 5); where 512 bits are stored in two halves 160 and 143 (Zen 4).
    /// </summary>
    public bool IsWeightGradientWide => (long)Out * ElementBytes > PanelLayout.NarrowBytes;
}
