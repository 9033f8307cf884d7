using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// Memory between two pages that may not be touched: a read or write one element before a span from
/// <see cref="AtStart{T}"/> or behind one from <see cref="AtEnd{T}"/> ends the process.
/// </summary>
public sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _mapping;
    private readonly nint _mappingLength;
    private readonly nint _length;

    /// <summary>Maps memory.</summary>
    /// <param name="bytes">At least so much between the guards.</param>
    [SupportedOSPlatform("linux")]
    public GuardedMemory(int bytes)
    {
        int page = Environment.SystemPageSize;
        _length = (bytes + page - 1) / page * page;
        _mappingLength = _length + (2 * page);
        _mapping = Map(0, _mappingLength, NoAccess, PrivateAnonymous, -1, 0);
        if (_mapping == -1 || Protect(Start, _length, ReadAndWrite) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Whether this system's way to do it is known here.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsSupported => OperatingSystem.IsLinux();

    private nint Start => _mapping + Environment.SystemPageSize;

    /// <summary>Elements right behind the first guard.</summary>
    public Span<T> AtStart<T>(int count)
        where T : unmanaged => new((void*)Start, Fitting<T>(count));

    /// <summary>Elements right before the second guard.</summary>
    public Span<T> AtEnd<T>(int count)
        where T : unmanaged => new((T*)(Start + _length) - Fitting<T>(count), count);

    /// <inheritdoc/>
    public void Dispose() => Unmap(_mapping, _mappingLength);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);

    private int Fitting<T>(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * Unsafe.SizeOf<T>(), _length, nameof(count));
        return count;
    }
}
