using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>The schedule of a <see cref="Scheduling.Gemm"/> with vectors of one width.</summary>
/// <param name="Gemm">The product.</param>
/// <param name="Width">The vectors.</param>
internal sealed record Schedule(Gemm Gemm, VectorWidth Width)
{
    /// <summary>Vectors of a row of C.</summary>
    public int Vectors => (Gemm.N + Width.Lanes - 1) / Width.Lanes;

    /// <summary>Vectors of the widest panel.</summary>
    public int PanelVectors => Math.Min(Vectors, Gemm.Operand.PanelColumns / Width.Lanes);

    /// <summary>Vectors that a row works on at once: all of them, or those of the widest panel.</summary>
    public int RowVectors => HasPieces ? Math.Min(Vectors, Tuning.PackedSums256) : SpansPanels ? Vectors : RowVectorsOf(PanelVectors);

    /// <summary>Whether a row works on two panels at once: there are enough registers that the few vectors of the last need not be summed by themselves.</summary>
    public bool SpansPanels => (Gemm.IsPacked ? Width.Bits == 512 && Vectors > PanelVectors : Width.SpansPanels(Vectors)) && Vectors * Gemm.Blocks <= Tuning.Sums512;

    /// <summary>
    /// Whether a row of packed weights is cut into pieces of up to <see cref="Tuning.PackedSums256"/> vectors, across panels: with fewer sums going, shifts and masks take the
    /// place of multiply-adds.
    /// </summary>
    public bool HasPieces => Gemm is { IsPacked: true, Blocks: 1 } && Width.Bits == 256 && Vectors > PanelVectors;

    /// <summary>How many times three panels are gone through in a loop over pieces; one piece never has but one group of columns.</summary>
    public int LoopedPieces
    {
        get
        {
            int three = 3 * Gemm.Operand.PanelColumns;
            int whole = Gemm.N / three;
            int rest = Gemm.N % three;
            return rest is > 0 and <= PackedLayout.Group ? whole - 1 : whole;
        }
    }

    /// <summary>Cuts columns into pieces as alike as groups of columns allow.</summary>
    /// <param name="from">The first column.</param>
    /// <param name="to">The column behind the last.</param>
    /// <returns>The first column of each piece, and the number of its columns.</returns>
    public IEnumerable<(int First, int Columns)> Pieces(int from, int to)
    {
        int most = Tuning.PackedSums256 * Width.Lanes / PackedLayout.Group;
        int groups = (to - from + PackedLayout.Group - 1) / PackedLayout.Group;
        int pieces = (groups + most - 1) / most;
        for (int n = 0, first = from; n < pieces; n++)
        {
            int columns = Math.Min(to - first, ((groups / pieces) + (n < groups % pieces ? 1 : 0)) * PackedLayout.Group);
            yield return (first, columns);
            first += columns;
        }
    }

    /// <summary>Whether a single row is written without a loop over terms.</summary>
    public bool IsUnrolled => Gemm.K * ((((long)Gemm.N * Gemm.ElementBytes) + PanelLayout.NarrowBytes - 1) / PanelLayout.NarrowBytes) <= Tuning.UnrolledMultiplyAdds
        && Vectors <= Width.PanelVectors;

    /// <summary>Whether a row's vectors are few enough to be activated in registers, before they are stored.</summary>
    public bool IsActivatedInRegisters => Vectors * (long)Width.Bits <= Tuning.ActivatedVectors * 256;

    /// <summary>
    /// The number of a panel's vectors that a row works on at once: all of them if their partial sums leave a register for an element of A and one to spare, else as
    /// many as keep the multiply-add units busy. Packed weights take two more registers.
    /// </summary>
    /// <param name="vectors">1 to <see cref="PanelVectors"/>.</param>
    public int RowVectorsOf(int vectors) => vectors * Gemm.Blocks <= Width.Registers - (Gemm.IsPacked ? 4 : 2) ? vectors : Math.Max(1, Math.Min(vectors, (Width.Bits == 512 ? Tuning.Sums512 : Tuning.Sums256) / Gemm.Blocks));

    /// <summary>Whether a row loads four elements of A at once and spreads them in registers: loads limit it. They do not with packed weights.</summary>
    /// <param name="vectors">Vectors that it works on at once.</param>
    public bool UsesFours(int vectors) => Width.HasFours && !Gemm.IsPacked && Gemm.Block >= 8
        && (Gemm.Blocks * (vectors + 1)) + 1 <= Width.Registers;

    /// <summary>
    /// Whether such four elements are taken one after another in a loop of one term a turn: its three instructions and the rotations are hidden behind so many
    /// multiply-adds of so few partial sums.
    /// </summary>
    /// <param name="vectors">Vectors that it works on at once.</param>
    public bool RotatesFours(int vectors) => UsesFours(vectors) && Gemm.Blocks <= 2 && (vectors * Gemm.Blocks >= Tuning.MultiplyAddsOfRotation || vectors * Gemm.Blocks * Width.Bits <= Tuning.LatencyBits);

    /// <summary>Terms of each partial sum that one turn of a row's loop takes.</summary>
    /// <param name="vectors">Vectors that it works on at once.</param>
    public int RowTerms(int vectors) => UsesFours(vectors) ? 4 : 1;

    /// <summary>Whether the terms are few enough that a number of vectors of a row are written without a loop over them.</summary>
    /// <param name="vectors">Vectors that it works on at once.</param>
    public bool IsStraight(int vectors) => IsUnrolled || Gemm.K * vectors <= Tuning.StraightMultiplyAdds;

    /// <summary>Rows of one turn of the loop over a batch whose B stays in registers; 0 if B does not fit beside the sums, the start and one element of A.</summary>
    public int ResidentRows
    {
        get
        {
            long resident = ((long)Gemm.K * Vectors) + Vectors + 1;
            int rows = Math.Max(1, Math.Min(4, Tuning.DotSums / (Gemm.Blocks * Vectors)));
            while (rows > 1 && resident + (rows * Gemm.Blocks * Vectors) > Width.Registers)
            {
                rows /= 2;
            }

            return !Gemm.IsDot && Vectors <= Width.PanelVectors && resident + (rows * Gemm.Blocks * Vectors) <= Width.Registers ? rows : 0;
        }
    }

    /// <summary>Whether a row's last vector is written without the elements behind the row at no cost.</summary>
    public bool HasExactEnd => Width.IsOneAccess(Gemm.N - ((Vectors - 1) * Width.Lanes));

    /// <summary>Rows, the own one included, that the vectors of a row of a batch reach into.</summary>
    public int RowsReached => HasExactEnd ? 1 : ((Vectors * Width.Lanes) + Gemm.N - 1) / Gemm.N;

    /// <summary>The register tiles of a batch over a strip of some vectors: the larger first; the remaining rows go one by one.</summary>
    /// <param name="vectors">1 to <see cref="StripVectors"/>.</param>
    public IReadOnlyList<int> TileRows(int vectors) => Width.TileRows(vectors, hasSixes: Gemm.K >= Tuning.TermsOfHighTiles || Gemm.Blocks == 1);

    /// <summary>The strips that columns are cut into: the number of vectors of each, and the heights of their tiles.</summary>
    public IEnumerable<(int Vectors, IReadOnlyList<int> Rows)> StripHeights
    {
        get
        {
            int rest = Vectors % StripVectors;
            return (Vectors >= StripVectors ? [StripVectors] : Array.Empty<int>()).Concat(rest > 0 ? [rest] : Array.Empty<int>()).Select(vectors => (vectors, TileRows(vectors)));
        }
    }

    /// <summary>Vectors of a strip at most.</summary>
    public int StripVectors => Width.Bits == 512 && !Gemm.IsPacked ? (Gemm.K >= Tuning.TermsOfNarrowStrips && PanelVectors != 3 ? 2 : 4) : 2;
}
