using System.Globalization;

namespace LinearGen.Mpi.Native;

/// <summary>What has started this process, as far as its environment tells.</summary>
/// <param name="Name">The launcher in words; null if there is none.</param>
/// <param name="Flavor">The flavour whose library it is for; null if either may be meant.</param>
/// <param name="IsSure">Whether a library of the other flavour cannot be right: an MPI's own mpirun is for that MPI, while srun serves all that speak its protocol.</param>
/// <param name="Count">The number of processes that it started; null if it does not say.</param>
internal sealed record Launcher(string? Name, MpiFlavor? Flavor, bool IsSure, int? Count)
{
    /// <summary>No launcher: the process is a world of one.</summary>
    public static Launcher None { get; } = new(null, null, IsSure: false, null);

    /// <summary>Finds the launcher by its variables.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    public static Launcher Find(Func<string, string?> variable)
    {
        if (variable("OMPI_COMM_WORLD_SIZE") is { } worldSize)
        {
            return new("Open MPI's mpirun", MpiFlavor.OpenMpi, IsSure: true, Number(worldSize));
        }

        bool isSlurm = variable("SLURM_STEP_ID") is not null;

        // Before the variables of PMIx: srun may set both, and these name the older protocol, which Debian's MPICH speaks.
        if (variable("PMI_RANK") is not null || variable("PMI_FD") is not null || variable("PMI_PORT") is not null)
        {
            return new(isSlurm ? "srun with PMI" : "MPICH's mpirun", MpiFlavor.Mpich, IsSure: !isSlurm, Number(variable("PMI_SIZE")));
        }

        if (variable("PMIX_RANK") is not null)
        {
            return new(isSlurm ? "srun with PMIx" : "a launcher with PMIx", MpiFlavor.OpenMpi, IsSure: false, Number(variable("SLURM_STEP_NUM_TASKS")));
        }

        return None;
    }

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out int number) ? number : null;
}
