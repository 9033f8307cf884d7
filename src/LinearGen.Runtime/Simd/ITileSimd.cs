using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// The vector operations of register tiles, and how a tile reads B: as it is, or in another format that is widened in registers. No method checks
/// bounds: the caller has done so.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileSimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The number of lanes of a vector.</summary>
    internal static abstract int Count { get; }

    /// <summary>Columns from the first vector of a tile of two to the second.</summary>
    internal static abstract nint Apart { get; }

    /// <summary>Elements that hold the weights of a term to two vectors of columns.</summary>
    internal static abstract nint PairLength { get; }

    /// <summary>The weights of a term to a single vector of columns.</summary>
    internal static abstract TVector LoadWeights(ref T source);

    /// <summary>The weights of a term to two vectors of columns.</summary>
    internal static abstract void LoadWeights(ref T source, out TVector first, out TVector second);

    /// <summary>One element in all lanes.</summary>
    internal static abstract TVector Broadcast(ref T source, nint offset);

    /// <summary>As many elements as there are lanes, from <paramref name="offset"/> on.</summary>
    internal static abstract TVector Load(ref T source, nint offset);

    /// <summary>Writes all lanes.</summary>
    internal static abstract void Store(TVector value, ref T destination, nint offset);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing behind them.</summary>
    internal static abstract void StoreFirst(TVector value, ref T destination, nint offset, nint count);

    /// <summary>a + b.</summary>
    internal static abstract TVector Add(TVector a, TVector b);

    /// <summary>a·b + c, rounded once where the machine can.</summary>
    internal static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
