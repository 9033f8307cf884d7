using LinearGen.Generator.Diagnostics;

namespace LinearGen.Generator.Calls;

/// <summary>The checks that the spans of a call hold whole rows, and the same number of them in each.</summary>
internal static class RowChecks
{
    /// <summary>Checks spans in the order in which the first is believed rather than the next.</summary>
    public static void Check(CallSite site, IEnumerable<RowSpan> spans)
    {
        List<RowSpan> sound = [];
        foreach (RowSpan span in spans)
        {
            if (span.Length is not { } length || (span.IsOptional && span.IsEmpty))
            {
                continue;
            }

            if (sound.Find(other => other.Length!.HasFactorsOf(length)) is { } reference)
            {
                if (length.Coefficient * reference.Columns.Size == reference.Length!.Coefficient * span.Columns.Size)
                {
                    continue;
                }

                ReportRows(site, span, length, reference, reference.Length);
            }
            else if (length.IsConstant && span.Rows is null)
            {
                ReportRemainder(site, span, length);
            }
            else
            {
                sound.Add(span);
            }
        }
    }

    private static void ReportRemainder(CallSite site, RowSpan span, Term length)
    {
        // Nothing tells how many rows were meant; the next whole number is the one that loses no value.
        long rows = (length.Coefficient + span.Columns.Size - 1) / span.Columns.Size;
        site.Report(
            CallDescriptors.NotWholeRows,
            span.Value,
            Phrases.Product(Term.Of(rows), site.Layer, span.Columns.Name),
            span.Name, Phrases.Values(length), span.Columns.Size, span.Columns.Name!, site.Shape.Text);
    }

    private static void ReportRows(CallSite site, RowSpan span, Term length, RowSpan reference, Term other)
    {
        (Columns columns, Term? rows) = (span.Columns, reference.Rows);
        string expression = rows is not null
            ? Phrases.Product(rows, site.Layer, columns.Name)
            : $"{other.Expression} / {site.Layer}.{reference.Columns.Name}{(columns.Name is null ? "" : $" * {site.Layer}.{columns.Name}")}";
        string expected = (rows, columns.Name) switch
        {
            (null, null) => $"{other.Text} / {reference.Columns.Size}, one per row",
            (null, _) => $"{other.Text} / {reference.Columns.Size} × {columns.Size}",
            (_, null) => $"{rows.Text}, one per row",
            ({ IsConstant: true }, _) => $"{rows.Coefficient * columns.Size} = {Phrases.Rows(rows)} × {columns.Size}",
            _ => $"{rows.Text} × {columns.Size}",
        };
        site.Report(
            CallDescriptors.RowsDiffer,
            span.Value,
            expression,
            span.Name, Phrases.Values(length), expected, reference.Name, rows is { IsConstant: true } ? Phrases.Rows(rows) : Phrases.Values(other), site.Shape.Text);
    }
}
