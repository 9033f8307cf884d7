using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>One number for the bits of many results (FNV-1a), to compare runs with one another.</summary>
public sealed class ResultHash
{
    private ulong _hash = 14695981039346656037;

    /// <summary>Takes in results.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (byte value in MemoryMarshal.AsBytes(values))
        {
            _hash = unchecked((_hash ^ value) * 1099511628211);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{_hash:x16}");
}
