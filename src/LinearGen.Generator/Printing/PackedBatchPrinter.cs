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

    /// <summary>The strips of the columns beyond those. They come first: where their vectors reach behind a row, whole groups are written afterwards.</summary>
    private IEnumerable<PackedStrip> LastStrips => PackedStrip.Of(_gemm.N - WholeColumns, _lanes);

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
        bool hasSingles = LastStrips.Any(static strip => strip.Vectors == 1);
        if (IsWide)
        {
            writer.Line("nint eights = tiled / 8 * 8;");
            writer.Line("nint twelves = tiled / 12 * 12, others = (tiled - twelves) / 8 * 8;", hasSingles);
        }
        else
        {
            // Tiles of four rows have too few sums for the shifts and masks between them: of eight rows two are left to the kernel of a single row.
            writer.Line("nint sixes = rows / 6 * 6;");
            writer.Line("tiled = sixes + (rows - sixes) / 4 * 4;");
            writer.Line("nint eights = rows / 8 * 8, fours = (rows - eights) / 4 * 4;", hasSingles);
        }

        Place last = new(a, b, _layout.Start(WholeColumns), b, _layout.BiasStart + WholeColumns, c, Address.Text(WholeColumns), Address.Text(_layout.RowLength(WholeColumns)));
        foreach (PackedStrip strip in LastStrips)
        {
            PrintStrip(last, strip);
        }

        PrintWholeGroups(a, b, c);
        if (pass is not null)
        {
            writer.Line(pass(schedule.Width.Bits));
        }
    }

    /// <summary>The groups that rows fill: with 512 bits two at a time.</summary>
    private void PrintWholeGroups(string a, string b, string c)
    {
        int piece = Math.Min(WholeColumns, IsWide ? 2 * Group : Group);
        int whole = WholeColumns / piece * piece;
        if (whole > piece)
        {
            int panel = _layout.PanelColumns;
            int full = whole / panel * panel;
            using (writer.Block($"for (nint j = 0; j < {whole}; j += {piece})"))
            {
                bool isMixed = full > 0 && whole > full && _layout.RowLength(full) != _layout.RowLength(0);
                writer.Line($"nint width = j < {full} ? {_layout.RowLength(0)} : {_layout.RowLength(full)};", isMixed);

                // A panel's first element lies K times half its first column behind B's; within the panel, 32 columns are 16 elements.
                string start = whole <= panel || _gemm.K == 1 ? "j / 2" : $"j / {panel} * {(long)_layout.RowLength(0) * (_gemm.K - 1)} + j / 2";
                writer.Line($"ref {keyword} bj = {Address.Of(b, start)}, sj = {Address.Of(b, "j", Address.Text(_layout.BiasStart))};");
                PrintGroups(new(a, "bj", 0, "sj", 0, c, "j", isMixed ? "width" : Address.Text(_layout.RowLength(0))), piece / Group);
            }
        }
        else
        {
            whole = 0;
        }

        for (int column = whole; column < WholeColumns; column += piece)
        {
            PrintGroups(
                new(a, b, _layout.Start(column), b, _layout.BiasStart + column, c, Address.Text(column), Address.Text(_layout.RowLength(column))),
                Math.Min(piece, WholeColumns - column) / Group);
        }
    }

    private void PrintGroups(Place place, int groups)
    {
        if (groups == 1)
        {
            foreach (PackedStrip strip in PackedStrip.Of(Group, _lanes))
            {
                PrintStrip(place, strip);
            }

            return;
        }

        for (int group = 0; group < groups; group++)
        {
            PackedStrip strip = new(0, 2, Group, IsCut: false);
            PrintTile(place.Group(group), strip, 8, "eights", "0", "eights");
        }

        PrintTile(place, new(0, 2 * groups, groups * Group, IsCut: false), 4, "tiled - eights", "eights", "tiled");
    }

    /// <summary>One strip: each tile over the rows that it fits into.</summary>
    private void PrintStrip(Place place, PackedStrip strip)
    {
        string done = "0";
        foreach ((int tile, string rows) in Tiles(strip.Vectors))
        {
            bool isLast = tile == 4 && (IsWide || strip.Vectors == 2);
            string after = isLast ? "tiled" : Address.Sum([.. done == "0" ? Array.Empty<string>() : [done], rows]);
            PrintTile(place, strip, tile, rows, done, after);
            done = after;
        }

        if (!IsWide && strip.Vectors == 1)
        {
            // Two rows of the sixes that are left, with the two before them once more.
            PrintTile(place, strip, 4, "4", "tiled - 4", "tiled", "if (eights + fours < tiled) ");
        }
    }

    private void PrintTile(Place place, PackedStrip strip, int tile, string rows, string first, string after, string condition = "")
    {
        string fromA = Address.Of(place.A, Address.Product(first, Address.Text(_gemm.K)));
        string fromB = Address.Of(place.B, Address.Text(place.FirstB + strip.Column));
        string start = Address.Of(place.Start, Address.Text(place.FirstStart + strip.Column));
        string toC = Address.Of(place.C, Address.Product(first, Address.Text(_gemm.N)), place.Column, Address.Text(place.Columns + strip.Column));
        string behind = strip.IsCut ? Address.Difference("rows", after) : "0";
        writer.Line($"{condition}PackedTiles{schedule.Width.Bits}.Rows{tile}Vectors{strip.Vectors}({rows}, {fromA}, {_gemm.K}, 1, {fromB}, {place.Width}, {_gemm.K}, {_gemm.Block}, {start}, 0, {toC}, {_gemm.N}, {strip.Columns}, {behind});");
    }

    /// <summary>The tiles over a strip, the greatest first, and how many rows each takes.</summary>
    private List<(int Tile, string Rows)> Tiles(int vectors) => (IsWide, vectors) switch
    {
        (true, 1) => [(12, "twelves"), (8, "others"), (4, "tiled - twelves - others")],
        (true, _) => [(8, "eights"), (4, "tiled - eights")],
        (false, 1) => [(8, "eights"), (4, "fours")],
        (false, _) => [(6, "sixes"), (4, "tiled - sixes")],
    };

    /// <summary>Where a group of columns lies.</summary>
    /// <param name="A">The reference to A.</param>
    /// <param name="B">A reference to B.</param>
    /// <param name="FirstB">The group's first element of B behind it.</param>
    /// <param name="Start">A reference to the start.</param>
    /// <param name="FirstStart">The group's first element of the start behind it.</param>
    /// <param name="C">The reference to C.</param>
    /// <param name="Column">The group's first column.</param>
    /// <param name="Width">Elements of a row of B.</param>
    private sealed record Place(string A, string B, long FirstB, string Start, long FirstStart, string C, string Column, string Width)
    {
        /// <summary>Columns behind the first.</summary>
        public int Columns { get; init; }

        /// <summary>A group further on.</summary>
        public Place Group(int number) => this with
        {
            FirstB = FirstB + (number * PackedLayout.Apart),
            FirstStart = FirstStart + (number * PackedLayout.Group),
            Columns = number * PackedLayout.Group,
        };
    }
}
