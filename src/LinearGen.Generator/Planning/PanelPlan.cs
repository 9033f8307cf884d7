using LinearGen.Generator.Model;

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
    /// Partial sums of each output: the terms are cut into contiguous blocks, each is summed by itself, and the block sums are
    /// added in order. It depends on the shape alone, so that a row rounds alike in every batch.
    /// </summary>
    public EquatableArray<TermBlock> Blocks { get; init; } = new([]);

    /// <summary>How many partial sums.</summary>
    public int Chains => Blocks.Count;

    /// <summary>Rows of a batch tile.</summary>
    public int TileRows => Vectors == 1 ? CodeBudget.SingleVectorTileRows : CodeBudget.TileRows;

    /// <summary>Vectors of a batch tile.</summary>
    public int TileVectors => Vectors == 1 ? 1 : CodeBudget.TileVectors;

    /// <summary>Vectors that batch tiles of full size cover.</summary>
    public int TiledVectors => (Vectors - SetAside) / TileVectors * TileVectors;

    /// <summary>Vectors that remain beside them, a padded one among them.</summary>
    public int RestVectors => Vectors - TiledVectors;

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

    /// <summary>Cuts columns into panels.</summary>
    /// <param name="columns">How many columns.</param>
    /// <param name="lanes">Elements of a vector.</param>
    public static IEnumerable<PanelPlan> Cut(int columns, int lanes)
    {
        int vectors = (columns + lanes - 1) / lanes;
        int last = StoragePlan.LastPanelVectors(vectors);
        int full = (vectors - last) / StoragePlan.PanelVectors;
        if (full > 0 && last == StoragePlan.PanelVectors && columns % lanes == 0)
        {
            (full, last) = (full + 1, 0);
        }

        int start = full * StoragePlan.PanelVectors * lanes;
        if (full > 0)
        {
            yield return Panel(0, full, StoragePlan.PanelVectors * lanes);
        }

        if (last > 0)
        {
            yield return Panel(start, 1, columns - start);
        }

        PanelPlan Panel(int firstColumn, int count, int width)
        {
            int vectors = (width + lanes - 1) / lanes;
            return new PanelPlan { FirstColumn = firstColumn, Count = count, Vectors = vectors, Width = vectors * lanes, Tail = width % lanes };
        }
    }

    /// <summary>Lanes of the last vector that a store without regard to what lies behind writes: half a vector if that is enough.</summary>
    /// <param name="lanes">Elements of a vector.</param>
    public int SpilledLanes(int lanes) => HasTail && Tail <= lanes / 2 ? lanes / 2 : lanes;
}
