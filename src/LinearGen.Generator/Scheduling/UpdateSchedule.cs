using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>
/// The schedule of dW[In, Out] += Xᵀ·dY: C[M, N] = C + A[M, K]·B[K, N] with K open, the number of rows. db is one more line, with 1 in the
/// place of every x.
/// </summary>
/// <param name="In">M: the lines of dW.</param>
/// <param name="Out">N.</param>
/// <param name="HasBias">Whether db is computed.</param>
/// <param name="Width">The vectors.</param>
internal sealed record UpdateSchedule(int In, int Out, bool HasBias, VectorWidth Width)
{
    /// <summary>The layout of dW.</summary>
    public PanelLayout Layout => new(In, Out, Width.ElementBytes);

    /// <summary>Vectors of a line.</summary>
    public int Vectors => (Out + Width.Lanes - 1) / Width.Lanes;

    /// <summary>Vectors of a strip at most.</summary>
    public int StripVectors => Width.Bits == 512 ? 4 : 2;

    /// <summary>Whether a row works on two panels at once, with all of dY in registers.</summary>
    public bool SpansPanels => Width.SpansPanels(Vectors);

    /// <summary>Lines of dW that a row of the loop takes at a time: as many as its multiply-adds, loads and stores leave readable.</summary>
    public int RowLines => Math.Max(1, Math.Min(In, 4 / Math.Min(Vectors, Width.PanelVectors)));

    /// <summary>The heights of the register tiles over a strip of some vectors, the greatest first; single lines last.</summary>
    public IReadOnlyList<int> Heights(int vectors) => [.. Width.Bits == 512 && vectors == 1 ? [16] : Array.Empty<int>(), .. Width.TileRows(Math.Min(vectors, Vectors), hasSixes: true), 1];

    /// <summary>Lines of dW and db.</summary>
    public int Lines => In + (HasBias ? 1 : 0);

    /// <summary>
    /// Rows of one turn of the loop over a batch while dW and db stay in registers, each row with sums of its own; 0 if they do not fit beside a row of dY
    /// and one element of X.
    /// </summary>
    public int ResidentRows
    {
        get
        {
            // How many sums a line has is told by the vectors of 256 bits, so that both widths add in one order.
            VectorWidth narrow = new(Width.ElementBytes, 256);
            long vectors = (Out + narrow.Lanes - 1) / narrow.Lanes;
            long sums = Lines * vectors;
            int rows = sums <= 3 ? 4 : sums <= 6 ? 2 : 1;
            while (rows > 1 && (rows * sums) + vectors + 1 > narrow.Registers)
            {
                rows /= 2;
            }

            return Vectors <= Width.PanelVectors && ((long)rows * Lines * Vectors) + Vectors + 1 <= Width.Registers ? rows : 0;
        }
    }

    /// <summary>The schedule by which batches of a narrow layer have several rows in a vector; null if they do not.</summary>
    public CrossRowUpdateSchedule? CrossRows => new CrossRowUpdateSchedule(In, Out, HasBias, Width) is { IsPossible: true } schedule ? schedule : null;

    /// <summary>Whether batches go through register tiles.</summary>
    public bool IsTiled => ResidentRows == 0 && CrossRows is null;

    /// <summary>Whether batches go through register tiles with either width: db then has four partial sums; in registers it has as many as a line of dW.</summary>
    public bool IsTiledAtEveryWidth => WithBits(256).IsTiled && WithBits(512).IsTiled;

    /// <summary>Whether a row's last vector is read without the elements behind the row at no cost, with both widths: they add rows in one order.</summary>
    public bool HasExactEnd => EndsExactly(new(Width.ElementBytes, 256)) && EndsExactly(new(Width.ElementBytes, 512));

    /// <summary>Rows, the own one included, that the vectors of a row of dY reach into.</summary>
    public int RowsReached => HasExactEnd ? 1 : ((Vectors * Width.Lanes) + Out - 1) / Out;

    /// <summary>
    /// Whether batches work on a copy of dY: its last vector must be padded with zeros, or its rows lie where they share a few sets of the
    /// nearest cache.
    /// </summary>
    public bool IsPacked => IsTiled && (Layout.PaddedColumns != Out || Out * (long)Width.ElementBytes % Tuning.AliasedStride == 0);

    private UpdateSchedule WithBits(int bits) => this with { Width = new(Width.ElementBytes, bits) };

    private bool EndsExactly(VectorWidth width) => width.IsOneAccess(((Out - 1) % width.Lanes) + 1);
}
