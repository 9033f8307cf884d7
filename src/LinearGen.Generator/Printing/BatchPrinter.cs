using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes a product of many rows: loops with literal bounds around the runtime's register tiles, which cover a multiple of 4 rows; the
/// remaining rows go one by one.
/// </summary>
/// <param name="writer">Takes the text.</param>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="keyword">The element type.</param>
internal sealed class BatchPrinter(SourceWriter writer, Schedule schedule, string keyword)
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
    /// <param name="pass">The pass over the <c>tiled</c> rows afterwards, by the width of vectors; null for none.</param>
    /// <param name="row">A call for the single row <c>row</c>.</param>
    /// <param name="wide">The schedule for vectors of 512 bits; null for the schedule above.</param>
    public void Print(string a, string b, string c, Func<int, string>? pass, string row, Schedule? wide = null)
    {
        writer.Line("nint tiled = rows / 4 * 4;");
        WidthChoice.Print(
            writer,
            () => PrintStrips(a, b, c, pass),
            wide is null ? null : () => new BatchPrinter(writer, wide, keyword).PrintStrips(a, b, c, pass));
        using (writer.Block("for (nint row = tiled; row < rows; row++)"))
        {
            writer.Line(row);
        }
    }

    private void PrintStrips(string a, string b, string c, Func<int, string>? pass)
    {
        foreach (string count in TileLists().SelectMany(static all => all.Where(static tile => tile > 4).Select(tile => $"nint {TileCount.Name(tile, all)} = {TileCount.Formula(tile, all)};")).Distinct())
        {
            writer.Line(count);
        }

        // The last strip, whose vectors reach behind their rows, comes first: the others write there afterwards.
        if (RestVectors > 0)
        {
            PrintLastStrip(a, b, c);
        }

        if (WholeColumns > 0)
        {
            PrintWholeStrips(a, b, c);
        }

        if (pass is not null)
        {
            writer.Line(pass(schedule.Width.Bits));
        }
    }

    /// <summary>The heights of the tiles over the last strip, and over those that rows fill.</summary>
    private IEnumerable<IReadOnlyList<int>> TileLists() =>
        (RestVectors > 0 ? [schedule.TileRows(RestVectors)] : Array.Empty<IReadOnlyList<int>>()).Concat(WholeColumns > 0 ? [schedule.TileRows(schedule.StripVectors)] : []);

    private void PrintLastStrip(string a, string b, string c)
    {
        string width = Address.Text(_layout.PanelWidth(_layout.PanelStart(WholeColumns)));
        string from = Address.Of(b, Address.Text(_layout.Index(0, WholeColumns)));
        string start = Address.Of(b, Address.Text(_layout.BiasStart + WholeColumns));
        PrintTiles(RestVectors, a, from, width, start, c, Address.Text(WholeColumns), isCut: WholeColumns + (RestVectors * _lanes) > _gemm.N);
    }

    /// <summary>The strips that rows fill, in a loop if there are several.</summary>
    private void PrintWholeStrips(string a, string b, string c)
    {
        if (WholeColumns == StripColumns)
        {
            PrintTiles(schedule.StripVectors, a, Address.Of(b), Address.Text(_layout.PanelWidth(0)), Address.Of(b, Address.Text(_layout.BiasStart)), c, "0", isCut: false);
            return;
        }

        int panel = _layout.PanelColumns;
        int full = _gemm.N / panel * panel;
        using (writer.Block($"for (nint j = 0; j < {WholeColumns}; j += {StripColumns})"))
        {
            string width = Address.Text(_layout.PanelWidth(0));
            if (full > 0 && WholeColumns > full && _layout.PanelWidth(full) != panel)
            {
                writer.Line($"nint width = j < {full} ? {panel} : {_layout.PanelWidth(full)};");
                width = "width";
            }

            // A panel's first element lies K times its first column behind B's; within the panel, columns lie side by side.
            string start = StripColumns == panel ? Address.Product("j", Address.Text(_gemm.K))
                : WholeColumns <= panel || _gemm.K == 1 ? "j"
                : $"j / {panel} * {(long)panel * (_gemm.K - 1)} + j";
            writer.Line($"ref {keyword} bj = {Address.Of(b, start)}, sj = {Address.Of(b, "j", Address.Text(_layout.BiasStart))};");
            PrintTiles(schedule.StripVectors, a, "ref bj", width, "ref sj", c, "j", isCut: false);
        }
    }

    /// <summary>One strip: each tile over the rows that it fits into.</summary>
    /// <param name="vectors">The strip's.</param>
    /// <param name="a">The reference to A.</param>
    /// <param name="b">The strip's first element of B.</param>
    /// <param name="width">Elements of a row of B.</param>
    /// <param name="start">The strip's first element of the start.</param>
    /// <param name="c">The reference to C.</param>
    /// <param name="column">The strip's first column.</param>
    /// <param name="isCut">Whether its vectors reach behind their rows.</param>
    private void PrintTiles(int vectors, string a, string b, string width, string start, string c, string column, bool isCut)
    {
        int columns = isCut ? _gemm.N - WholeColumns : vectors * _lanes;
        string done = "0";
        IReadOnlyList<int> tiles = schedule.TileRows(vectors);
        foreach (int tile in tiles)
        {
            string before = done;
            string rows = tile == 4 ? Address.Difference("tiled", done) : TileCount.Name(tile, tiles);
            string fromA = Address.Of(a, Address.Product(done, Address.Text(_gemm.K)));
            string toC = Address.Of(c, Address.Product(done, Address.Text(_gemm.N)), column);
            done = Address.Sum(done, TileCount.Name(tile, tiles));
            string behind = isCut ? (tile == 4 ? "rows - tiled" : Address.Difference("rows", done)) : "0";

            // A call for no rows takes some 5 ns: 8 rows of 64×10 167 ns, 177 with two such calls (Sapphire Rapids).
            string condition = tiles.Count == 1 ? "" : tile == 4 ? $"if (tiled > {before}) " : $"if ({rows} > 0) ";
            writer.Line($"{condition}Tiles{schedule.Width.Bits}.Rows{tile}Vectors{vectors}({rows}, {fromA}, {_gemm.K}, 1, {b}, {width}, {_gemm.K}, {_gemm.Block}, {start}, 0, {toC}, {_gemm.N}, {columns}, {behind});");
        }
    }
}
