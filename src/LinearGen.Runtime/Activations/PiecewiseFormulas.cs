using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>max(z, 0); f′ is 1 or 0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        return TSimd.Max(TSimd.Zero, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        return TSimd.SelectGreater(y, TSimd.Zero, dy, TSimd.Zero);
    }
}

/// <summary>z or 0.01·z; f′ is 1 or 0.01.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector small = TSimd.Multiply(z, TSimd.Create(0.01));
        return TSimd.Max(small, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector small = TSimd.Multiply(dy, TSimd.Create(0.01));
        return TSimd.SelectGreater(y, TSimd.Zero, dy, small);
    }
}

/// <summary>z or a·z, a being a slope of either sign and above 1 too; f′ is 1 or a. A slope of 0 is <see cref="Relu"/>, which does not multiply −∞ by it.</summary>
/// <typeparam name="TSlope">a.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu<TSlope> : IActivation
    where TSlope : struct, ISlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector below = TSimd.Multiply(z, TSimd.Create(TSlope.Value));
        return TSimd.SelectGreater(z, TSimd.Zero, z, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector source, TVector dy)
    {
        TVector below = TSimd.Multiply(dy, TSimd.Create(TSlope.Value));
        return TSimd.SelectGreater(source, TSimd.Zero, dy, below);
    }
}

/// <summary>z·min(max(z + 3, 0), 6) / 6; f′ is 0 up to −3, z/3 + 1/2 up to 3, then 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwish : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TSimd.Max(TSimd.Create(-3), z);
        TVector ramp = TSimd.Add(bounded, TSimd.Create(3));
        ramp = TSimd.Min(TSimd.Create(6), ramp);
        ramp = TSimd.Multiply(ramp, TSimd.Create(1.0 / 6));
        return TSimd.Multiply(bounded, ramp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector z, TVector dy)
    {
        TVector slope = TSimd.MultiplyAdd(z, TSimd.Create(1.0 / 3), 0.5);
        slope = TSimd.SelectGreater(z, TSimd.Create(3), TSimd.Create(1), slope);
        slope = TSimd.SelectGreater(TSimd.Create(-3), z, TSimd.Zero, slope);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>min(max(z, 0), 6); f′ is 1 in between, 0 from either end on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu6 : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z) => Clamp<TVector, TSimd, T>.Value(z, 0, 6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy) => Clamp<TVector, TSimd, T>.Gradient(y, dy, 0, 6);
}

/// <summary>min(max(z, −1), 1); f′ is 1 in between, 0 from either end on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardTanh : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z) => Clamp<TVector, TSimd, T>.Value(z, -1, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy) => Clamp<TVector, TSimd, T>.Gradient(y, dy, -1, 1);
}

/// <summary>min(max(z + 3, 0), 6) / 6, which is 1 from 3 on and nowhere before, so that y tells f′: 1/6 in between, 0 from either end on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector bounded = TSimd.Max(TSimd.Create(-3), z);
        TVector ramp = TSimd.Add(bounded, TSimd.Create(3));
        ramp = TSimd.Multiply(ramp, TSimd.Create(1.0 / 6));
        ramp = TSimd.Min(TSimd.Create(typeof(T) == typeof(float) ? 1 - 5.9604644775390625e-8 : 1 - 1.1102230246251565e-16), ramp);
        TVector lastBelow = TSimd.Create(typeof(T) == typeof(float) ? 3 - 2.384185791015625e-7 : 3 - 4.4408920985006262e-16);
        return TSimd.SelectGreater(z, lastBelow, TSimd.Create(1), ramp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy) =>
        Clamp<TVector, TSimd, T>.Gradient(y, TSimd.Multiply(dy, TSimd.Create(1.0 / 6)), 0, 1);
}

/// <summary>z / (1 + |z|); f′ = (1 − |y|)².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softsign : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Bounded, so that ∞ is not divided by ∞.
        TVector bounded = TSimd.Min(TSimd.Create(1e30), z);
        bounded = TSimd.Max(TSimd.Create(-1e30), bounded);
        TVector denominator = TSimd.Subtract(TSimd.Create(1), TSimd.NegatedAbs(bounded));
        return TSimd.Divide(bounded, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector slope = TSimd.Add(TSimd.Create(1), TSimd.NegatedAbs(y));
        slope = TSimd.Multiply(slope, slope);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>min(max(z, low), high), and a gradient where that was neither.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class Clamp<TVector, TSimd, T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    /// <summary>z, low or high.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z, double low, double high)
    {
        TVector bounded = TSimd.Max(TSimd.Create(low), z);
        return TSimd.Min(TSimd.Create(high), bounded);
    }

    /// <summary>dy where low &lt; y &lt; high, otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy, double low, double high)
    {
        TVector above = TSimd.SelectGreater(y, TSimd.Create(low), dy, TSimd.Zero);
        return TSimd.SelectGreater(TSimd.Create(high), y, above, TSimd.Zero);
    }
}
