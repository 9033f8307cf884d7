using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// An activation function on vectors of one width: of one vector in a kernel, or of contiguous elements in memory. Every element is
/// computed alike, at every position.
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
    where TActivation : struct, IActivation
{
    /// <summary>f(z) of a vector, as a part of the kernel that has it in registers.</summary>
    [MethodImpl(KernelOptions.Inline)]
    public static TVector Value(TVector z) => TActivation.Value<TVector, TSimd, T>(z);

    /// <summary>y = f(z).</summary>
    /// <param name="z">The first of the arguments.</param>
    /// <param name="y">The destination of the results: z itself, or separate memory.</param>
    /// <param name="count">The number of elements.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Forward(ref T z, ref T y, nint count)
    {
        nint lanes = TSimd.Count;
        nint k = 0;
        for (; k <= count - lanes; k += lanes)
        {
            TVector vector = TSimd.Load(ref z, k);
            vector = TActivation.Value<TVector, TSimd, T>(vector);
            TSimd.Store(vector, ref y, k);
        }

        if (k < count)
        {
            ForwardRest(ref z, ref y, k, (int)(count - k));
        }
    }

    /// <summary>dz = f′·dy.</summary>
    /// <param name="source">The first y or z, as <see cref="IActivation.Gradient"/> wants it.</param>
    /// <param name="dy">The first of the gradients with respect to y.</param>
    /// <param name="dz">The destination of the results: dy or source itself, or separate memory.</param>
    /// <param name="count">The number of elements.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Backward(ref T source, ref T dy, ref T dz, nint count)
    {
        nint lanes = TSimd.Count;
        nint k = 0;
        for (; k <= count - lanes; k += lanes)
        {
            TVector vector = TSimd.Load(ref source, k);
            TVector gradient = TSimd.Load(ref dy, k);
            gradient = TActivation.Gradient<TVector, TSimd, T>(vector, gradient);
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
        vector = TActivation.Value<TVector, TSimd, T>(vector);
        TSimd.StoreFirst(vector, ref y, offset, rest);
    }

    [MethodImpl(KernelOptions.Kernel)]
    private static void BackwardRest(ref T source, ref T dy, ref T dz, nint offset, int rest)
    {
        TVector vector = TSimd.LoadFirst(ref source, offset, rest);
        TVector gradient = TSimd.LoadFirst(ref dy, offset, rest);
        gradient = TActivation.Gradient<TVector, TSimd, T>(vector, gradient);
        TSimd.StoreFirst(gradient, ref dz, offset, rest);
    }
}
