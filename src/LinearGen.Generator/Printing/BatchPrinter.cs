using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes a product of many rows: loops with literal bounds around the runtime's register tiles, which cover a multiple of 4 rows; what is
/// left goes row by row.
/// </summary>
/// <param name="writer">Takes the text.</param>
/// <param name="schedule">How it is computed.</param>
internal sealed class BatchPrinter(SourceWriter writer, Schedule schedule)
{
    private readonly Gemm _gemm = schedule.Gemm;
    private readonly PanelLayout _layout = schedule.Gemm.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>Columns of a strip, which has as many vectors as the tiles.</summary>
    private int StripColumns => schedule.StripVectors * _lanes;

    /// <summary>Columns that fill whole strips.</summary>
    private int WholeColumns => _gemm.N / StripColumns * StripColumns;

    private int RestVectors => (_gemm.N - WholeColumns + _lanes - 1) / _lanes;

    /// <summary>Writes the method's body.</summary>
    /// <param name="a">The reference to A.</param>
    /// <param name="b">The reference to B.</param>
    /// <param name="c">The reference to C.</param>
    /// <param name="pass">What is done to the <c>tiled</c> rows afterwards; null for nothing.</param>
    /// <param name="row">A call for the single row <c>row</c>.</param>
    public void Print(string a, string b, string c, string? pass, string row)
    {
        writer.Line("nint tiled = rows / 4 * 4;");
        foreach (int tile in Tiles().Where(static tile => tile > 4))
        {
            writer.Line($"nint {TileCount.Name(tile)} = {TileCount.Formula(tile, Tiles())};");
        }

        // The last strip, whose vectors reach behind their rows, comes first: the others write there afterwards.
        if (RestVectors > 0)
        {
            PrintStrip(a, b, c, RestVectors, Address.Text(WholeColumns), WholeColumns, panel: null);
        }

        if (WholeColumns > 0)
        {
            PrintWholeStrips(a, b, c);
        }

        if (pass is not null)
        {
            writer.Line(pass);
        }

        using (writer.Block("for (nint row = tiled; row < rows; row++)"))
        {
            writer.Line(row);
        }
    }

    private List<int> Tiles() =>
    [
        .. (WholeColumns > 0 ? schedule.TileRows(schedule.StripVectors) : [])
            .Concat(RestVectors > 0 ? schedule.TileRows(RestVectors) : [])
            .Distinct()
            .OrderByDescending(static rows => rows),
    ];

    private void PrintWholeStrips(string a, string b, string c)
    {
        int panel = _layout.PanelColumns;
        int full = WholeColumns / panel;
        if (full > 1)
        {
            using (writer.Block($"for (nint p = 0; p < {full * panel}; p += {panel})"))
            {
                PrintStrips(a, b, c, "p", panel, 0, "p");
            }
        }
        else if (full == 1)
        {
            PrintStrips(a, b, c, "0", panel, 0, panel: null);
        }

        PrintStrips(a, b, c, Address.Text(full * panel), WholeColumns - (full * panel), full * panel, panel: null);
    }

    /// <summary>The whole strips of a panel.</summary>
    private void PrintStrips(string a, string b, string c, string from, int columns, int first, string? panel)
    {
        if (columns == StripColumns)
        {
            PrintStrip(a, b, c, schedule.StripVectors, from, first, panel);
        }
        else if (columns > 0)
        {
            using (writer.Block($"for (nint j = {from}; j < {Address.Sum(from, Address.Text(columns))}; j += {StripColumns})"))
            {
                PrintStrip(a, b, c, schedule.StripVectors, "j", first, panel);
            }
        }
    }

    /// <summary>One strip: each tile over the rows that it fits into.</summary>
    /// <param name="a">The reference to A.</param>
    /// <param name="b">The reference to B.</param>
    /// <param name="c">The reference to C.</param>
    /// <param name="vectors">The strip's.</param>
    /// <param name="column">Its first column, as text.</param>
    /// <param name="first">A column of its panel.</param>
    /// <param name="panel">The panel's first column as text, if it is a variable.</param>
    private void PrintStrip(string a, string b, string c, int vectors, string column, int first, string? panel)
    {
        // A panel's first element lies K times its first column behind B's; within the panel, columns lie side by side.
        string start = panel is null ? Address.Text(_layout.PanelStart(first)) : panel;
        string weights = Address.Of(b, panel == column
            ? Address.Product(column, Address.Text(_gemm.K))
            : Address.Sum(Address.Product(start, Address.Text(_gemm.K - 1)), column));
        int width = panel is null ? _layout.PanelWidth(_layout.PanelStart(first)) : _layout.PanelColumns;
        bool isCut = first + (vectors * _lanes) > _gemm.N;
        int columns = isCut ? _gemm.N - first : vectors * _lanes;
        string done = "0";
        foreach (int tile in schedule.TileRows(vectors))
        {
            string rows = tile == 4 ? Address.Difference("tiled", done) : TileCount.Name(tile);
            string fromA = Address.Of(a, Address.Product(done, Address.Text(_gemm.K)));
            string toC = Address.Of(c, Address.Product(done, Address.Text(_gemm.N)), column);
            string bias = Address.Of(b, Address.Text(_layout.BiasStart), column);
            done = Address.Sum(done, TileCount.Name(tile));
            string behind = isCut ? (tile == 4 ? "rows - tiled" : Address.Difference("rows", done)) : "0";
            writer.Line($"Tiles.Rows{tile}Vectors{vectors}({rows}, {fromA}, {_gemm.K}, 1, {weights}, {width}, {_gemm.K}, {_gemm.Block}, {bias}, 0, {toC}, {_gemm.N}, {columns}, {behind});");
        }
    }
}
