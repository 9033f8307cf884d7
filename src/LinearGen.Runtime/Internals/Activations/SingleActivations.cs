using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary><see cref="Activation.Relu"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleRelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Relu<TVector, TLanes, float>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Relu<TVector, TLanes, float>.Gradient(source, dy);
}

/// <summary><see cref="Activation.LeakyRelu"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleLeakyRelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => LeakyRelu<TVector, TLanes, float>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => LeakyRelu<TVector, TLanes, float>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Elu"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleElu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Elu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Elu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Sigmoid"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleSigmoid<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Sigmoid<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Sigmoid<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Gelu"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleGelu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Gelu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Gelu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.GeluTanh"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleGeluTanh<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => GeluTanh<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => GeluTanh<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Silu"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleSilu<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Silu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Silu<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.Softplus"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleSoftplus<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => Softplus<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => Softplus<TVector, TLanes, float, SingleElementary<TVector, TLanes>>.Gradient(source, dy);
}

/// <summary><see cref="Activation.HardSwish"/> of <see cref="float"/>.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleHardSwish<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => HardSwish<TVector, TLanes, float>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => HardSwish<TVector, TLanes, float>.Gradient(source, dy);
}
