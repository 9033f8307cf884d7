using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// The vector operations of activations and, inherited, of register tiles, one interface for both widths and both element types: the base
/// library's operations are overloads, which generic code cannot name. No method checks bounds: the caller has done so.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<TVector, T> : ITileSimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>All lanes 0.</summary>
    internal static abstract TVector Zero { get; }

    /// <summary>One constant in all lanes, rounded to <typeparamref name="T"/>. Known to the JIT, it becomes a memory operand.</summary>
    internal static abstract TVector Create(double value);

    /// <summary>The first <paramref name="count"/> lanes from memory, without access to the memory behind them; the other lanes 0.</summary>
    internal static abstract TVector LoadFirst(ref T source, nint offset, nint count);

    /// <summary>a − b.</summary>
    internal static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a·b.</summary>
    internal static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    internal static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c with a constant c: a polynomial's step is one call, since every call counts against the JIT's budget for inlining.</summary>
    internal static abstract TVector MultiplyAdd(TVector a, TVector b, double c);

    /// <summary>c − a·b, rounded as <see cref="ITileSimd{TVector, T}.MultiplyAdd"/> is.</summary>
    internal static abstract TVector NegatedMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>a where a &lt; b, otherwise b: also where one of them is NaN, so that a NaN in b goes through.</summary>
    internal static abstract TVector Min(TVector a, TVector b);

    /// <summary>a where a &gt; b, otherwise b: also where one of them is NaN, so that a NaN in b goes through.</summary>
    internal static abstract TVector Max(TVector a, TVector b);

    /// <summary>−|a|.</summary>
    internal static abstract TVector NegatedAbs(TVector a);

    /// <summary>x where a &gt; b, otherwise y: also where a or b is NaN.</summary>
    internal static abstract TVector SelectGreater(TVector a, TVector b, TVector x, TVector y);

    /// <summary>
    /// The representation's lowest bits moved up to where the exponent is. Of an integer n to which 1.5·2^23 + 127 was
    /// added (1.5·2^52 + 1023 in double) that makes 2^n; it is 0 at the lower end of the exponents and infinite at the upper.
    /// </summary>
    internal static abstract TVector ToExponent(TVector value);
}
