using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The checks at the head of every generated call: after them the kernels trust all lengths. Inlined, so that in a
/// one-row call they come to a few comparisons; the messages are built out of line.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerCalls
{
    /// <summary>Checks the spans of a forward call.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CheckForward<T>(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs)
        where T : unmanaged
    {
        int rows = Rows(x, inputs, outputs);
        CheckLength(y.Length, rows, outputs, nameof(y), inputs, outputs);
        if (Overlap(x, y))
        {
            ThrowOverlap(nameof(y), nameof(x));
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
    public static int CheckBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int inputs, int outputs)
        where T : unmanaged
    {
        int rows = Rows(x, inputs, outputs);
        CheckLength(dy.Length, rows, outputs, nameof(dy), inputs, outputs);
        if (!dx.IsEmpty)
        {
            CheckLength(dx.Length, rows, inputs, nameof(dx), inputs, outputs);
            if (Overlap(x, dx))
            {
                ThrowOverlap(nameof(dx), nameof(x));
            }

            if (Overlap(dy, dx))
            {
                ThrowOverlap(nameof(dx), nameof(dy));
            }
        }

        return rows;
    }

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
            ThrowNotWholeRows(x.Length, nameof(x), inputs, outputs);
        }

        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength(int length, int rows, int columns, string parameter, int inputs, int outputs)
    {
        if (length != (long)rows * columns)
        {
            ThrowWrongLength(length, rows, columns, parameter, inputs, outputs);
        }
    }

    /// <summary>
    /// Whether two spans that are not empty share memory. MemoryExtensions.Overlaps does the same, but was seen to
    /// stay a call here, which a small layer would feel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output)
        where T : unmanaged
    {
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
        return (nuint)distance < (nuint)input.Length * (nuint)Unsafe.SizeOf<T>()
            || (nuint)(-distance) < (nuint)output.Length * (nuint)Unsafe.SizeOf<T>();
    }

    private static void ThrowNotWholeRows(int length, string parameter, int inputs, int outputs) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"{parameter} holds {length} values, which is not a whole number of rows; expected a multiple of {inputs} (rows × In) for a {inputs}→{outputs} layer."),
        parameter);

    private static void ThrowWrongLength(int length, int rows, int columns, string parameter, int inputs, int outputs) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since x holds {rows} rows for a {inputs}→{outputs} layer."),
        parameter);

    private static void ThrowOverlap(string output, string input) => throw new ArgumentException(
        $"{output} overlaps {input}; expected separate memory, since {output} is written while {input} is still read.", output);
}
