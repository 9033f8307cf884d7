using System.Globalization;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>How figures are written, in every culture alike.</summary>
internal static class Format
{
    /// <summary>Nanoseconds, with three digits that count.</summary>
    public static string Nanoseconds(double value) => value switch
    {
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,##0", CultureInfo.InvariantCulture),
    };

    /// <summary>A quotient.</summary>
    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The interval of an estimate.</summary>
    public static string Interval(Estimate estimate) => $"{Ratio(estimate.Low)} – {Ratio(estimate.High)}";

    /// <summary>A share.</summary>
    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A row of a Markdown table.</summary>
    public static string Row(IEnumerable<string> columns) => $"| {string.Join(" | ", columns)} |";

    /// <summary>The head of a Markdown table: text to the left, figures to the right.</summary>
    public static string Head(params IReadOnlyList<string> columns) => $"{Row(columns)}\n|{string.Concat(columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}";
}
