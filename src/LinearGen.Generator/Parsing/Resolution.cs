namespace LinearGen.Generator.Parsing;

/// <summary>The result of working out a constant.</summary>
internal readonly record struct Resolution
{
    private Resolution(object? value, string? problem, string? cycle)
    {
        Value = value;
        Problem = problem;
        Cycle = cycle;
    }

    /// <summary>No value, for a fault that is reported at another place.</summary>
    public static Resolution BlamedElsewhere => default;

    /// <summary>The constant, boxed as the compiler boxes it; null if it is not known.</summary>
    public object? Value { get; }

    /// <summary>The reason why the constant is not known, and the remedy.</summary>
    public string? Problem { get; }

    /// <summary>The way from a size back to itself, such as <c>A.In → B.Out → A.In</c>.</summary>
    public string? Cycle { get; }

    /// <summary>A constant.</summary>
    /// <param name="value">Its value.</param>
    public static Resolution Known(object value) => new(value, null, null);

    /// <summary>No constant, for a reason.</summary>
    /// <param name="problem">The end of a message.</param>
    public static Resolution Unknown(string problem) => new(null, problem, null);

    /// <summary>A size that needs itself.</summary>
    /// <param name="cycle">The way back.</param>
    public static Resolution Cyclic(string cycle) => new(null, null, cycle);
}
