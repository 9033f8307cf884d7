using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearGen;

/// <summary>What all ranks must have alike before a step, so that the parameters stay alike: numbers of a few names.</summary>
internal static class Agreement
{
    /// <summary>The place of the number of completed steps.</summary>
    public const int Steps = 0;

    /// <summary>The place of the rows of a block.</summary>
    public const int RowsPerBlock = 7;

    /// <summary>What the numbers are, for messages.</summary>
    public static readonly string[] Names =
    [
        "steps", "learning rate", "greatest norm of the gradients", "In", "Out", "parameters (padding included)", "bytes per element", "rows per block",
        "loss, optimiser and version of the library (a hash)", "frozen layers (a hash)", "values of the parameters (a hash)",
        "rows of Fit and their order (a hash)",
    ];

    /// <summary>Below it, every whole number is a double.</summary>
    private const ulong HashMask = (1UL << 52) - 1;

    /// <summary>A hash of names that is the same in every process.</summary>
    public static double HashOf(Loss loss, Optimizer optimizer)
    {
        string version = typeof(Agreement).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
        ulong hash = 0;
        foreach (char c in $"{loss.GetType().FullName} {optimizer.GetType().FullName} {version}")
        {
            hash = Mix(hash, c);
        }

        return hash & HashMask;
    }

    /// <summary>A hash of which layers are frozen.</summary>
    public static double HashOfFrozen<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ulong hash = 0;
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            hash = Mix(hash, network.IsFrozen(layer) ? 2UL : 1UL);
        }

        return hash & HashMask;
    }

    /// <summary>A hash of data sets and the order of their rows.</summary>
    public static double HashOf<T>(TrainingData<T> data, TrainingData<T>? validation, ReadOnlySpan<int> order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ulong hash = Mix(Mix(0, (ulong)HashOfRows(data)), (ulong)HashOf(order));
        return (validation is null ? hash : Mix(hash, (ulong)HashOfRows(validation))) & HashMask;
    }

    /// <summary>A hash of every bit of some values, at the speed of memory; on every machine the same.</summary>
    public static double HashOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        ReadOnlySpan<Vector256<ulong>> vectors = MemoryMarshal.Cast<byte, Vector256<ulong>>(bytes);
        Vector256<ulong> lanes = Vector256<ulong>.Zero;
        foreach (Vector256<ulong> vector in vectors)
        {
            lanes = (Vector256.ShiftLeft(lanes, 5) | Vector256.ShiftRightLogical(lanes, 59)) ^ vector;
        }

        ulong hash = 0;
        for (int lane = 0; lane < Vector256<ulong>.Count; lane++)
        {
            hash = Mix(hash, lanes[lane]);
        }

        foreach (byte value in bytes[(vectors.Length * Vector256<byte>.Count)..])
        {
            hash = Mix(hash, value);
        }

        return hash & HashMask;
    }

    private static double HashOfRows<T>(TrainingData<T> data)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Mix(Mix(Mix(0, (ulong)HashOf(data.X)), (ulong)HashOf(data.Targets)), (ulong)HashOf(data.Labels)) & HashMask;

    /// <summary>Takes in one more value, as splitmix64 does: every bit of it changes every bit of the hash.</summary>
    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) + 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
