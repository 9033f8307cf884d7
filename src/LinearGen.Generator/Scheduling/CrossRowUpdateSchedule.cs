using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>
/// The schedule of dW and db of narrow layers in batches: 512 bits hold several rows of dY, the first half as many whole rows as the second, which ends with the
/// last of them. A lane's element of X comes by a permutation for each line of dW. With 256 bits the halves are vectors of their own: both widths add in one order.
/// </summary>
/// <param name="In">Lines of dW.</param>
/// <param name="Out">Columns.</param>
/// <param name="HasBias">Whether db is computed, one more line.</param>
/// <param name="Width">The vectors.</param>
internal sealed record CrossRowUpdateSchedule(int In, int Out, bool HasBias, VectorWidth Width)
{
    /// <summary>Lanes of a half, of 256 bits.</summary>
    public int HalfLanes => PanelLayout.NarrowBytes / Width.ElementBytes;

    /// <summary>Rows of a half: 1, 2, 4 or 8.</summary>
    public int HalfRows => HalfLanes / Out;

    /// <summary>Rows of both halves.</summary>
    public int Rows => 2 * HalfRows;

    /// <summary>Lines of dW and db.</summary>
    public int Lines => In + (HasBias ? 1 : 0);

    /// <summary>Sums that each line has beside each other in every lane, for as many times the rows: one chain after another would wait.</summary>
    public int Sets => Lines <= Tuning.CrossRowLinesOfTwoSets ? 2 : 1;

    /// <summary>The lane that the second half's first row begins at.</summary>
    public int SecondStart => HalfLanes - (HalfRows * Out);

    /// <summary>Vectors of a line's sums: the two halves in one, or in two.</summary>
    public int Vectors => Width.Bits == 512 ? 1 : 2;

    /// <summary>Elements of X from the first to the last that one line takes in a half.</summary>
    public int Span => ((HalfRows - 1) * In) + 1;

    /// <summary>Whether one element of X is all that a half takes for a line.</summary>
    public bool IsBroadcast => HalfRows == 1;

    /// <summary>With 256 bits, elements of X that are loaded for a line and a half: a power of two.</summary>
    public int Window
    {
        get
        {
            int window = 2;
            while (window < Span)
            {
                window *= 2;
            }

            return window;
        }
    }

    /// <summary>With 512 bits, whether the rows of X lie in two vectors, of which the second ends with them.</summary>
    public bool TakesTwo => Rows * In > 2 * HalfLanes;

    /// <summary>Lines of a walk through the rows: those whose sums stay in registers.</summary>
    public int WalkLines => Width.Bits == 512
        ? Lines
        : Math.Max(1, (Width.Registers - (IsBroadcast ? 2 : 4)) / (Vectors * Sets));

    /// <summary>With 256 bits, whether there is a walk for the rows of each half: the sums of all lines of both are too many, and nothing is read twice.</summary>
    public bool IsHalfByHalf => IsBroadcast && WalkLines < Lines;

    /// <summary>
    /// Whether it can be done, with either width: a row in half of a vector of 512 bits, the elements of X of a half in one of 256 and those of all rows in two of 512, with
    /// sums and permutations in registers.
    /// </summary>
    public bool IsPossible => Lines <= Tuning.CrossRowLines && Out <= HalfLanes && (HalfRows & (HalfRows - 1)) == 0 && Span <= HalfLanes && Rows * (long)In <= 4 * HalfLanes
        && (!IsBroadcast || (Sets * Lines) + 2 <= new VectorWidth(Width.ElementBytes, 256).Registers)
        && (Sets * Lines) + In + (TakesTwo ? 2 : 1) + 2 <= new VectorWidth(Width.ElementBytes, 512).Registers;

    /// <summary>The row of a lane, counted over both halves; null for a lane between them, which belongs to none.</summary>
    /// <param name="lane">0 to those of 512 bits.</param>
    public int? Row(int lane)
    {
        int half = lane / HalfLanes;
        int element = lane - (half * (HalfLanes + SecondStart));
        return element >= 0 && element < HalfRows * Out ? (half * HalfRows) + (element / Out) : null;
    }

    /// <summary>With 512 bits, the lane of X that a lane takes for a line; lanes of the second vector count on from those of the first.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="line">The line.</param>
    public int Source(int lane, int line)
    {
        int element = Row(lane) is { } row ? (row * In) + line : 0;
        int lanes = 2 * HalfLanes;
        return TakesTwo
            ? element < lanes ? element : element - (Rows * In) + (2 * lanes)
            : EndsApart && element >= HalfLanes ? element - (Rows * In) + lanes : element;
    }

    /// <summary>With 512 bits, whether X is loaded in two halves, of which the second ends with the rows: nothing behind them is read.</summary>
    public bool EndsApart => Rows * In > HalfLanes && Rows * In < 2 * HalfLanes;

    /// <summary>With 256 bits, the element of a window that a lane of a half takes.</summary>
    /// <param name="half">0 or 1: the first window begins with the first row's element, the second ends with the last's.</param>
    /// <param name="lane">The lane of the half.</param>
    public int WindowSource(int half, int lane) => Row((half * HalfLanes) + lane) is { } row
        ? (half == 0 ? 0 : Window - Span) + ((row - (half * HalfRows)) * In)
        : 0;

    /// <summary>With 256 bits, the element of the rows of X that a line's window starts from.</summary>
    /// <param name="half">0 or 1.</param>
    /// <param name="line">The line.</param>
    public int WindowStart(int half, int line) => half == 0 ? line : ((Rows - 1) * In) + line + 1 - Window;
}
