using System.Runtime.InteropServices;

namespace LinearGen.Mpi.Native;

/// <summary>Finds and loads the MPI library that fits the launcher.</summary>
internal static class MpiLoader
{
    /// <summary>Names a library, by its path or its name, in the place of what would be looked for.</summary>
    public const string Variable = "LINEARGEN_MPI";

    /// <summary>What only Open MPI's library exports.</summary>
    private const string SymbolOfOpenMpi = "ompi_mpi_comm_world";

    private static readonly (MpiFlavor Flavor, string[] Files)[] s_known =
    [
        // Without a launcher the first that is there: MPICH needs no helper process for a world of one.
        (MpiFlavor.Mpich, ["libmpich.so.12", "libmpi.so.12", "libmpich.so"]),
        (MpiFlavor.OpenMpi, ["libmpi.so.40", "libmpi.so"]),
    ];

    /// <summary>Loads the library.</summary>
    /// <param name="launcher">What has started this process.</param>
    /// <param name="given">The value of <see cref="Variable"/>.</param>
    /// <exception cref="DllNotFoundException">There is no library that fits; the message says what was looked for.</exception>
    public static MpiLibrary Load(Launcher launcher, string? given) =>
        Load(launcher, given, static file => NativeLibrary.TryLoad(file, out nint handle) ? handle : 0);

    /// <summary>Loads the library by another way of loading, which gives 0 for a file that is not there.</summary>
    internal static MpiLibrary Load(Launcher launcher, string? given, Func<string, nint> load)
    {
        if (!string.IsNullOrEmpty(given))
        {
            return load(given) is not 0 and nint named
                ? Bind(named, given) ?? throw new DllNotFoundException($"{Variable} is '{given}', which is no MPI library: it exports no MPI_Init_thread.")
                : throw new DllNotFoundException($"{Variable} is '{given}', which cannot be loaded; expected the path or the name of an MPI library, for example libmpi.so.40 or libmpich.so.12.");
        }

        List<string> tried = [];
        foreach ((MpiFlavor flavor, string[] files) in s_known.OrderBy(known => known.Flavor != launcher.Flavor).Where(known => !launcher.IsSure || known.Flavor == launcher.Flavor))
        {
            foreach (string file in files)
            {
                tried.Add(file);
                nint handle = load(file);
                if (handle == 0)
                {
                    continue;
                }

                if (Bind(handle, file) is { } library && library.Flavor == flavor)
                {
                    return library;
                }

                NativeLibrary.Free(handle);
            }
        }

        throw new DllNotFoundException(
            $"No MPI library was found: looked for {string.Join(", ", tried)}{(launcher.Name is null ? "" : $", since {launcher.Name} started this process")}. {Remedy(launcher.Flavor)}");
    }

    private static string Remedy(MpiFlavor? flavor) => flavor switch
    {
        MpiFlavor.OpenMpi => $"Install Open MPI (Debian, Ubuntu: apt-get install openmpi-bin libopenmpi3), or set {Variable} to the path of the library that belongs to the launcher.",
        MpiFlavor.Mpich => $"Install MPICH (Debian, Ubuntu: apt-get install mpich libmpich12), or set {Variable} to the path of the library that belongs to the launcher.",
        _ => $"Install Open MPI or MPICH (Debian, Ubuntu: apt-get install openmpi-bin, or mpich), or set {Variable} to the path of a library.",
    };

    /// <summary>Binds the functions of a loaded library; null if it is not MPI's.</summary>
    private static MpiLibrary? Bind(nint handle, string file)
    {
        if (!NativeLibrary.TryGetExport(handle, "MPI_Init_thread", out _))
        {
            return null;
        }

        return NativeLibrary.TryGetExport(handle, SymbolOfOpenMpi, out _)
            ? new MpiLibrary<nint>(handle, file, MpiConstants.OfOpenMpi(handle))
            : new MpiLibrary<int>(handle, file, MpiConstants.OfMpich);
    }
}
