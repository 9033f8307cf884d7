using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes a product for a single row: all vectors of a panel at once, and where those are too few to keep the multiply-add
/// units busy, several partial sums of each. The text stands in the kernel itself: what is called from it, the JIT inlines
/// only within a budget.
/// </summary>
internal sealed class RowEmitter(Element element, StepMethods steps)
{
    /// <summary>Writes the row's text.</summary>
    public void Emit(SourceWriter writer, Operands operands)
    {
        if (operands.Plan.IsStraightLine)
        {
            EmitStraightLine(writer, operands);
            return;
        }

        foreach (PanelPlan panel in operands.Plan.Panels)
        {
            if (panel.Count > 1)
            {
                using (writer.Block($"for (nint column = 0; column < {panel.Count * panel.Width}; column += {panel.Width})"))
                {
                    EmitPanel(writer, operands, panel, "column");
                }

                continue;
            }

            using (writer.Block())
            {
                EmitPanel(writer, operands, panel, Address.Text(panel.FirstColumn));
            }
        }
    }

    private static string Sum(int chain, int vector) => $"c{chain}{vector}";

    private static string[] Sums(PanelPlan panel, int chain) => [.. Enumerable.Range(0, panel.Vectors).Select(v => Sum(chain, v))];

    private void EmitStraightLine(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        EmitStart(writer, panel, operands.HasStart ? (operands.B, Address.Text(plan.Storage.BiasStart)) : null);
        HashSet<int> pairs = [];
        int longest = panel.Blocks.Max(block => block.Length);
        for (int step = 0; step < longest; step++)
        {
            // Neighbouring lines belong to different sums, so that none waits for the one before it.
            for (int chain = 0; chain < panel.Chains; chain++)
            {
                TermBlock block = panel.Blocks[chain];
                if (step >= block.Length)
                {
                    continue;
                }

                int k = block.Start + step;
                writer.Line(steps.Call(Factor(k), operands.B, Address.Text(k * panel.Width), Sums(panel, chain)));
            }
        }

        EmitEnd(writer, panel, $"ref {operands.C}", "0", panel.HasTail ? panel.Tail : element.Lanes);

        string Factor(int k)
        {
            if (!plan.UsesPairs)
            {
                return $"I.Broadcast(ref {operands.A}, {k})";
            }

            // The last pair overlaps the one before it rather than reach past the row.
            int pair = k / 2;
            int start = Math.Min(pair * 2, plan.Terms - 2);
            if (pairs.Add(pair))
            {
                writer.Line($"V p{pair} = I.LoadPair(ref {operands.A}, {start});");
            }

            return $"I.Pick(p{pair}, {k - start})";
        }
    }

    private void EmitPanel(SourceWriter writer, Operands operands, PanelPlan panel, string column)
    {
        ProductPlan plan = operands.Plan;
        string t = element.Keyword;
        string b = operands.B;
        string offset = Address.Product(column, Address.Text(plan.Terms));
        if (offset != "0")
        {
            b = "panel";
            writer.Line($"ref {t} panel = {Address.Of(operands.B, offset)};");
        }

        EmitStart(writer, panel, (operands.B, Address.Sum(column, Address.Text(plan.Storage.BiasStart))));
        const int turn = CodeBudget.TermsPerTurn;
        int together = panel.Blocks.Min(block => block.Length) / turn * turn;
        if (together > turn)
        {
            using (writer.Block($"for (nint k = 0; k < {together}; k += {turn})"))
            {
                writer.Line($"ref {t} ak = ref Unsafe.Add(ref {operands.A}, k), bk = ref Unsafe.Add(ref {b}, {Address.Product("k", Address.Text(panel.Width))});");
                EmitTerms(writer, operands, panel, "ak", "bk", 0, turn);
            }
        }

        // What the blocks have beyond the loop.
        EmitTerms(writer, operands, panel, operands.A, b, together > turn ? together : 0, panel.Blocks.Max(block => block.Length));
        EmitEnd(writer, panel, Address.Of(operands.C, column), column, panel.HasTail ? panel.Tail : element.Lanes);
    }

    /// <summary>Some terms of each block, as far as it has them: the blocks in turn, so that none waits for the line before it.</summary>
    private void EmitTerms(SourceWriter writer, Operands operands, PanelPlan panel, string a, string b, int first, int end)
    {
        bool usesPairs = operands.Plan.UsesPairs;
        for (int k = first; k < end; k++)
        {
            for (int chain = 0; chain < panel.Chains; chain++)
            {
                TermBlock block = panel.Blocks[chain];
                if (k >= block.Length)
                {
                    continue;
                }

                bool isPaired = usesPairs && ((k - first) % 2 == 1 || k + 1 < Math.Min(block.Length, end));
                if (isPaired && (k - first) % 2 == 0)
                {
                    writer.Line($"V p{chain}_{k} = I.LoadPair(ref {a}, {block.Start + k});");
                }

                string factor = isPaired
                    ? $"I.Pick(p{chain}_{k - ((k - first) % 2)}, {(k - first) % 2})"
                    : $"I.Broadcast(ref {a}, {block.Start + k})";
                writer.Line(steps.Call(factor, b, Address.Text((block.Start + k) * panel.Width), Sums(panel, chain)));
            }
        }
    }

    private void EmitStart(SourceWriter writer, PanelPlan panel, (string Name, string Offset)? start)
    {
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Chains).SelectMany(chain => Enumerable.Range(0, panel.Vectors).Select(v => chain == 0 && start is { } from
            ? $"{Sum(chain, v)} = I.Load(ref {from.Name}, {Address.Sum(from.Offset, Address.Text(v * element.Lanes))})"
            : $"{Sum(chain, v)} = I.Zero"))) + ";");
    }

    private void EmitEnd(SourceWriter writer, PanelPlan panel, string destination, string column, int last)
    {
        for (int chain = 1; chain < panel.Chains; chain++)
        {
            for (int v = 0; v < panel.Vectors; v++)
            {
                writer.Line($"{Sum(0, v)} = I.Add({Sum(0, v)}, {Sum(chain, v)});");
            }
        }

        string target = destination;
        if (column != "0")
        {
            target = "ref end";
            writer.Line($"ref {element.Keyword} end = {destination};");
        }

        for (int v = 0; v < panel.Vectors; v++)
        {
            writer.Line(v == panel.Vectors - 1 && last < element.Lanes
                ? $"I.StoreFirst({Sum(0, v)}, {target}, {v * element.Lanes}, {last});"
                : $"I.Store({Sum(0, v)}, {target}, {v * element.Lanes});");
        }
    }
}
