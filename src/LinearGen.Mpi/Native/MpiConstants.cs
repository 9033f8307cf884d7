using System.Runtime.InteropServices;

namespace LinearGen.Mpi.Native;

/// <summary>The constants that a C program has from <c>mpi.h</c>.</summary>
/// <typeparam name="THandle">What handles are: addresses or numbers.</typeparam>
internal sealed record MpiConstants<THandle>
    where THandle : unmanaged
{
    /// <summary>Whose they are.</summary>
    public required MpiFlavor Flavor { get; init; }

    /// <summary>MPI_COMM_WORLD.</summary>
    public required THandle World { get; init; }

    /// <summary>MPI_BYTE, MPI_FLOAT and MPI_DOUBLE, by <see cref="ElementType"/>.</summary>
    public required THandle[] Types { get; init; }

    /// <summary>MPI_SUM.</summary>
    public required THandle Sum { get; init; }

    /// <summary>MPI_ERRORS_RETURN.</summary>
    public required THandle ErrorsReturn { get; init; }

    /// <summary>MPI_IN_PLACE, an address that is none.</summary>
    public required nint InPlace { get; init; }

    /// <summary>MPI_ANY_SOURCE.</summary>
    public required int AnySource { get; init; }

    /// <summary>MPI_MAX_LIBRARY_VERSION_STRING and MPI_MAX_ERROR_STRING, whichever is longer.</summary>
    public required int MaxText { get; init; }
}

/// <summary>The constants of the two flavours.</summary>
internal static class MpiConstants
{
    /// <summary>Those of MPICH, from its mpi.h; its binary interface keeps them since version 3.1.</summary>
    public static MpiConstants<int> OfMpich { get; } = new()
    {
        Flavor = MpiFlavor.Mpich,
        World = 0x44000000,
        Types = [0x4c00010d, 0x4c00040a, 0x4c00080b],
        Sum = 0x58000003,
        ErrorsReturn = 0x54000001,
        InPlace = -1,
        AnySource = -2,
        MaxText = 8192,
    };

    /// <summary>Those of Open MPI: addresses in the library.</summary>
    /// <param name="library">The loaded library.</param>
    /// <exception cref="EntryPointNotFoundException">A symbol is missing.</exception>
    public static MpiConstants<nint> OfOpenMpi(nint library) => new()
    {
        Flavor = MpiFlavor.OpenMpi,
        World = NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        Types =
        [
            NativeLibrary.GetExport(library, "ompi_mpi_byte"),
            NativeLibrary.GetExport(library, "ompi_mpi_float"),
            NativeLibrary.GetExport(library, "ompi_mpi_double"),
        ],
        Sum = NativeLibrary.GetExport(library, "ompi_mpi_op_sum"),
        ErrorsReturn = NativeLibrary.GetExport(library, "ompi_mpi_errors_return"),
        InPlace = 1,
        AnySource = -1,
        MaxText = 512,
    };
}
