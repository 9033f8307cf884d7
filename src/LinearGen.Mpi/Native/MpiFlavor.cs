namespace LinearGen.Mpi.Native;

/// <summary>
/// The binary interfaces of MPI. The standard fixes the functions, but not what a communicator or a datatype is: each implementation has
/// constants of its own, which are compiled into a C program.
/// </summary>
internal enum MpiFlavor
{
    /// <summary>Open MPI: handles are addresses of objects, those of constants are exported.</summary>
    OpenMpi,

    /// <summary>MPICH and what keeps to its binary interface (Intel MPI, MVAPICH, Cray MPICH): handles are numbers of 32 bits.</summary>
    Mpich,
}
