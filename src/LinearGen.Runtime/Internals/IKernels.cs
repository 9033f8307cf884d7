using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// The kernels of one layer for one instruction set, as the generator writes them. Nothing is checked here: whoever
/// calls has made sure of all lengths.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKernels<T>
    where T : unmanaged
{
    /// <summary>Y = X·W (+ b).</summary>
    static abstract void Forward(ref T x, ref T w, ref T y, nint rows);

    /// <summary>dX = dY·Wᵀ.</summary>
    static abstract void InputGradient(ref T dy, ref T w, ref T dx, nint rows);

    /// <summary>dW += Xᵀ·dY (and db += the column sums of dY).</summary>
    static abstract void WeightGradient(ref T x, ref T dy, ref T dw, nint rows);
}
