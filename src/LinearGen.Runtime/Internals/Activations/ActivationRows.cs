using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// An activation function of contiguous elements, where no kernel has them in registers. Every element is computed alike,
/// wherever it stands.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationRows<TVector, TLanes, T, TActivation>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TActivation : struct, IActivation<TVector>
{
    /// <summary>y = f(z).</summary>
    /// <param name="z">The first of the arguments.</param>
    /// <param name="y">Where the results go: to z itself, or beside it.</param>
    /// <param name="count">How many there are.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Forward(ref T z, ref T y, nint count)
    {
        nint lanes = TLanes.Count;
        nint k = 0;
        for (; k <= count - (2 * lanes); k += 2 * lanes)
        {
            TVector first = TLanes.Load(ref z, k);
            TVector second = TLanes.Load(ref z, k + lanes);
            first = TActivation.Value(first);
            second = TActivation.Value(second);
            TLanes.Store(first, ref y, k);
            TLanes.Store(second, ref y, k + lanes);
        }

        for (; k < count; k += lanes)
        {
            int rest = (int)nint.Min(lanes, count - k);
            TVector last = TLanes.LoadFirst(ref z, k, rest);
            last = TActivation.Value(last);
            TLanes.StoreFirst(last, ref y, k, rest);
        }
    }

    /// <summary>dz = f′·dy.</summary>
    /// <param name="source">The first y or z, as <see cref="IActivation{TVector}.Gradient"/> wants it.</param>
    /// <param name="dy">The first of the gradients with respect to y.</param>
    /// <param name="dz">Where the results go: to dy or source itself, or beside them.</param>
    /// <param name="count">How many there are.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Backward(ref T source, ref T dy, ref T dz, nint count)
    {
        nint lanes = TLanes.Count;
        nint k = 0;
        for (; k <= count - (2 * lanes); k += 2 * lanes)
        {
            TVector first = TActivation.Gradient(TLanes.Load(ref source, k), TLanes.Load(ref dy, k));
            TVector second = TActivation.Gradient(TLanes.Load(ref source, k + lanes), TLanes.Load(ref dy, k + lanes));
            TLanes.Store(first, ref dz, k);
            TLanes.Store(second, ref dz, k + lanes);
        }

        for (; k < count; k += lanes)
        {
            int rest = (int)nint.Min(lanes, count - k);
            TVector last = TActivation.Gradient(TLanes.LoadFirst(ref source, k, rest), TLanes.LoadFirst(ref dy, k, rest));
            TLanes.StoreFirst(last, ref dz, k, rest);
        }
    }
}
