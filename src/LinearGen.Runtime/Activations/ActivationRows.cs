using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// An activation function of contiguous elements, where no kernel has them in registers. Every element is computed alike,
/// wherever it stands.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationRows<TVector, TSimd, T, TActivation>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
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
        nint lanes = TSimd.Count;
        nint k = 0;
        for (; k <= count - lanes; k += lanes)
        {
            TVector vector = TSimd.Load(ref z, k);
            vector = TActivation.Value(vector);
            TSimd.Store(vector, ref y, k);
        }

        if (k < count)
        {
            ForwardRest(ref z, ref y, k, (int)(count - k));
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
        nint lanes = TSimd.Count;
        nint k = 0;
        for (; k <= count - lanes; k += lanes)
        {
            TVector vector = TSimd.Load(ref source, k);
            TVector gradient = TSimd.Load(ref dy, k);
            gradient = TActivation.Gradient(vector, gradient);
            TSimd.Store(gradient, ref dz, k);
        }

        if (k < count)
        {
            BackwardRest(ref source, ref dy, ref dz, k, (int)(count - k));
        }
    }

    // The rest of a vector stands apart: of two copies of a function in one method, the JIT computes the constants once and spills them.
    [MethodImpl(KernelOptions.Kernel)]
    private static void ForwardRest(ref T z, ref T y, nint offset, int rest)
    {
        TVector vector = TSimd.LoadFirst(ref z, offset, rest);
        vector = TActivation.Value(vector);
        TSimd.StoreFirst(vector, ref y, offset, rest);
    }

    [MethodImpl(KernelOptions.Kernel)]
    private static void BackwardRest(ref T source, ref T dy, ref T dz, nint offset, int rest)
    {
        TVector vector = TSimd.LoadFirst(ref source, offset, rest);
        TVector gradient = TSimd.LoadFirst(ref dy, offset, rest);
        gradient = TActivation.Gradient(vector, gradient);
        TSimd.StoreFirst(gradient, ref dz, offset, rest);
    }
}
