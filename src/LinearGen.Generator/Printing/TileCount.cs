namespace LinearGen.Generator.Printing;

/// <summary>The number of rows for the tiles of each height over a strip; the tiles of 4 rows take all that the others leave of the <c>tiled</c> rows.</summary>
internal static class TileCount
{
    /// <summary>The variable's name.</summary>
    /// <param name="tile">The tile's height.</param>
    /// <param name="all">All heights over the strip, the greatest first.</param>
    public static string Name(int tile, IReadOnlyList<int> all) => tile switch
    {
        12 => "twelves",
        8 => all.Contains(12) ? "others" : "eights",
        6 => "sixes",
        _ => "fours",
    };

    /// <summary>Returns the number of <c>tiled</c> rows for one height of tile.</summary>
    /// <param name="tile">The tile's height.</param>
    /// <param name="all">All heights over the strip, the greatest first.</param>
    public static string Formula(int tile, IReadOnlyList<int> all) => tile switch
    {
        12 or 6 => "tiled / 12 * 12",
        _ => all.Contains(12) ? "(tiled - twelves) / 8 * 8" : "tiled / 8 * 8",
    };
}
