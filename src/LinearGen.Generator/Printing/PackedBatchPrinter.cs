using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes a product of many rows with packed weights: as <see cref="BatchPrinter"/>, but in groups of 32 columns, which lie mixed in memory. With 256 bits a group
/// is two strips of two vectors each, which are 16 columns apart.
/// </summary>
/// <param name="writer">Takes the text.</param>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="keyword">The element type.</param>
internal sealed class PackedBatchPrinter(SourceWriter writer, Schedule schedule, string keyword)
{
    private const int Group = PackedLayout.Group;

    private readonly Gemm _gemm = schedule.Gemm;
    private readonly OperandLayout _layout = schedule.Gemm.Operand;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>Columns that fill whole groups.</summary>
    private int WholeColumns => _gemm.N / Group * Group;

    private bool IsWide => schedule.Width.Bits == 512;

    /// <inheritdoc cref="BatchPrinter.Print"/>
    public void Print(string a, string b, string c, Func<int, string>? pass, string row, Schedule wide)
    {
        writer.Line("nint tiled = rows / 4 * 4;");
        WidthChoice.Print(
            writer,
            () => PrintStrips(a, b, c, pass),
            () => new PackedBatchPrinter(writer, wide, keyword).PrintStrips(a, b, c, pass));
        using (writer.Block("for (nint row = tiled; row < rows; row++)"))
        {
            writer.Line(row);
        }
    }

    private void PrintStrips(string a, string b, string c, Func<int, string>? pass)
    {
        if (IsWide)
        {
            writer.Line("nint eights = tiled / 8 * 8;");
        }
        else
        {
            // Of eight rows six and two single ones take less time than two times four: see Tuning.
            writer.Line("nint sixes = rows / 6 * 6;");
            writer.Line("tiled = sixes + (rows - sixes) / 4 * 4;");
        }

        List<PackedStrip> last = [.. PackedStrip.Of(_gemm.N - WholeColumns, _lanes)];
        if (last.Any(static strip => strip.Vectors == 1))
        {
            writer.Line(IsWide ? "nint twelves = tiled / 12 * 12;" : "nint eights = tiled / 8 * 8, fours = tiled / 4 * 4 - eights;");
        }

        // The strip whose vectors reach behind their rows comes first: the others write there afterwards.
        foreach (PackedStrip strip in last.OrderByDescending(static strip => strip.IsCut))
        {
            int column = WholeColumns + strip.Column;
            PrintTiles(
                strip,
                a,
                Address.Of(b, Address.Text(_layout.Start(WholeColumns) + strip.Column)),
                Address.Text(_layout.RowLength(WholeColumns)),
                Address.Of(b, Address.Text(_layout.BiasStart + column)),
                c,
                Address.Text(column));
        }

        PrintWholeGroups(a, b, c);
        if (pass is not null)
        {
            writer.Line(pass(schedule.Width.Bits));
        }
    }

    private void PrintWholeGroups(string a, string b, string c)
    {
        if (WholeColumns == Group)
        {
            PrintGroup("0", Address.Text(_layout.RowLength(0)));
            return;
        }

        int panel = _layout.PanelColumns;
        int full = _gemm.N / panel * panel;
        using (writer.Block($"for (nint j = 0; j < {WholeColumns}; j += {Group})"))
        {
            string width = Address.Text(_layout.RowLength(0));
            if (full > 0 && WholeColumns > full)
            {
                writer.Line($"nint width = j < {full} ? {_layout.RowLength(0)} : {_layout.RowLength(full)};");
                width = "width";
            }

            // A panel's first element lies K times half its first column behind B's; within the panel, 32 columns are 16 elements.
            string start = WholeColumns <= panel || _gemm.K == 1 ? "j / 2" : $"j / {panel} * {(long)_layout.RowLength(0) * (_gemm.K - 1)} + j / 2";
            writer.Line($"ref {keyword} bj = {Address.Of(b, start)}, sj = {Address.Of(b, "j", Address.Text(_layout.BiasStart))};");
            b = "bj";
            PrintGroup("j", width);
        }

        void PrintGroup(string column, string width)
        {
            foreach (PackedStrip strip in PackedStrip.Of(Group, _lanes))
            {
                string offset = Address.Text(strip.Column);
                string start = column == "j" ? Address.Of("sj", offset) : Address.Of(b, Address.Text(_layout.BiasStart), offset);
                PrintTiles(strip, a, Address.Of(b, offset), width, start, c, column, offset);
            }
        }
    }

    /// <summary>One strip: each tile over the rows that it fits into.</summary>
    /// <param name="strip">The strip.</param>
    /// <param name="a">The reference to A.</param>
    /// <param name="b">The strip's first element of B.</param>
    /// <param name="width">Elements of a row of B.</param>
    /// <param name="start">The strip's first element of the start.</param>
    /// <param name="c">The reference to C.</param>
    /// <param name="columns">The strip's first column, in terms of a sum.</param>
    private void PrintTiles(PackedStrip strip, string a, string b, string width, string start, string c, params string[] columns)
    {
        string done = "0";
        foreach ((int tile, string rows) in Tiles(strip.Vectors))
        {
            string after = Address.Sum(done, rows);
            Call(tile, rows, done, tile == 4 && (IsWide || strip.Vectors == 2) ? "tiled" : after);
            done = after;
        }

        if (!IsWide && strip.Vectors == 1)
        {
            // Two rows that are left of sixes: the two before them once more.
            Call(4, "(tiled - eights - fours) * 2", "tiled - 4", "tiled");
        }

        void Call(int tile, string rows, string first, string after)
        {
            string fromA = Address.Of(a, Address.Product(first, Address.Text(_gemm.K)));
            string toC = Address.Of(c, [Address.Product(first, Address.Text(_gemm.N)), .. columns]);
            string behind = strip.IsCut ? Address.Difference("rows", after) : "0";
            writer.Line($"PackedTiles{schedule.Width.Bits}.Rows{tile}Vectors{strip.Vectors}({rows}, {fromA}, {_gemm.K}, 1, {b}, {width}, {_gemm.K}, {_gemm.Block}, {start}, 0, {toC}, {_gemm.N}, {strip.Columns}, {behind});");
        }
    }

    private List<(int Tile, string Rows)> Tiles(int vectors) => (IsWide, vectors) switch
    {
        (true, 1) => [(12, "twelves"), (4, "tiled - twelves")],
        (true, _) => [(8, "eights"), (4, "tiled - eights")],
        (false, 1) => [(8, "eights"), (4, "fours")],
        (false, _) => [(6, "sixes"), (4, "tiled - sixes")],
    };
}
