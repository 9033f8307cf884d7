using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>Where the elements of a matrix and its bias lie, by a walk from one end of the memory to the other.</summary>
internal static class PlainPanels
{
    /// <summary>
    /// Panels of 256 bytes, in each the rows one after the other; rows are padded to 64 bytes, or to 32 if they fit into 32; from the next
    /// boundary of 64 bytes on the bias; zeros up to a boundary.
    /// </summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="bias">As many as there are columns.</param>
    public static T[] Lay<T>(T[] matrix, int rows, T[] bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = bias.Length;
        int padding = Elements<T>(columns * Unsafe.SizeOf<T>() <= 32 ? 32 : 64);
        List<T> block = [];
        for (int first = 0; first < columns; first += Elements<T>(256))
        {
            int count = Math.Min(Elements<T>(256), columns - first);
            for (int row = 0; row < rows; row++)
            {
                block.AddRange(matrix.AsSpan((row * columns) + first, count));
                Pad(block, padding);
            }
        }

        Pad(block, Elements<T>(64));
        block.AddRange(bias);
        Pad(block, Elements<T>(64));
        return [.. block];
    }

    private static int Elements<T>(int bytes) => bytes / Unsafe.SizeOf<T>();

    private static void Pad<T>(List<T> block, int multiple)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (block.Count % multiple != 0)
        {
            block.Add(T.Zero);
        }
    }
}
