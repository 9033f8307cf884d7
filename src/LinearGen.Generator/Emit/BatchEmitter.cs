using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes a product for several rows at once: in tiles, or, where all of B fits into registers, row after row. Every sum is
/// formed in the order that <see cref="RowEmitter"/> gives it.
/// </summary>
internal sealed class BatchEmitter(Element element, PanelTypes panels, ResidentRows residentRows, ActivationCalls activations)
{
    /// <summary>The runtime's calls for <c>rows</c> rows, panel after panel.</summary>
    public IEnumerable<string> Calls(Operands operands) => operands.Plan.Panels.Select(panel =>
        $"{panels.Rows(operands.Plan, panel, activations.InRegisters(operands))}(ref {operands.A}, ref {operands.B}, ref {operands.C}, rows);");

    /// <summary>Writes the calls for <c>tiled</c> rows, which is a multiple of the tile's rows, of a layer whose single rows have their own text.</summary>
    public void EmitTiles(SourceWriter writer, Operands operands)
    {
        PanelPlan panel = operands.Plan.Panels[0];
        writer.Line($"{panels.Tiles(operands.Plan, panel)}(ref {operands.A}, ref {operands.B}, ref {operands.C}, tiled);");
    }

    /// <summary>
    /// Writes the loop over <c>rows</c> rows with B in registers. Where rows follow, a row's last vector is stored in whole: what
    /// it writes behind the row, the next rows overwrite.
    /// </summary>
    public void EmitResident(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        int turn = plan.RowsPerTurn;
        EmitMatrix(writer, operands);
        if (turn > 1)
        {
            using (writer.Block($"for (; rows >= {turn}; rows -= {turn})"))
            {
                for (int row = 0; row < turn; row++)
                {
                    string suffix = Address.Text(row);
                    writer.Line(residentRows.Call(plan, operands.A, row * plan.Terms, suffix));
                    EmitActivation(suffix);
                    EmitStores(suffix, row, row + plan.RowsPerStore);
                }

                EmitAdvance(turn);
            }
        }

        using (writer.Block("for (; rows > 0; rows--)"))
        {
            writer.Line(residentRows.Call(plan, operands.A, 0, ""));
            EmitActivation("");
            EmitStores("", 0, plan.RowsPerStore, turn == 1);
            EmitAdvance(1);
        }

        void EmitActivation(string suffix) =>
            activations.EmitInRegisters(writer, operands, Enumerable.Range(0, panel.Vectors).Select(v => $"c{v}{suffix}"));

        // So many rows must be left for the last vector to be stored in whole.
        void EmitStores(string suffix, int row, int needed, bool mayFollow = true)
        {
            for (int v = 0; v < panel.Vectors; v++)
            {
                int offset = (row * plan.Columns) + (v * element.Lanes);
                int spilled = panel.SpilledLanes(element.Lanes);
                if (v < panel.Vectors - 1 || !panel.HasTail || panel.Tail == spilled)
                {
                    writer.Line(Store(v == panel.Vectors - 1 ? spilled : element.Lanes));
                }
                else if (needed <= turn && turn > 1 && mayFollow)
                {
                    writer.Line(Store(spilled));
                }
                else if (mayFollow)
                {
                    writer.Line($"if (rows >= {needed}) {Store(spilled)}");
                    writer.Line($"else {Store(panel.Tail)}");
                }
                else
                {
                    writer.Line(Store(panel.Tail));
                }

                string Store(int lanes) => lanes < element.Lanes
                    ? $"I.StoreFirst(c{v}{suffix}, ref {operands.C}, {offset}, {lanes});"
                    : $"I.Store(c{v}{suffix}, ref {operands.C}, {offset});";
            }
        }

        void EmitAdvance(int rows)
        {
            writer.Line($"{operands.A} = ref Unsafe.Add(ref {operands.A}, {rows * plan.Terms});");
            writer.Line($"{operands.C} = ref Unsafe.Add(ref {operands.C}, {rows * plan.Columns});");
        }
    }

    /// <summary>Writes a single row with B loaded beforehand.</summary>
    public void EmitResidentRow(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        EmitMatrix(writer, operands);
        writer.Line(residentRows.Call(plan, operands.A, 0, ""));
        activations.EmitInRegisters(writer, operands, Enumerable.Range(0, panel.Vectors).Select(v => $"c{v}"));
        for (int v = 0; v < panel.Vectors; v++)
        {
            writer.Line(v == panel.Vectors - 1 && panel.HasTail
                ? $"I.StoreFirst(c{v}, ref {operands.C}, {v * element.Lanes}, {panel.Tail});"
                : $"I.Store(c{v}, ref {operands.C}, {v * element.Lanes});");
        }
    }

    private void EmitMatrix(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        for (int k = 0; k < plan.Terms; k++)
        {
            writer.Line(Declare(v => $"b{k}{v} = I.Load(ref {operands.B}, {(k * panel.Width) + (v * element.Lanes)})"));
        }

        writer.Line(Declare(v => operands.HasStart
            ? $"start{v} = I.Load(ref {operands.B}, {plan.Storage.BiasStart + (v * element.Lanes)})"
            : $"start{v} = I.Zero"));

        string Declare(Func<int, string> text) => "V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(text)) + ";";
    }
}
