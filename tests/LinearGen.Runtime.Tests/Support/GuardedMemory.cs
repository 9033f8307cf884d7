using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>
/// Memory that ends where an unmapped page begins: a read or write of one byte more ends the process, which is how a
/// test of it fails. Linux and macOS only.
/// </summary>
internal sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint _pages;
    private readonly nuint _bytes = 2 * (nuint)Environment.SystemPageSize;
    private readonly int _length;

    public GuardedMemory(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length * sizeof(T), Environment.SystemPageSize);
        _length = length;
        int anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        _pages = NativeMethods.MemoryMap(0, _bytes, NativeMethods.Read | NativeMethods.Write, NativeMethods.Private | anonymous, -1, 0);
        if (_pages == -1 || NativeMethods.Protect(_pages + Environment.SystemPageSize, (nuint)Environment.SystemPageSize, 0) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    public Span<T> Span => new((void*)(_pages + Environment.SystemPageSize - (_length * sizeof(T))), _length);

    public void Dispose() => NativeMethods.Unmap(_pages, _bytes);
}

/// <summary>The C library's memory mapping.</summary>
internal static partial class NativeMethods
{
    public const int Read = 1;
    public const int Write = 2;
    public const int Private = 2;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint MemoryMap(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Unmap(nint address, nuint bytes);
}
