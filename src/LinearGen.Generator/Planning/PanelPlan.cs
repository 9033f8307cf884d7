namespace LinearGen.Generator.Planning;

/// <summary>A run of columns that a kernel works on at once, or several such runs of the same width.</summary>
internal sealed record PanelPlan
{
    /// <summary>The first column.</summary>
    public required int FirstColumn { get; init; }

    /// <summary>How many panels of this kind follow one another.</summary>
    public required int Count { get; init; }

    /// <summary>Vectors of one panel, the last one possibly padded.</summary>
    public required int Vectors { get; init; }

    /// <summary>Columns of one panel as stored.</summary>
    public required int Width { get; init; }

    /// <summary>Columns that the last vector really has, or 0 if it has all.</summary>
    public required int Tail { get; init; }

    /// <summary>
    /// Partial sums of each output: the inputs are cut into as many contiguous blocks, each is summed by itself, and
    /// the block sums are added in order. It depends on the shape alone, so that a row rounds alike in every batch.
    /// </summary>
    public required int Chains { get; init; }

    /// <summary>Inputs in every block but the last, which takes what remains.</summary>
    public required int ChainLength { get; init; }

    /// <summary>Rows of a batch tile.</summary>
    public required int TileRows { get; init; }

    /// <summary>Vectors of a batch tile.</summary>
    public required int TileVectors { get; init; }

    /// <summary>Vectors that batch tiles of full size cover.</summary>
    public int TiledVectors => (Vectors - SetAside) / TileVectors * TileVectors;

    /// <summary>Vectors that remain beside them, a padded one among them.</summary>
    public int RestVectors => Vectors - TiledVectors;

    /// <summary>Vectors without padding.</summary>
    public int WholeVectors => Tail == 0 ? Vectors : Vectors - 1;

    /// <summary>Whether the columns' end is reached in the middle of a vector.</summary>
    public bool HasTail => Tail != 0;

    /// <summary>
    /// Vectors kept for the tile at the end: a padded one, which tiles of full size cannot store. Of an odd number it
    /// is three, since a tile of one vector alone would wait for its own additions; its 12 sums, three vectors and one
    /// element fill the 16 registers to the last, without a spill inside the loop.
    /// </summary>
    private int SetAside => (Vectors, HasTail) switch
    {
        (1, true) => 1,
        (1, false) => 0,
        _ when Vectors % 2 == 1 => 3,
        (_, true) => 2,
        _ => 0,
    };
}
