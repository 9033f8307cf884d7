using System.Globalization;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes products in the row-tile schedule: the loops over panels, rows and columns around the tiles, and the tiles
/// that those loops need, each once.
/// </summary>
internal sealed class RowProductEmitter(LayerPlan plan, Element element)
{
    /// <summary>The number of rows, as kernels call it.</summary>
    private const string Rows = "rows";

    private readonly List<RowTile> _tiles = CollectTiles(plan);
    private readonly List<RowChains> _rows = CollectRows(plan);
    private readonly HashSet<string> _called = [];

    /// <summary>Writes the tile methods that the loops written so far call.</summary>
    public void EmitTiles(SourceWriter writer)
    {
        foreach (RowTile tile in _tiles.Where(tile => _called.Contains(tile.Name)))
        {
            tile.Emit(writer, element);
            writer.Line();
        }

        foreach (RowChains row in _rows.Where(row => _called.Contains(row.Name)))
        {
            row.Emit(writer, element);
            writer.Line();
        }
    }

    /// <summary>Writes the loops of a product.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="product">The operands.</param>
    public void EmitLoops(SourceWriter writer, RowProduct product)
    {
        if (product.ColumnSums is not null)
        {
            writer.Line($"{element.Keyword} one = 1; // db is the same product with a row of ones in the place of Xᵀ.");
        }

        foreach (PanelPlan panel in plan.Panels)
        {
            if (plan.Panels.Count == 1 && panel.Count == 1)
            {
                EmitPanel(writer, product, panel, "0");
            }
            else if (panel.Count == 1)
            {
                writer.Line($"// Columns {panel.FirstColumn} to {Math.Min(plan.Out, panel.FirstColumn + panel.Width) - 1}.");
                using (writer.Block())
                {
                    EmitPanel(writer, product, panel, Address.Text(panel.FirstColumn));
                }
            }
            else
            {
                using (writer.Block($"for (nint column = 0; column < {panel.Count * panel.Width}; column += {panel.Width})"))
                {
                    EmitPanel(writer, product, panel, "column");
                }
            }
        }
    }

    private static List<RowTile> CollectTiles(LayerPlan plan)
    {
        List<RowTile> tiles = [];
        foreach (PanelPlan panel in plan.Panels)
        {
            bool continues = panel.Chains > 1 && !plan.IsStraightLine;
            Add(panel.TileRows, panel.TiledVectors > 0 ? panel.TileVectors : 0, false, continues);
            Add(panel.TileRows, panel.RestVectors, panel.HasTail, continues);
        }

        return tiles;

        // Two uses of one size share a method that can do what either needs.
        void Add(int rows, int vectors, bool hasTail, bool continues)
        {
            if (vectors == 0)
            {
                return;
            }

            int known = tiles.FindIndex(tile => tile.Rows == rows && tile.Vectors == vectors);
            if (known < 0)
            {
                tiles.Add(new RowTile(rows, vectors, hasTail, plan.IsStraightLine, continues));
                return;
            }

            tiles[known] = tiles[known] with { HasTail = tiles[known].HasTail || hasTail, Continues = tiles[known].Continues || continues };
        }
    }

    private static List<RowChains> CollectRows(LayerPlan plan)
    {
        List<RowChains> rows = [];
        foreach (PanelPlan panel in plan.Panels)
        {
            RowChains row = new(panel.Vectors, plan.IsStraightLine ? 1 : panel.Chains, panel.HasTail, plan.IsStraightLine);
            int known = rows.FindIndex(other => other.Vectors == row.Vectors);
            if (known < 0)
            {
                rows.Add(row);
            }
            else
            {
                rows[known] = rows[known] with { HasTail = rows[known].HasTail || row.HasTail };
            }
        }

        return rows;
    }

    private void EmitPanel(SourceWriter writer, RowProduct product, PanelPlan panel, string column)
    {
        string m = product.Index;
        PanelNames names = new(
            Declare(writer, product.B, "b", column),
            product.Start == product.C ? null : Declare(writer, product.Start, "start", column),
            Declare(writer, product.C, "c", column));

        int tiled = (product.M ?? 0) / panel.TileRows * panel.TileRows;
        bool hasTiles = product.M is null || tiled > 0;
        bool hasRows = product.M is null || tiled < product.M;
        if (hasTiles && hasRows)
        {
            writer.Line($"nint {m} = 0;");
        }

        if (hasTiles)
        {
            string condition = product.M is null ? $"{m} + {panel.TileRows} <= {Rows}" : $"{m} < {tiled}";
            using (writer.Block($"for ({(hasRows ? "" : $"nint {m} = 0")}; {condition}; {m} += {panel.TileRows})"))
            {
                EmitColumns(writer, product, panel, names);
            }
        }

        if (hasRows)
        {
            using (writer.Block($"for ({(hasTiles ? "" : $"nint {m} = 0")}; {m} < {product.M?.ToString(CultureInfo.InvariantCulture) ?? Rows}; {m}++)"))
            {
                writer.Line(RowCall(product, panel, names));
            }
        }

        if (product.ColumnSums is { } sums)
        {
            PanelNames sumNames = names with { C = Declare(writer, sums, "db", column) };
            writer.Line(RowCall(product with { Index = "0", A = ("one", "0", "0"), Start = sums, C = sums }, panel, sumNames));
        }
    }

    private void EmitColumns(SourceWriter writer, RowProduct product, PanelPlan panel, PanelNames names)
    {
        int step = panel.TileVectors * element.Lanes;
        int end = panel.TiledVectors * element.Lanes;
        if (end > step)
        {
            using (writer.Block($"for (nint j = 0; j < {end}; j += {step})"))
            {
                EmitTileCall(writer, product, panel, names, panel.TileVectors, "j", isLast: false);
            }
        }
        else if (end > 0)
        {
            EmitTileCall(writer, product, panel, names, panel.TileVectors, "0", isLast: false);
        }

        if (panel.RestVectors > 0)
        {
            EmitTileCall(writer, product, panel, names, panel.RestVectors, Address.Text(end), isLast: true);
        }
    }

    private void EmitTileCall(SourceWriter writer, RowProduct product, PanelPlan panel, PanelNames names, int vectors, string j, bool isLast)
    {
        if (product.SumsOverRows || panel.Chains == 1)
        {
            writer.Line(TileCall(product, panel, names, vectors, j, isLast, "0", product.SumsOverRows ? Rows : Address.Text(plan.In), "true"));
            return;
        }

        // The blocks of the partial sums one after another; what one block leaves in C, the next one adds to.
        int length = panel.ChainLength;
        int lastStart = (panel.Chains - 1) * length;
        int lastLength = plan.In - lastStart;
        using (writer.Block($"for (nint k = 0; k <= {lastStart}; k += {length})"))
        {
            string steps = lastLength == length ? Address.Text(length) : $"k < {lastStart} ? {length} : {lastLength}";
            writer.Line(TileCall(product, panel, names, vectors, j, isLast, "k", steps, "k == 0"));
        }
    }

    private string TileCall(RowProduct product, PanelPlan panel, PanelNames names, int vectors, string j, bool isLast, string k, string steps, string first)
    {
        RowTile tile = _tiles.Find(candidate => candidate.Rows == panel.TileRows && candidate.Vectors == vectors);
        _called.Add(tile.Name);
        string m = product.Index;
        string cRow = product.C.Stride(panel);
        string startRow = product.Start.Stride(panel);
        string bStep = product.B.Stride(panel);
        string bLast = tile.HasTail ? $"{(isLast ? product.B.Last(panel, element) : element.Lanes)}, " : "";
        string cLast = tile.CutsC ? $", {(isLast ? product.C.Last(panel, element) : element.Lanes)}" : "";
        return $"{tile.Name}({Address.Of(product.A.Name, Address.Product(m, product.A.Row), Address.Product(k, product.A.Step))}, {product.A.Row}, {product.A.Step}, "
            + $"{Address.Of(names.B, Address.Product(k, bStep), j)}, {bStep}, {bLast}{steps}, "
            + (tile.InPlace ? "" : $"{Address.Of(names.Start ?? names.C, Address.Product(m, startRow), j)}, {startRow}, ")
            + $"{Address.Of(names.C, Address.Product(m, cRow), j)}, {cRow}{cLast}{(tile.Continues ? ", " + first : "")});";
    }

    private string RowCall(RowProduct product, PanelPlan panel, PanelNames names)
    {
        RowChains row = _rows.Find(candidate => candidate.Vectors == panel.Vectors);
        _called.Add(row.Name);
        string m = product.Index;
        string bLast = row.HasTail ? $"{product.B.Last(panel, element)}, " : "";
        string cLast = row.CutsC ? $", {product.C.Last(panel, element)}" : "";
        string steps = (product.SumsOverRows, row.Chains) switch
        {
            (false, 1) => Address.Text(plan.In),
            (false, _) => $"{panel.ChainLength}, {plan.In - (panel.Chains * panel.ChainLength)}",
            (true, 1) => Rows,
            (true, _) => $"{Rows} / {row.Chains}, {Rows} % {row.Chains}",
        };
        string start = row.InPlace ? "" : Address.Of(names.Start ?? names.C, Address.Product(m, product.Start.Stride(panel))) + ", ";
        return $"{row.Name}({Address.Of(product.A.Name, Address.Product(m, product.A.Row))}, {product.A.Step}, ref {names.B}, {product.B.Stride(panel)}, "
            + $"{bLast}{steps}, {start}{Address.Of(names.C, Address.Product(m, product.C.Stride(panel)))}{cLast});";
    }

    /// <summary>Declares a reference to a panel of a matrix, unless the matrix's own is as good.</summary>
    private string Declare(SourceWriter writer, Matrix matrix, string name, string column)
    {
        string offset = matrix.PanelOffset(column, plan.In);
        if (offset == "0")
        {
            return matrix.Name;
        }

        writer.Line($"ref {element.Keyword} {name} = {Address.Of(matrix.Name, offset)};");
        return name;
    }

    /// <summary>How the operands are called within a panel; Start is null if it is C.</summary>
    private sealed record PanelNames(string B, string? Start, string C);
}
