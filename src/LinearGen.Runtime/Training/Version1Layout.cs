using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// How a layer was stored when checkpoints were of version 1: columns padded to whole vectors and cut into panels of 8, the last one
/// narrower or up to 4 vectors wider; behind them, on the next 64-byte boundary, the bias, padded likewise.
/// </summary>
/// <param name="rows">Rows of the weights.</param>
/// <param name="columns">Columns of the weights.</param>
/// <param name="lanes">Elements of a vector.</param>
/// <param name="line">Elements between two boundaries.</param>
internal readonly struct Version1Layout(int rows, int columns, int lanes, int line)
{
    private const int PanelVectors = 8;
    private const int SpareVectors = 4;

    /// <summary>Where the bias starts.</summary>
    public long BiasStart => PanelLayout.RoundUp((long)rows * PaddedColumns, line);

    /// <summary>Elements of matrix and bias.</summary>
    public long Length => BiasStart + PaddedColumns;

    private int Vectors => (columns + lanes - 1) / lanes;

    private int PaddedColumns => Vectors * lanes;

    private int PanelColumns => PanelVectors * lanes;

    /// <summary>Where the last panel starts.</summary>
    private int LastPanel
    {
        get
        {
            int rest = ((Vectors - 1) % PanelVectors) + 1;
            bool isWide = Vectors > PanelVectors && rest <= SpareVectors;
            return (Vectors - rest - (isWide ? PanelVectors : 0)) * lanes;
        }
    }

    /// <summary>Where an element lies.</summary>
    public int Index(int row, int column)
    {
        int first = Math.Min(column - (column % PanelColumns), LastPanel);
        int width = first == LastPanel ? PaddedColumns - first : PanelColumns;
        return (first * rows) + (row * width) + (column - first);
    }
}
