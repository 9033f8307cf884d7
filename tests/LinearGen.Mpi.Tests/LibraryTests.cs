using LinearGen.Mpi.Exchanges;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Tests;

/// <summary>How the library is chosen, without loading one, and what the handshake says.</summary>
public sealed class LibraryTests
{
    [Theory]
    [InlineData("", null, false, null)]
    [InlineData("OMPI_COMM_WORLD_SIZE=4", "OpenMpi", true, 4)]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 PMIX_RANK=0 SLURM_STEP_ID=0", "OpenMpi", true, 4)]
    [InlineData("PMI_RANK=1 PMI_SIZE=3 PMI_FD=6", "Mpich", true, 3)]
    [InlineData("PMI_RANK=1 PMI_SIZE=3 SLURM_STEP_ID=0", "Mpich", false, 3)]
    [InlineData("PMIX_RANK=0 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=8", "OpenMpi", false, 8)]
    [InlineData("PMIX_RANK=0", "OpenMpi", false, null)]
    [InlineData("SLURM_STEP_ID=0", null, false, null)]
    public void Launcher_IsFoundByItsVariables(string environment, string? flavor, bool isSure, int? count)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);

        Launcher launcher = Launcher.Find(name => variables.GetValueOrDefault(name));

        Assert.Equal((flavor, isSure, count), (launcher.Flavor?.ToString(), launcher.IsSure, launcher.Count));
        Assert.Equal(flavor is null, launcher.Name is null);
    }

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE", "looked for libmpi.so.40, libmpi.so, since Open MPI's mpirun started this process. Install Open MPI (Debian, Ubuntu: apt-get install openmpi-bin")]
    [InlineData("PMI_RANK", "looked for libmpich.so.12, libmpi.so.12, libmpich.so, since MPICH's mpirun started this process. Install MPICH (Debian, Ubuntu: apt-get install mpich")]
    [InlineData("PMIX_RANK", "looked for libmpi.so.40, libmpi.so, libmpich.so.12, libmpi.so.12, libmpich.so, since a launcher with PMIx started this process. Install Open MPI")]
    [InlineData("", "looked for libmpich.so.12, libmpi.so.12, libmpich.so, libmpi.so.40, libmpi.so. Install Open MPI or MPICH")]
    public void WithoutAnyLibrary_TheMessageSaysWhatToInstall(string variable, string expected)
    {
        Launcher launcher = Launcher.Find(name => name == variable ? "1" : null);

        string message = Assert.Throws<DllNotFoundException>(() => MpiLoader.Load(launcher, null, _ => 0)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("LINEARGEN_MPI", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamedLibrary_MustBeMpis()
    {
        string other = OperatingSystem.IsWindows() ? "kernel32" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libm.so.6";

        Assert.Contains("which is no MPI library", Assert.Throws<DllNotFoundException>(() => MpiLoader.Load(Launcher.None, other)).Message, StringComparison.Ordinal);
        Assert.Contains("which cannot be loaded", Assert.Throws<DllNotFoundException>(() => MpiLoader.Load(Launcher.None, "no-such-library")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handshake_NamesWhoHasWhat()
    {
        Assert.Null(Handshake.Difference(["a", "a"]));
        Assert.Equal("The ranks' exchanges differ: ranks 0, 2: a; rank 1: b; ranks 3 to 4: c. Expected the same on every rank.", Handshake.Difference(["a", "b", "a", "c", "c"]));
        Assert.Matches(@"^LinearGen\.Mpi \d+\.\d+\.\d+.*, LinearGen \d+\.\d+\.\d+", Handshake.Versions);
    }
}
