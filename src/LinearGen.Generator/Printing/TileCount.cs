namespace LinearGen.Generator.Printing;

/// <summary>How many rows go to the tiles of each height; those of 4 rows take what the others leave of a multiple of 4.</summary>
internal static class TileCount
{
    /// <summary>The variable's name.</summary>
    public static string Name(int tile) => tile switch
    {
        12 => "twelves",
        8 => "eights",
        6 => "sixes",
        _ => "fours",
    };

    /// <summary>How many of the <c>tiled</c> rows.</summary>
    /// <param name="tile">The tile's height.</param>
    /// <param name="all">All heights that there are, the greatest first.</param>
    public static string Formula(int tile, IReadOnlyList<int> all) => tile switch
    {
        12 or 6 => "tiled / 12 * 12",
        _ => all.Contains(12) ? "(tiled - twelves) / 8 * 8" : "tiled / 8 * 8",
    };
}
