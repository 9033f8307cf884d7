namespace LinearGen.Kernel.Checks;

/// <summary>Numbers of rows that the checks use, ascending.</summary>
public static class Batches
{
    /// <summary>None, one, and around the kernels' row tiles.</summary>
    public static ReadOnlySpan<int> Normal => [0, 1, 2, 3, 4, 5, 7, 8, 9, 33];

    /// <summary>Fewer, where every row is dear.</summary>
    public static ReadOnlySpan<int> Few => [0, 1, 3, 6, 9];

    /// <summary>Around the blocks of rows that backward kernels work in.</summary>
    public static ReadOnlySpan<int> Large => [12, 31, 32, 34, 63, 64, 65, 255, 256, 257, 300, 1000];
}
