using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace LinearGen.Internals;

/// <summary>
/// One instruction set: how a vector of numbers is loaded, multiplied and stored. Generated kernels
/// are written once over this interface; the JIT compiles them for the one implementation that the machine has,
/// every call below becoming one or two instructions.
/// </summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The lanes are the same on every instruction set that a layer is compiled for (eight floats or four doubles; twice as many
/// if the project chooses 512 bits), so that sums are formed in the same order everywhere. No method checks bounds: the caller has done so.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>How many lanes a vector has.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TVector Zero { get; }

    /// <summary>As many elements as there are lanes, from <paramref name="offset"/> on.</summary>
    static abstract TVector Load(ref T source, nint offset);

    /// <summary>The first <paramref name="count"/> lanes from memory, without touching what lies behind; the other lanes 0.</summary>
    static abstract TVector LoadFirst(ref T source, nint offset, int count);

    /// <summary>One element in all lanes.</summary>
    static abstract TVector Broadcast(ref T source, nint offset);

    /// <summary>The first <paramref name="count"/> lanes; the others 0, whatever they held: multiplying by 0 would leave NaN.</summary>
    static abstract TVector First(TVector value, int count);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a·b + c, rounded once by <see cref="Fma256"/> and twice by the others.</summary>
    static abstract TVector Fma(TVector a, TVector b, TVector c);

    /// <summary>a·b + c with b in memory, so that the load becomes part of the instruction.</summary>
    static abstract TVector Fma(TVector a, ref T b, nint offset, TVector c);

    /// <summary>One constant in all lanes, rounded to <typeparamref name="T"/>. Known to the JIT, it becomes a memory operand.</summary>
    static abstract TVector Create(double value);

    /// <summary>a − b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a·b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c with a constant c: a polynomial's step is one call, since every call counts against the JIT's budget for inlining.</summary>
    static abstract TVector Fma(TVector a, TVector b, double c);

    /// <summary>c − a·b, rounded as <see cref="Fma(TVector, TVector, TVector)"/> is.</summary>
    static abstract TVector NegatedFma(TVector a, TVector b, TVector c);

    /// <summary>a where a &lt; b, otherwise b: also where one of them is NaN, so that a NaN in b goes through.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>a where a &gt; b, otherwise b: also where one of them is NaN, so that a NaN in b goes through.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>−|a|.</summary>
    static abstract TVector NegatedAbs(TVector a);

    /// <summary>x where a &gt; b, otherwise y: also where a or b is NaN.</summary>
    static abstract TVector SelectGreater(TVector a, TVector b, TVector x, TVector y);

    /// <summary>
    /// The representation's lowest bits moved up to where the exponent is. Of an integer n to which 1.5·2^23 + 127 was
    /// added (1.5·2^52 + 1023 in double) that makes 2^n; it is 0 at the lower end of the exponents and infinite at the upper.
    /// </summary>
    static abstract TVector ToExponent(TVector value);

    /// <summary>n of a positive normal number m·2^n with 1 ≤ m &lt; 2.</summary>
    static abstract TVector Exponent(TVector value);

    /// <summary>m of a positive normal number m·2^n with 1 ≤ m &lt; 2.</summary>
    static abstract TVector Mantissa(TVector value);

    /// <summary>The first <paramref name="count"/> lanes of one vector, the other lanes of another.</summary>
    static abstract TVector First(TVector value, int count, TVector others);

    /// <summary>The sum over all lanes in every lane: neighbours first, halves last.</summary>
    static abstract TVector SumAll(TVector value);

    /// <summary>The greatest lane in every lane, if none is NaN.</summary>
    static abstract TVector MaxAll(TVector value);

    /// <summary>Writes all lanes.</summary>
    static abstract void Store(TVector value, ref T destination, nint offset);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing behind them.</summary>
    static abstract void StoreFirst(TVector value, ref T destination, nint offset, int count);

    /// <summary>
    /// Whether there are <see cref="LoadPair"/> and <see cref="Pick"/>, as there are for <see cref="float"/>: loads are what limits a single
    /// row, and one pair takes the place of two <see cref="Broadcast"/>s.
    /// </summary>
    static virtual bool HasPairs => false;

    /// <summary>Two neighbouring elements, for <see cref="Pick"/> to spread.</summary>
    /// <exception cref="NotSupportedException">Without <see cref="HasPairs"/>.</exception>
    static virtual TVector LoadPair(ref T source, nint offset) => throw new NotSupportedException();

    /// <summary>One element of a pair, the first or the second, in all lanes.</summary>
    /// <exception cref="NotSupportedException">Without <see cref="HasPairs"/>.</exception>
    static virtual TVector Pick(TVector pair, [ConstantExpected(Max = 1)] int element) => throw new NotSupportedException();
}

/// <summary>An instruction set for <see cref="float"/> with eight lanes.</summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISingleLanes<TVector> : ILanes<TVector, float>
    where TVector : struct
{
    /// <summary>Lanes 0 to 3 twice, or lanes 4 to 7 twice, for <see cref="PickOfHalf"/> to spread: without a way through memory.</summary>
    static abstract TVector Half(TVector value, [ConstantExpected(Max = 1)] int half);

    /// <summary>One element of such a half, 0 to 3, in all lanes.</summary>
    static abstract TVector PickOfHalf(TVector half, [ConstantExpected(Max = 3)] int element);

    /// <summary>Lane j is the sum over all lanes of the j-th vector: ((0+1)+(2+3))+((4+5)+(6+7)).</summary>
    static abstract TVector SumEach(TVector a0, TVector a1, TVector a2, TVector a3, TVector a4, TVector a5, TVector a6, TVector a7);
}

/// <summary>An instruction set for <see cref="double"/>: four lanes.</summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDoubleLanes<TVector> : ILanes<TVector, double>
    where TVector : struct
{
    /// <summary>Lane j is the sum over all lanes of the j-th vector: (0+1)+(2+3).</summary>
    static abstract TVector SumEach(TVector a0, TVector a1, TVector a2, TVector a3);
}
