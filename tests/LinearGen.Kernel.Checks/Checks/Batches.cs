namespace LinearGen.Kernel.Checks;

/// <summary>Numbers of rows, ascending, that calls are tried with.</summary>
public static class Batches
{
    /// <summary>One, and around the kernels' register tiles.</summary>
    public static ReadOnlySpan<int> Few => [1, 2, 3, 5, 8, 9];

    /// <summary>
    /// None, one, around the register tiles and around the blocks of rows of the backward pass. Of small subjects every remainder
    /// of the tiles, and of the rows that a whole vector reaches into, twice over. The second block of rows needs as many that it is worth copying.
    /// </summary>
    public static int[] For(Subject subject) => subject.ParameterCount switch
    {
        <= 160 => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 33, 64, 65, 66, 97, 300],
        <= 3000 => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 33, 64, 65, 70, 97, 130],
        <= 30000 => [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 33, 65, 97, 130],
        _ => [0, 1, 3, 4, 6, 9, 33, 65, 130],
    };
}
