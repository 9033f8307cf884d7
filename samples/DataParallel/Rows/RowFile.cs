using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataParallel.Rows;

/// <summary>
/// A file of float32 values of this machine's byte order: all rows' inputs, then all rows' targets. A rank reads at the places of its rows and nothing else, so a file on a shared file system is
/// read once in all, by all ranks together.
/// </summary>
internal sealed class RowFile : IRows
{
    private const int RowsAtOnce = 4096;

    private readonly SafeFileHandle _file;
    private readonly long _rows;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows it must hold.</param>
    /// <exception cref="InvalidDataException">It holds another number.</exception>
    public RowFile(string path, long rows)
    {
        _file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        _rows = rows;
        long expected = rows * (Cart.Inputs + Cart.Outputs) * sizeof(float);
        if (RandomAccess.GetLength(_file) != expected)
        {
            long actual = RandomAccess.GetLength(_file);
            _file.Dispose();
            throw new InvalidDataException($"{path} has {actual} bytes; expected {expected}, {rows} rows of {Cart.Inputs} inputs and {Cart.Outputs} targets.");
        }
    }

    /// <summary>Writes such a file: under another name first, so that one that is there is whole.</summary>
    public static void Write(string path, long rows, IRows source)
    {
        string unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        using (SafeFileHandle file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
        {
            float[] x = new float[RowsAtOnce * Cart.Inputs], targets = new float[RowsAtOnce * Cart.Outputs];
            for (long first = 0; first < rows; first += RowsAtOnce)
            {
                int count = (int)Math.Min(RowsAtOnce, rows - first);
                Span<float> someX = x.AsSpan(0, count * Cart.Inputs), someTargets = targets.AsSpan(0, count * Cart.Outputs);
                source.Read(first, someX, someTargets);
                RandomAccess.Write(file, MemoryMarshal.AsBytes(someX), PlaceOfInputs(first));
                RandomAccess.Write(file, MemoryMarshal.AsBytes(someTargets), PlaceOfTargets(first, rows));
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Read(long first, Span<float> x, Span<float> targets)
    {
        ReadAll(x, PlaceOfInputs(first));
        ReadAll(targets, PlaceOfTargets(first, _rows));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static long PlaceOfInputs(long row) => row * Cart.Inputs * sizeof(float);

    private static long PlaceOfTargets(long row, long rows) => ((rows * Cart.Inputs) + (row * Cart.Outputs)) * sizeof(float);

    private void ReadAll(Span<float> values, long place)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_file, bytes, place);
            if (read == 0)
            {
                throw new EndOfStreamException($"The file of rows ends at {place}, before the rows that were asked for.");
            }

            bytes = bytes[read..];
            place += read;
        }
    }
}
