using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>How a <see cref="Scheduling.Gemm"/> is computed with vectors of one width.</summary>
/// <param name="Gemm">What is computed.</param>
/// <param name="Width">The vectors.</param>
internal sealed record Schedule(Gemm Gemm, VectorWidth Width)
{
    /// <summary>Vectors of a row of C.</summary>
    public int Vectors => (Gemm.N + Width.Lanes - 1) / Width.Lanes;

    /// <summary>Vectors of the widest panel.</summary>
    public int PanelVectors => Math.Min(Vectors, Width.PanelVectors);

    /// <summary>Vectors that a row works on at once: as many as partial sums leave registers for.</summary>
    public int RowVectors => Math.Max(1, Math.Min(PanelVectors, (Width.Bits == 512 ? Tuning.Sums512 : Tuning.Sums256) / Gemm.Blocks));

    /// <summary>Whether a single row is written without a loop over terms.</summary>
    public bool IsUnrolled => Gemm.K * ((((long)Gemm.N * Gemm.ElementBytes) + PanelLayout.NarrowBytes - 1) / PanelLayout.NarrowBytes) <= Tuning.UnrolledMultiplyAdds
        && Vectors <= Width.PanelVectors;

    /// <summary>Terms of each partial sum that one turn of a row's loop takes.</summary>
    public int RowTerms
    {
        get
        {
            int terms = Tuning.MultiplyAddsPerTurn / (RowVectors * Gemm.Blocks);
            return terms >= 4 ? 4 : terms >= 2 ? 2 : 1;
        }
    }

    /// <summary>Whether a row loads four elements of A at once and spreads them in registers: loads are what limits it.</summary>
    public bool UsesFours => Width.HasFours && Gemm.Block >= 8 && (Gemm.Blocks * (RowVectors + 1)) + 1 <= Width.Registers;

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

    /// <summary>Rows, the own one included, that the vectors of a row reach into when they are stored in whole.</summary>
    public int RowsReached => ((Vectors * Width.Lanes) + Gemm.N - 1) / Gemm.N;

    /// <summary>The register tiles of a batch over a strip of so many vectors: the larger first; what they leave goes row by row.</summary>
    /// <param name="vectors">1 to <see cref="StripVectors"/>.</param>
    public IReadOnlyList<int> TileRows(int vectors) => (Width.Bits, vectors) switch
    {
        (512, 1) => [12, 8, 4],
        (512, 2) => [8, 4],
        (512, _) => [4],
        (_, 1) => [8, 4],
        _ => Gemm.K >= Tuning.TermsOfHighTiles ? [6, 4] : [4],
    };

    /// <summary>The strips that columns are cut into: so many vectors each, and the heights of their tiles.</summary>
    public IEnumerable<(int Vectors, IReadOnlyList<int> Rows)> StripHeights
    {
        get
        {
            int rest = Vectors % StripVectors;
            return (Vectors >= StripVectors ? [StripVectors] : Array.Empty<int>()).Concat(rest > 0 ? [rest] : Array.Empty<int>()).Select(vectors => (vectors, TileRows(vectors)));
        }
    }

    /// <summary>Vectors of a strip at most.</summary>
    public int StripVectors => Width.Bits == 512 ? (Gemm.K >= Tuning.TermsOfNarrowStrips && PanelVectors != 3 ? 2 : 4) : 2;
}
