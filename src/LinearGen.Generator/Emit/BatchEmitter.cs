using System.Globalization;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes a product for several rows at once: in tiles, or, where all of B fits into registers, row after row. Every sum is
/// formed in the order that <see cref="RowEmitter"/> gives it.
/// </summary>
internal sealed class BatchEmitter(Element element, TileShapes shapes)
{
    /// <summary>Writes the calls for <c>tiled</c> rows, which is a multiple of the tile's rows.</summary>
    public void EmitTiles(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        foreach (PanelPlan panel in plan.Panels)
        {
            if (panel.Count > 1)
            {
                using (writer.Block($"for (nint column = 0; column < {panel.Count * panel.Width}; column += {panel.Width})"))
                {
                    EmitPanel(panel, "column");
                }
            }
            else
            {
                EmitPanel(panel, Address.Text(panel.FirstColumn));
            }
        }

        void EmitPanel(PanelPlan panel, string column)
        {
            // Of a long sum, as many terms at a time as leave the matrix's part in the nearest cache; the sums go on from C.
            bool isLong = panel.Chains == 1 && plan.Terms > CodeBudget.TermsInCache;
            string from = isLong ? "k" : "0";
            string to = isLong ? $"Math.Min(k + {CodeBudget.TermsInCache}, {plan.Terms})" : Address.Text(plan.Terms);
            if (isLong)
            {
                using (writer.Block($"for (nint k = 0; k < {plan.Terms}; k += {CodeBudget.TermsInCache})"))
                {
                    writer.Line($"nint end = {to};");
                    to = "end";
                    EmitTiles();
                }
            }
            else
            {
                EmitTiles();
            }

            void EmitTiles()
            {
                foreach ((int vectors, int first, int columns, int last) in panel.Tiles(element.Lanes))
                {
                    string offset = Address.Text(first);
                    string b = Address.Of(operands.B, Address.Product(column, Address.Text(plan.Terms)), offset);
                    string start = Address.Of(operands.B, column, offset, Address.Text(plan.Storage.BiasStart));
                    string c = Address.Of(operands.C, column, offset);
                    string shape = shapes.Name(plan.Terms, 1, panel.Width, 0, plan.Columns, panel.Chains > 1 ? panel.Blocks[0].Length : 0);
                    writer.Line($"RowTiles<V, I, {element.Keyword}>.Tiles{panel.TileRows}x{vectors}<{shape}, AllLanes, {element.Count(last)}>"
                        + $"(ref {operands.A}, {b}, {start}, {c}, tiled, {columns}, {from}, {to}, {to});");
                }
            }
        }
    }

    /// <summary>
    /// Writes the loop over <c>rows</c> rows with B in registers. As long as rows follow, a row's last vector is stored in whole:
    /// what it writes behind the row, the next rows overwrite.
    /// </summary>
    public void EmitResident(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        for (int k = 0; k < plan.Terms; k++)
        {
            writer.Line(Declare(v => $"b{k}{v} = I.Load(ref {operands.B}, {(k * panel.Width) + (v * element.Lanes)})"));
        }

        if (operands.HasStart)
        {
            writer.Line(Declare(v => $"start{v} = I.Load(ref {operands.B}, {plan.Storage.BiasStart + (v * element.Lanes)})"));
        }

        if (plan.RowsPerTurn > 1)
        {
            using (writer.Block($"for (; rows >= {plan.RowsPerTurn + plan.RowsPerStore - 1}; rows -= {plan.RowsPerTurn})"))
            {
                for (int row = 0; row < plan.RowsPerTurn; row++)
                {
                    EmitRow(row, $"I.StoreFirst({{0}}, ref {operands.C}, {{1}}, {panel.SpilledLanes(element.Lanes)});");
                }

                EmitAdvance(plan.RowsPerTurn);
            }
        }

        using (writer.Block("for (; rows > 0; rows--)"))
        {
            string exact = $"I.StoreFirst({{0}}, ref {operands.C}, {{1}}, {panel.Tail});";
            EmitRow(0, !panel.HasTail ? null : plan.RowsPerTurn > 1
                ? exact
                : $"if (rows >= {plan.RowsPerStore}) I.StoreFirst({{0}}, ref {operands.C}, {{1}}, {panel.SpilledLanes(element.Lanes)});\nelse {exact}");
            EmitAdvance(1);
        }

        string Declare(Func<int, string> text) => "V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(text)) + ";";

        void EmitRow(int row, string? storeOfTail)
        {
            string r = Address.Text(row);
            for (int chain = 0; chain < panel.Chains; chain++)
            {
                writer.Line(Declare(v => $"c{r}{chain}{v} = {(chain == 0 && operands.HasStart ? $"start{v}" : "I.Zero")}"));
            }

            int longest = panel.Blocks.Max(block => block.Length);
            for (int step = 0; step < longest; step++)
            {
                for (int chain = 0; chain < panel.Chains; chain++)
                {
                    if (step >= panel.Blocks[chain].Length)
                    {
                        continue;
                    }

                    int k = panel.Blocks[chain].Start + step;
                    writer.Line($"V a{r}{k} = I.Broadcast(ref {operands.A}, {(row * plan.Terms) + k});");
                    for (int v = 0; v < panel.Vectors; v++)
                    {
                        writer.Line($"c{r}{chain}{v} = I.Fma(a{r}{k}, b{k}{v}, c{r}{chain}{v});");
                    }
                }
            }

            for (int chain = 1; chain < panel.Chains; chain++)
            {
                for (int v = 0; v < panel.Vectors; v++)
                {
                    writer.Line($"c{r}0{v} = I.Add(c{r}0{v}, c{r}{chain}{v});");
                }
            }

            for (int v = 0; v < panel.Vectors; v++)
            {
                int offset = (row * plan.Columns) + (v * element.Lanes);
                writer.Line(v == panel.Vectors - 1 && panel.HasTail && storeOfTail is not null
                    ? string.Format(CultureInfo.InvariantCulture, storeOfTail, $"c{r}0{v}", offset)
                    : $"I.Store(c{r}0{v}, ref {operands.C}, {offset});");
            }
        }

        void EmitAdvance(int rows)
        {
            writer.Line($"{operands.A} = ref Unsafe.Add(ref {operands.A}, {rows * plan.Terms});");
            writer.Line($"{operands.C} = ref Unsafe.Add(ref {operands.C}, {rows * plan.Columns});");
        }
    }
}
