using System.Globalization;
using LinearGen.Tool.Timing;
using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary>Shows timings.</summary>
internal static class TimingTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(IAnsiConsole console, TimingResult result)
    {
        string[] libraries = [.. result.Series.Select(series => series.Library).Distinct()];
        Table table = new();
        table.AddColumns("Rows", "Library");
        foreach (string figure in (string[])["ns a call", "median", "ns a row", "rows a second", "bytes a call", .. libraries.Length > 1 ? ["beside LinearGen"] : Array.Empty<string>()])
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (IGrouping<int, TimedSeries> rows in result.Series.GroupBy(series => series.Rows))
        {
            double ours = rows.First().Minimum;
            foreach (TimedSeries series in rows)
            {
                string[] figures =
                [
                    Number(rows.Key), series.Library, Number(series.Minimum), Number(series.Median), Number(series.Minimum / rows.Key), Number(1e9 * rows.Key / series.Minimum), Number(series.Bytes),
                    .. libraries.Length > 1 ? [string.Create(CultureInfo.InvariantCulture, $"{series.Minimum / ours:0.00} ×")] : Array.Empty<string>(),
                ];
                table.AddRow([.. figures.Select(figure => new Text(figure))]);
            }
        }

        console.Write(table);
    }

    /// <summary>A number with the digits that mean something.</summary>
    private static string Number(double value) => value.ToString(value switch
    {
        0 => "0",
        < 10 => "0.00",
        < 100 => "0.0",
        _ => "#,##0",
    }, CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString("#,##0", CultureInfo.InvariantCulture);
}
