using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>Writes dW += Xᵀ·dY and db += 1ᵀ·dY, summing over <c>rows</c> rows of <c>x</c> and <c>dy</c> into <c>dw</c>.</summary>
internal sealed class UpdateEmitter(UpdatePlan plan, StoragePlan storage, Element element, SharedCalls shared, TileShapes shapes)
{
    /// <summary>Writes the update by any number of rows.</summary>
    public void Emit(SourceWriter writer)
    {
        if (plan.IsResident)
        {
            EmitResident(writer, plan.Panels[0]);
            return;
        }

        // Rows in blocks that stay in the nearest cache while all tiles pass over them.
        writer.Line($"{element.Keyword} one = 1; // db is another line, with 1 in the place of x.", plan.HasBias);
        int block = plan.IsPacked ? 2 * CodeBudget.UpdateRows : CodeBudget.UpdateRows;
        writer.Line($"nint block = rows <= {2 * CodeBudget.UpdateRows} ? rows : {block};");
        using (writer.Block("for (nint row = 0; row < rows; row += block)"))
        {
            writer.Line("nint count = Math.Min(block, rows - row);");
            writer.Line($"ref {element.Keyword} xr = {Address.Of("x", Address.Product("row", Address.Text(plan.Inputs)))}, dyr = {Address.Of("dy", Address.Product("row", Address.Text(plan.Outputs)))};");
            foreach (PanelPlan panel in plan.Panels)
            {
                if (panel.Count > 1)
                {
                    using (writer.Block($"for (nint column = 0; column < {panel.Count * panel.Width}; column += {panel.Width})"))
                    {
                        EmitPanel(writer, panel, "column");
                    }
                }
                else
                {
                    EmitPanel(writer, panel, Address.Text(panel.FirstColumn));
                }
            }
        }
    }

    /// <summary>Writes the update by a single row: in place for a small layer, where a call would cost as much as the work.</summary>
    public void EmitRow(SourceWriter writer)
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            if (panel.Count > 1)
            {
                using (writer.Block($"for (nint column = 0; column < {panel.Count * panel.Width}; column += {panel.Width})"))
                {
                    EmitRow(writer, panel, "column");
                }
            }
            else
            {
                EmitRow(writer, panel, Address.Text(panel.FirstColumn));
            }
        }
    }

    private void EmitRow(SourceWriter writer, PanelPlan panel, string column)
    {
        int last = panel.HasTail ? panel.Tail : element.Lanes;
        bool inPlace = plan.IsStraightLine;
        if (inPlace || plan.HasBias)
        {
            EmitLoads(writer, panel, column, last);
        }

        // db first: no vector is kept while another method works.
        for (int v = 0; plan.HasBias && v < panel.Vectors; v++)
        {
            string offset = Address.Sum(column, Address.Text(storage.BiasStart + (v * element.Lanes)));
            writer.Line($"I.Store(I.Add(I.Load(ref dw, {offset}), {Loaded(panel, v)}), ref dw, {offset});");
        }

        if (!inPlace)
        {
            string add = shared.Name("RowUpdates", $"Add<{element.Count(last)}>", "RowUpdateMethod");
            writer.Line($"{add}(ref x, {Address.Of("dy", column)}, "
                + $"{Address.Of("dw", Address.Product(column, Address.Text(plan.Inputs)))}, {plan.Inputs}, {panel.Vectors});");
            return;
        }

        string loaded = string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => Loaded(panel, v)));
        for (int line = 0; line < plan.Inputs; line++)
        {
            writer.Line($"AddLine(I.Broadcast(ref x, {line}), {loaded}, ref dw, {line * panel.Width});");
        }
    }

    /// <summary>Writes the method that a small layer's update by a single row consists of.</summary>
    public void EmitLine(SourceWriter writer)
    {
        if (!plan.IsStraightLine)
        {
            return;
        }

        PanelPlan panel = plan.Panels[0];
        writer.Line();
        writer.Line($"// A line of dW += a·b.{(panel.HasTail ? " Beside the row b is 0, but 0 times infinity is not." : "")}");
        writer.Line("[MethodImpl(Inline)]");
        string vectors = string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => $"V b{v}"));
        using (writer.Block($"static void AddLine(V a, {vectors}, ref {element.Keyword} dw, nint n)"))
        {
            for (int v = 0; v < panel.Vectors; v++)
            {
                string n = Address.Sum("n", Address.Text(v * element.Lanes));
                string sum = $"I.Fma(a, b{v}, I.Load(ref dw, {n}))";
                writer.Line($"I.Store({(v == panel.Vectors - 1 && panel.HasTail ? $"I.First({sum}, {panel.Tail})" : sum)}, ref dw, {n});");
            }
        }
    }

    private void EmitLoads(SourceWriter writer, PanelPlan panel, string column, int last) =>
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => v == panel.Vectors - 1 && last < element.Lanes
            ? $"{Loaded(panel, v)} = I.LoadFirst(ref dy, {Address.Sum(column, Address.Text(v * element.Lanes))}, {last})"
            : $"{Loaded(panel, v)} = I.Load(ref dy, {Address.Sum(column, Address.Text(v * element.Lanes))})")) + ";");

    /// <summary>A vector of dY; panels side by side have names of their own.</summary>
    private static string Loaded(PanelPlan panel, int v) => panel.FirstColumn == 0 ? $"b{v}" : $"d{v}";

    private void EmitPanel(SourceWriter writer, PanelPlan panel, string column)
    {
        string t = element.Keyword;
        int tiled = plan.TiledInputs(panel);
        if (tiled > 0)
        {
            bool isPacked = plan.IsPacked && panel.Vectors == StoragePlan.PanelVectors;
            if (isPacked)
            {
                using (writer.Block($"if (rows > {CodeBudget.PackedRows})"))
                {
                    writer.Line($"{shared.Name("PackedUpdates", "Add", "PackedMethod")}(ref xr, {plan.Inputs}, {Address.Of("dyr", column)}, {plan.Outputs}, {Target(0)}, {tiled}, count, ref gradients.Scratch);");
                }
            }

            using (isPacked ? writer.Block("else") : (SourceWriter.Scope?)null)
            {
                foreach ((int vectors, int first, int columns, int last) in panel.Tiles(element.Lanes))
                {
                    string c = Target(first);
                    string tiles = shared.Name("RowTiles", $"Tiles{panel.TileRows}x{vectors}<{Shape(1)}, {element.Count(last)}, AllLanes>", "TileMethod");
                    writer.Line($"{tiles}(ref xr, {Address.Of("dyr", column, Address.Text(first))}, {c}, {c}, {tiled}, {columns}, 0, count, {Whole(last)});");
                }
            }
        }

        int lastLanes = panel.HasTail ? panel.Tail : element.Lanes;
        string b = Address.Of("dyr", column);
        string end = $"{panel.Vectors}, count, {Whole(lastLanes)}";
        if (plan.Inputs > tiled)
        {
            writer.Line($"{shared.Name("LineSums", $"Add<{Shape(1)}, {element.Count(lastLanes)}>", "LineMethod")}"
                + $"({Address.Of("xr", Address.Text(tiled))}, {b}, {Target(tiled * panel.Width)}, {plan.Inputs - tiled}, {end});");
        }

        if (plan.HasBias)
        {
            writer.Line($"{shared.Name("LineSums", $"Add<{Shape(0)}, {element.Count(lastLanes)}>", "LineMethod")}"
                + $"(ref one, {b}, {Address.Of("dw", column, Address.Text(storage.BiasStart))}, 1, {end});");
        }

        string Shape(int aRow) => shapes.Name(aRow, aRow == 0 ? 0 : plan.Inputs, plan.Outputs, panel.Width, panel.Width, 0, 0);

        string Target(int offset) => Address.Of("dw", Address.Product(column, Address.Text(plan.Inputs)), Address.Text(offset));

        // dY is read in whole vectors, whatever lies behind the row, as long as rows follow.
        string Whole(int last)
        {
            int end = panel.FirstColumn + (panel.Vectors * element.Lanes);
            int spanned = last < element.Lanes ? (end + plan.Outputs - 1) / plan.Outputs : 1;
            return spanned > 1 ? $"rows - row - {spanned - 1}" : "count";
        }
    }

    /// <summary>All lines of dW and db held in registers while the rows pass by.</summary>
    private void EmitResident(SourceWriter writer, PanelPlan panel)
    {
        const string column = "0";
        UpdateBlock block = plan.Resident(panel);
        int last = panel.HasTail ? panel.Tail : element.Lanes;
        ForEachSum((line, v) => writer.Line($"V c0{line}{v} = I.Load({Target(line, v)});"));
        writer.Line("nint row = 0;");
        if (block.Chains > 1)
        {
            // So many rows at once into sums of their own. dY is read in whole vectors, whose lanes behind the row are
            // dropped in the end, as long as rows follow.
            int spanned = ProductPlan.RowsSpanned(panel, plan.Outputs, element.Lanes);
            using (writer.Block($"if (rows >= {block.Chains + spanned - 1})"))
            {
                for (int chain = 1; chain < block.Chains; chain++)
                {
                    int n = chain;
                    writer.Line("V " + string.Join(", ", Sums().Select(sum => $"c{n}{sum.Line}{sum.Vector} = I.Zero")) + ";");
                }

                using (writer.Block($"for (; row + {block.Chains + spanned - 1} <= rows; row += {block.Chains})"))
                {
                    for (int chain = 0; chain < block.Chains; chain++)
                    {
                        EmitRow(chain, panel.SpilledLanes(element.Lanes));
                    }
                }

                for (int chain = 1; chain < block.Chains; chain++)
                {
                    int n = chain;
                    ForEachSum((line, v) => writer.Line($"c0{line}{v} = I.Add(c0{line}{v}, c{n}{line}{v});"));
                }
            }
        }

        using (writer.Block("for (; row < rows; row++)"))
        {
            EmitRow(0, last);
        }

        // The lanes that dY has not got are not zeros here.
        ForEachSum((line, v) => writer.Line(v == panel.Vectors - 1 && panel.HasTail
            ? $"I.Store(I.First(c0{line}{v}, {last}), {Target(line, v)});"
            : $"I.Store(c0{line}{v}, {Target(line, v)});"));

        void EmitRow(int chain, int lanes)
        {
            string suffix = chain == 0 ? "" : Address.Text(chain);
            string outputs = Address.Text(plan.Outputs);
            writer.Line($"ref {element.Keyword} xk{suffix} = {Address.Of("x", Address.Product("row", Address.Text(plan.Inputs)), Address.Text(chain * (long)plan.Inputs))}, "
                + $"bk{suffix} = {Address.Of("dy", Address.Product("row", outputs), Address.Text(chain * (long)plan.Outputs))};");
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => v == panel.Vectors - 1 && lanes < element.Lanes
                ? $"b{chain}{v} = I.LoadFirst(ref bk{suffix}, {v * element.Lanes}, {lanes})"
                : $"b{chain}{v} = I.Load(ref bk{suffix}, {v * element.Lanes})")) + ";");
            for (int line = 0; line < block.Lines; line++)
            {
                bool isBias = block.First + line == plan.Inputs;
                string factor = $"I.Broadcast(ref xk{suffix}, {block.First + line})";
                if (!isBias && panel.Vectors > 1)
                {
                    writer.Line($"V a{chain}{line} = {factor};");
                    factor = $"a{chain}{line}";
                }

                for (int v = 0; v < panel.Vectors; v++)
                {
                    string sum = $"c{chain}{line}{v}";
                    writer.Line(isBias ? $"{sum} = I.Add({sum}, b{chain}{v});" : $"{sum} = I.Fma({factor}, b{chain}{v}, {sum});");
                }
            }
        }

        string Target(int line, int v) => block.First + line == plan.Inputs
            ? $"ref dw, {Address.Sum(column, Address.Text(storage.BiasStart + (v * element.Lanes)))}"
            : $"ref dw, {((block.First + line) * panel.Width) + (v * element.Lanes)}";

        IEnumerable<(int Line, int Vector)> Sums() =>
            Enumerable.Range(0, block.Lines).SelectMany(line => Enumerable.Range(0, panel.Vectors).Select(v => (line, v)));

        void ForEachSum(Action<int, int> action)
        {
            foreach ((int line, int v) in Sums())
            {
                action(line, v);
            }
        }
    }
}
