using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>max(z, 0); f′ is 1 or 0.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly struct Relu<TVector, TLanes, T> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        return TLanes.Max(TLanes.Zero, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        return TLanes.SelectGreater(y, TLanes.Zero, dy, TLanes.Zero);
    }
}

/// <summary>z or 0.01·z; f′ is 1 or 0.01.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly struct LeakyRelu<TVector, TLanes, T> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector small = TLanes.Multiply(z, TLanes.Create(0.01));
        return TLanes.Max(small, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector small = TLanes.Multiply(dy, TLanes.Create(0.01));
        return TLanes.SelectGreater(y, TLanes.Zero, dy, small);
    }
}

/// <summary>z·min(max(z + 3, 0), 6) / 6; f′ is 0 up to −3, z/3 + 1/2 up to 3, then 1.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly struct HardSwish<TVector, TLanes, T> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TLanes.Max(TLanes.Create(-3), z);
        TVector ramp = TLanes.Add(bounded, TLanes.Create(3));
        ramp = TLanes.Min(TLanes.Create(6), ramp);
        ramp = TLanes.Multiply(ramp, TLanes.Create(1.0 / 6));
        return TLanes.Multiply(bounded, ramp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector slope = TLanes.Fma(z, TLanes.Create(1.0 / 3), 0.5);
        slope = TLanes.SelectGreater(z, TLanes.Create(3), TLanes.Create(1), slope);
        slope = TLanes.SelectGreater(TLanes.Create(-3), z, TLanes.Zero, slope);
        return TLanes.Multiply(slope, dy);
    }
}
