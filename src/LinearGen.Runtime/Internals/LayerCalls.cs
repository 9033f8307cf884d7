using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The checks at the head of every generated call: after them the kernels trust all lengths. Inlined, so that in a
/// one-row call they come to a few comparisons; the messages are built out of line, in methods that do nothing but throw,
/// which the JIT recognises and keeps out of the way.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerCalls
{
    /// <summary>
    /// A span of a call. Checks pass a number to the methods that throw: for a string's sake, which the JIT has made by a call where it is needed, they would keep
    /// what those methods print in registers that must be saved first.
    /// </summary>
    private enum Argument
    {
        X,
        Y,
        Dy,
        Dx,
    }

    /// <summary>Whether the spans of a forward call are one row and right, which is all that a one-row call needs to know.</summary>
    /// <param name="x">[1, inputs], perhaps.</param>
    /// <param name="y">[1, outputs], perhaps.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsRow<T>(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs)
        where T : unmanaged => x.Length == inputs && y.Length == outputs && !Overlap(x, inputs, y, outputs);

    /// <summary>Whether the spans of a backward call are one row and right.</summary>
    /// <param name="x">[1, inputs], perhaps.</param>
    /// <param name="dy">[1, outputs], perhaps.</param>
    /// <param name="dx">[1, inputs] or empty, perhaps.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsRow<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int inputs, int outputs)
        where T : unmanaged => x.Length == inputs && dy.Length == outputs
            && (dx.Length == 0 || (dx.Length == inputs && !Overlap(x, inputs, dx, inputs) && !Overlap(dy, outputs, dx, inputs)));

    /// <summary>Copies a row of known length into a type of its own.</summary>
    /// <param name="values">The row.</param>
    /// <param name="row">Takes it: an inline array of as many elements.</param>
    /// <param name="length">The number of elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TRow">The inline array.</typeparam>
    /// <exception cref="ArgumentException">Not exactly so many values.</exception>
    public static void CopyRow<T, TRow>(ReadOnlySpan<T> values, out TRow row, int length)
        where T : unmanaged
        where TRow : struct
    {
        if (values.Length != length)
        {
            throw new ArgumentException(Invariant($"values holds {values.Length} values; expected {length}, a row."), nameof(values));
        }

        Unsafe.SkipInit(out row);
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TRow, T>(ref row), length));
    }

    /// <summary>Checks the spans of a forward call.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CheckForward<T>(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs)
        where T : unmanaged
    {
        int rows = Rows(x, inputs, outputs);
        CheckLength(y.Length, rows, outputs, Argument.Y, inputs, outputs);
        if (Overlap(x, x.Length, y, y.Length))
        {
            ThrowOverlap(Argument.Y, Argument.X);
        }

        return rows;
    }

    /// <summary>Checks the spans of a backward call.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="dx">[rows, inputs], or empty.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CheckBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int inputs, int outputs)
        where T : unmanaged
    {
        int rows = Rows(x, inputs, outputs);
        CheckLength(dy.Length, rows, outputs, Argument.Dy, inputs, outputs);
        if (!dx.IsEmpty)
        {
            CheckLength(dx.Length, rows, inputs, Argument.Dx, inputs, outputs);
            if (Overlap(x, x.Length, dx, dx.Length))
            {
                ThrowOverlap(Argument.Dx, Argument.X);
            }

            if (Overlap(dy, dy.Length, dx, dx.Length))
            {
                ThrowOverlap(Argument.Dx, Argument.Dy);
            }
        }

        return rows;
    }

    /// <summary>Checks the spans of a backward call of a layer with an activation, which are those and y, [rows, outputs].</summary>
    /// <inheritdoc cref="CheckBackward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, int)"/>
    internal static int CheckBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, int inputs, int outputs)
        where T : unmanaged
    {
        int rows = CheckBackward(x, dy, dx, inputs, outputs);
        CheckLength(y.Length, rows, outputs, Argument.Y, inputs, outputs);
        if (!dx.IsEmpty && Overlap(y, y.Length, dx, dx.Length))
        {
            ThrowOverlap(Argument.Dx, Argument.Y);
        }

        return rows;
    }

    /// <summary>Checks that an output overlaps no input.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    internal static void CheckSeparate<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output, string inputName, string outputName)
        where T : unmanaged
    {
        if (input.Overlaps(output))
        {
            throw Overlapping(outputName, inputName);
        }
    }

    /// <summary>
    /// The first element on a cache line's boundary, of memory that does not move: on the stack, vectors that straddle two lines
    /// made a network of three layers take 62 ns instead of 42.
    /// </summary>
    /// <param name="buffer">The first element, with a line less one element to spare behind the elements that are needed.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Aligned<T>(ref T buffer)
        where T : unmanaged => ref Unsafe.AddByteOffset(ref buffer, -Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref buffer) & (PanelLayout.Alignment - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Rows<T>(ReadOnlySpan<T> x, int inputs, int outputs)
    {
        if (x.Length == inputs)
        {
            return 1;
        }

        int rows = (int)((uint)x.Length / (uint)inputs);
        if (rows * inputs != x.Length)
        {
            ThrowNotWholeRows(x.Length, Argument.X, inputs, outputs);
        }

        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength(int length, int rows, int columns, Argument parameter, int inputs, int outputs)
    {
        if (length != (long)rows * columns)
        {
            ThrowWrongLength(length, rows, columns, parameter, inputs, outputs);
        }
    }

    /// <summary>
    /// Whether two spans that are not both empty share memory: whether −(output's bytes) &lt; distance &lt; (input's bytes), as one
    /// comparison. MemoryExtensions.Overlaps does the same, but was seen to stay a call here, which a small layer would feel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<T>(ReadOnlySpan<T> input, int inputLength, ReadOnlySpan<T> output, int outputLength)
        where T : unmanaged
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
        nint inputBytes = (nint)inputLength * Unsafe.SizeOf<T>();
        nint outputBytes = (nint)outputLength * Unsafe.SizeOf<T>();
        return inputBytes + outputBytes != 0 && (nuint)(distance + outputBytes - 1) < (nuint)(inputBytes + outputBytes - 1);
    }

    private static string Name(Argument argument) => argument switch
    {
        Argument.X => "x",
        Argument.Y => "y",
        Argument.Dy => "dy",
        _ => "dx",
    };

    private static void ThrowNotWholeRows(int length, Argument parameter, int inputs, int outputs) =>
        throw NotWholeRows(length, Name(parameter), inputs, outputs);

    private static void ThrowWrongLength(int length, int rows, int columns, Argument parameter, int inputs, int outputs) =>
        throw WrongLength(length, rows, columns, Name(parameter), inputs, outputs);

    private static void ThrowOverlap(Argument output, Argument input) => throw Overlapping(Name(output), Name(input));

    private static ArgumentException NotWholeRows(int length, string parameter, int inputs, int outputs) => new(
        Invariant($"{parameter} holds {length} values, which is not a whole number of rows; expected a multiple of {inputs} (rows × In) for a {inputs}→{outputs} layer."),
        parameter);

    private static ArgumentException WrongLength(int length, int rows, int columns, string parameter, int inputs, int outputs) => new(
        Invariant($"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since x holds {rows} rows for a {inputs}→{outputs} layer."),
        parameter);

    private static ArgumentException Overlapping(string output, string input) => new(
        $"{output} overlaps {input}; expected separate memory, since {output} is written while {input} is still read.", output);
}
