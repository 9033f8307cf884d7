namespace LinearGen.Kernel.Checks;

/// <summary>Numbers of rows that the checks use, ascending.</summary>
public static class Batches
{
    /// <summary>None, one, and around the kernels' row tiles.</summary>
    public static ReadOnlySpan<int> Normal => [0, 1, 2, 3, 4, 5, 7, 8, 9, 33];

    /// <summary>Fewer, where every row is dear.</summary>
    public static ReadOnlySpan<int> Few => [0, 1, 3, 6, 9];

    /// <summary>Every remainder of the kernels' tiles and of the rows that a whole vector reaches into, more than twice over; then a second block.</summary>
    public static ReadOnlySpan<int> Every => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 33, 64, 65, 66, 97];

    /// <summary>Where updates of dW begin another block of rows or another copy.</summary>
    public static ReadOnlySpan<int> Blocks => [9, 33, 64, 65, 70, 97, 130];

    /// <summary>Around the blocks of rows that backward kernels work in.</summary>
    public static ReadOnlySpan<int> Large => [12, 31, 32, 34, 63, 64, 65, 255, 256, 257, 300, 1000];
}
