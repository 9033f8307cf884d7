using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>max(z, 0); f′ is 1 or 0.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu<TVector, TSimd, T> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        return TSimd.Max(TSimd.Zero, z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        return TSimd.SelectGreater(y, TSimd.Zero, dy, TSimd.Zero);
    }
}

/// <summary>z or 0.01·z; f′ is 1 or 0.01.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu<TVector, TSimd, T> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector small = TSimd.Multiply(z, TSimd.Create(0.01));
        return TSimd.Max(small, z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector small = TSimd.Multiply(dy, TSimd.Create(0.01));
        return TSimd.SelectGreater(y, TSimd.Zero, dy, small);
    }
}

/// <summary>z·min(max(z + 3, 0), 6) / 6; f′ is 0 up to −3, z/3 + 1/2 up to 3, then 1.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwish<TVector, TSimd, T> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TSimd.Max(TSimd.Create(-3), z);
        TVector ramp = TSimd.Add(bounded, TSimd.Create(3));
        ramp = TSimd.Min(TSimd.Create(6), ramp);
        ramp = TSimd.Multiply(ramp, TSimd.Create(1.0 / 6));
        return TSimd.Multiply(bounded, ramp);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector slope = TSimd.MultiplyAdd(z, TSimd.Create(1.0 / 3), 0.5);
        slope = TSimd.SelectGreater(z, TSimd.Create(3), TSimd.Create(1), slope);
        slope = TSimd.SelectGreater(TSimd.Create(-3), z, TSimd.Zero, slope);
        return TSimd.Multiply(slope, dy);
    }
}
