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
        HashSet<int> groups = [];
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
                writer.Line($"V a{k} = {Factor(k)};");
                for (int v = 0; v < panel.Vectors; v++)
                {
                    string sum = Sum(chain, v);
                    writer.Line($"{sum} = I.Fma(a{k}, ref {operands.B}, {(k * panel.Width) + (v * element.Lanes)}, {sum});");
                }
            }
        }

        EmitEnd(writer, panel, $"ref {operands.C}", "0", panel.HasTail ? panel.Tail : element.Lanes);

        string Factor(int k)
        {
            if (!plan.UsesGroups)
            {
                return $"I.Broadcast(ref {operands.A}, {k})";
            }

            // The last group overlaps the one before it rather than reach past the row.
            int size = plan.Storage.Group;
            int group = k / size;
            int start = Math.Min(group * size, plan.Terms - size);
            if (groups.Add(group))
            {
                writer.Line($"V g{group} = I.LoadGroup(ref {operands.A}, {start});");
            }

            return $"I.Pick(g{group}, {k - start})";
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
        int size = plan.Storage.Group;
        int together = panel.Blocks.Min(block => block.Length) / size * size;
        if (plan.UsesGroups && together > 0)
        {
            using (together > size ? writer.Block($"for (nint k = 0; k < {together}; k += {size})") : writer.Block())
            {
                string ak = operands.A;
                string bk = b;
                if (together > size)
                {
                    ak = "ak";
                    bk = "bk";
                    writer.Line($"ref {t} ak = ref Unsafe.Add(ref {operands.A}, k), bk = ref Unsafe.Add(ref {b}, {Address.Product("k", Address.Text(panel.Width))});");
                }

                EmitGroups(writer, panel, ak, bk, 0, Enumerable.Range(0, panel.Chains));
            }
        }
        else
        {
            together = 0;
        }

        // What the blocks have beyond their common length: another group of the first ones, single elements of the last.
        foreach (int chain in Enumerable.Range(0, panel.Chains).Where(chain => panel.Blocks[chain].Length >= together + size && plan.UsesGroups))
        {
            for (int k = together; k + size <= panel.Blocks[chain].Length; k += size)
            {
                using (writer.Block())
                {
                    EmitGroups(writer, panel, operands.A, b, k, [chain]);
                }
            }
        }

        for (int chain = 0; chain < panel.Chains; chain++)
        {
            TermBlock block = panel.Blocks[chain];
            for (int k = plan.UsesGroups ? block.Length / size * size : 0; k < block.Length; k++)
            {
                int term = block.Start + k;
                writer.Line(steps.Call($"I.Broadcast(ref {operands.A}, {term})", b, Address.Text(term * panel.Width), Sums(panel, chain)));
            }
        }

        EmitEnd(writer, panel, Address.Of(operands.C, column), column, panel.HasTail ? panel.Tail : element.Lanes);
    }

    /// <summary>One group of each block: first all loads, then term after term, the blocks in turn.</summary>
    private void EmitGroups(SourceWriter writer, PanelPlan panel, string a, string b, int first, IEnumerable<int> chains)
    {
        int[] all = [.. chains];
        writer.Line("V " + string.Join(", ", all.Select(chain => $"g{chain} = I.LoadGroup(ref {a}, {panel.Blocks[chain].Start + first})")) + ";");
        for (int e = 0; e < element.Lanes / 2; e++)
        {
            foreach (int chain in all)
            {
                writer.Line(steps.Call($"I.Pick(g{chain}, {e})", b, Address.Text((panel.Blocks[chain].Start + first + e) * panel.Width), Sums(panel, chain)));
            }
        }
    }

    private void EmitStart(SourceWriter writer, PanelPlan panel, (string Name, string Offset)? start)
    {
        for (int chain = 0; chain < panel.Chains; chain++)
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => chain == 0 && start is { } from
                ? $"{Sum(chain, v)} = I.Load(ref {from.Name}, {Address.Sum(from.Offset, Address.Text(v * element.Lanes))})"
                : $"{Sum(chain, v)} = I.Zero")) + ";");
        }
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
