using System.Runtime.InteropServices;

namespace LinearGen.Mpi.Messages;

/// <summary>
/// Memory that the garbage collector does not know, so that MPI may read and write it between two calls. It grows to what has been asked for and stays.
/// </summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private void* _start;
    private nuint _bytes;

    /// <summary>Room for elements, on a boundary of 64 bytes. What was in it before is lost if it has to grow.</summary>
    /// <param name="count">How many elements.</param>
    public T* Of<T>(long count)
        where T : unmanaged
    {
        nuint bytes = checked((nuint)count * (nuint)sizeof(T));
        if (bytes > _bytes)
        {
            void* larger = NativeMemory.AlignedAlloc(bytes, Alignment);
            NativeMemory.AlignedFree(_start);
            _start = larger;
            _bytes = bytes;
        }

        return (T*)_start;
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        _bytes = 0;
    }
}
