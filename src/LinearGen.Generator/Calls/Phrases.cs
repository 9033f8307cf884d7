namespace LinearGen.Generator.Calls;

/// <summary>Parts of messages, and of the source text that fixes are made from.</summary>
internal static class Phrases
{
    /// <summary><c>1 value</c>, <c>6 values</c>, <c>2·rows values</c>.</summary>
    public static string Values(Term length) => Count(length, "value");

    /// <summary><c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Rows(Term rows) => Count(rows, "row");

    /// <summary><c>Projection.In</c>, <c>2 * Projection.In</c>, <c>rows</c>.</summary>
    public static string Product(Term rows, string layer, string? column) => column is null ? rows.Expression
        : IsOne(rows) ? $"{layer}.{column}"
        : $"{rows.Expression} * {layer}.{column}";

    private static string Count(Term count, string what) => $"{count.Text} {what}{(IsOne(count) ? "" : "s")}";

    private static bool IsOne(Term count) => count is { IsConstant: true, Coefficient: 1 };
}
