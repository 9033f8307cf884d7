using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary><see cref="Activation.Relu"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleRelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Relu<TVector, TLanes, double>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Relu<TVector, TLanes, double>.Gradient(source, dy);
}

/// <summary><see cref="Activation.LeakyRelu"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleLeakyRelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => LeakyRelu<TVector, TLanes, double>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => LeakyRelu<TVector, TLanes, double>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Elu"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleElu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Elu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Elu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Sigmoid"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleSigmoid<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Sigmoid<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Sigmoid<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Tanh"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleTanh<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => ExponentialTanh<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => ExponentialTanh<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Gelu"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleGelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Gelu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Gelu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.GeluTanh"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleGeluTanh<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => GeluTanh<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => GeluTanh<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Silu"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleSilu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Silu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Silu<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Softplus"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleSoftplus<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Softplus<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Softplus<TVector, TLanes, double, DoubleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.HardSwish"/> of <see cref="double"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleHardSwish<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => HardSwish<TVector, TLanes, double>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => HardSwish<TVector, TLanes, double>.Gradient(source, dy);
}
