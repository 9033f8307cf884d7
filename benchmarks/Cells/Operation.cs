namespace LinearGen.Benchmarks.Cells;

/// <summary>One of the three products of a layer.</summary>
internal enum Operation
{
    /// <summary>Y = X·W + b.</summary>
    Forward,

    /// <summary>dX = dY·Wᵀ.</summary>
    InputGradient,

    /// <summary>dW += Xᵀ·dY, db += column sums of dY.</summary>
    WeightGradient,
}

/// <summary>How operations are called in options, in files' names and in text.</summary>
internal static class OperationNames
{
    /// <summary>As in options and files' names.</summary>
    public static string Key(this Operation operation) => operation switch
    {
        Operation.Forward => "forward",
        Operation.InputGradient => "dx",
        _ => "dw",
    };

    /// <summary>As in headings.</summary>
    public static string Title(this Operation operation) => operation switch
    {
        Operation.Forward => "Forward: Y = X·W + b",
        Operation.InputGradient => "dX = dY·Wᵀ",
        _ => "dW += Xᵀ·dY, db += column sums of dY",
    };
}
