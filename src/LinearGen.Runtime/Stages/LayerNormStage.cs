using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>y = (x − μ) / √(σ² + ε) ⊙ gain + bias.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerNormStage<T> : Stage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _epsilon;

    /// <summary>Allocates the storage: gain 1, bias 0.</summary>
    /// <param name="size">Inputs and outputs per row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNormStage(int size, double epsilon)
        : base(size, ["weight", "bias"], isTrained: true)
    {
        _epsilon = epsilon;
        Fill(LayerNormRows<T>.Gain, T.One);
    }

    internal override void Initialize()
    {
        Fill(LayerNormRows<T>.Gain, T.One);
        Fill(LayerNormRows<T>.Bias, T.Zero);
    }

    internal override ParameterGradients<T> CreateGradients(LayerParameters<T> storage) => new LayerNormGradients<T>(storage, Size);

    private protected override void ForwardRows(ref T x, ref T y, nint rows) => StageRows.LayerNorm(ref x, ref y, rows, Size, ref Reference, _epsilon);

    private protected override void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows) =>
        LayerNormRows<T>.InputGradient(ref x, ref dy, ref dx, rows, Size, ref Reference, _epsilon);

    private protected override void AddGradients(ref T x, ref T dy, nint rows, ParameterGradients<T> gradients)
    {
        if (gradients is not LayerNormGradients<T> own || own.Layer.Shape.Out != Size)
        {
            throw new ArgumentException(Invariant($"gradients is of type {gradients.GetType()} with {gradients.Values.Length} values; expected the result of CreateGradients() of this stage."), nameof(gradients));
        }

        LayerNormRows<T>.ParameterGradient(ref x, ref dy, rows, Size, ref own.Layer.Reference, _epsilon);
    }
}
