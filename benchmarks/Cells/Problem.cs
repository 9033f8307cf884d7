namespace LinearGen.Benchmarks.Cells;

/// <summary>The inputs of a cell, the same for all contenders. Row-major, and only read.</summary>
internal sealed class Problem
{
    /// <summary>Draws the inputs; the same on every run.</summary>
    public Problem(Cell cell)
    {
        Cell = cell;
        X = Draw(cell.Rows * cell.Shape.In, seed: 1);
        Weights = Draw(cell.Shape.In * cell.Shape.Out, seed: 2);
        Bias = Draw(cell.Shape.Out, seed: 3);
        OutputGradient = Draw(cell.Rows * cell.Shape.Out, seed: 4);
    }

    /// <summary>Shape and rows.</summary>
    public Cell Cell { get; }

    /// <summary>Inputs per row.</summary>
    public int In => Cell.Shape.In;

    /// <summary>Outputs per row.</summary>
    public int Out => Cell.Shape.Out;

    /// <summary>Rows.</summary>
    public int Rows => Cell.Rows;

    /// <summary>X [rows, In].</summary>
    public AlignedFloats X { get; }

    /// <summary>W [In, Out].</summary>
    public AlignedFloats Weights { get; }

    /// <summary>b [Out].</summary>
    public AlignedFloats Bias { get; }

    /// <summary>dY [rows, Out].</summary>
    public AlignedFloats OutputGradient { get; }

    /// <summary>Values in the result of an operation: Y, dX, or dW with db behind it.</summary>
    public int ResultLength(Operation operation) => operation switch
    {
        Operation.Forward => Rows * Out,
        Operation.InputGradient => Rows * In,
        _ => (In + 1) * Out,
    };

    private static AlignedFloats Draw(int count, int seed) => AlignedFloats.Copy(Cells.Rows.Random(count, seed));
}
