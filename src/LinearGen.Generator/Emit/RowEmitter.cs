using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes a product for a single row: all vectors of a panel at once, and where those are too few to keep the multiply-add
/// units busy, several partial sums of each. Small layers, and layers inside a network, have the text in the kernel itself: what
/// is called from it, the JIT inlines only within a budget. Larger ones call the runtime.
/// </summary>
internal sealed class RowEmitter(Element element, StepMethods steps, PanelTypes panels, ActivationCalls activations)
{
    /// <summary>Writes the row's text.</summary>
    public void Emit(SourceWriter writer, Operands operands)
    {
        if (operands.Plan.IsStraightLine)
        {
            EmitStraightLine(writer, operands);
            return;
        }

        if (operands.IsInNetwork && !operands.Plan.HasSeveralPanels)
        {
            EmitPanel(writer, operands);
            return;
        }

        foreach (string call in Calls(operands))
        {
            writer.Line(call);
        }
    }

    /// <summary>The runtime's calls that a row consists of, panel after panel.</summary>
    public IEnumerable<string> Calls(Operands operands) => operands.Plan.Panels.Select(panel =>
        $"{panels.Row(operands.Plan, panel, activations.InRegisters(operands))}(ref {operands.A}, ref {operands.B}, ref {operands.C});");

    private static string Sum(int chain, int vector) => $"c{chain}{vector}";

    private static string[] Sums(PanelPlan panel, int chain) => [.. Enumerable.Range(0, panel.Vectors).Select(v => Sum(chain, v))];

    private void EmitStraightLine(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        EmitStart(writer, panel, operands.HasStart ? (operands.B, Address.Text(plan.Storage.BiasStart)) : null);
        HashSet<int> loaded = [];

        // Neighbouring lines belong to different sums, so that none waits for the one before it: to all of them, or, where A
        // takes registers as well, to two.
        int atOnce = operands.AVectors is null ? panel.Chains : Math.Min(panel.Chains, 2);
        for (int first = 0; first < panel.Chains; first += atOnce)
        {
            TermBlock[] blocks = [.. panel.Blocks.Skip(first).Take(atOnce)];
            for (int step = 0; step < blocks.Max(block => block.Length); step++)
            {
                for (int n = 0; n < blocks.Length; n++)
                {
                    if (step < blocks[n].Length)
                    {
                        int k = blocks[n].Start + step;
                        writer.Line(steps.Call(Factor(k), operands.B, Address.Text(k * panel.Width), Sums(panel, first + n)));
                    }
                }
            }
        }

        EmitEnd(writer, panel, operands.C, operands);

        string Factor(int k)
        {
            if (operands.AVectors is { } vectors)
            {
                int lanes = element.Lanes / 2;
                int half = k / lanes;
                if (loaded.Add(half))
                {
                    writer.Line($"V h{half} = I.Half({vectors[half / 2]}, {half % 2});");
                }

                return $"I.PickOfHalf(h{half}, {k % lanes})";
            }

            if (!plan.UsesPairs)
            {
                return $"I.Broadcast(ref {operands.A}, {k})";
            }

            // The last pair overlaps the one before it rather than reach past the row.
            int pair = k / 2;
            int start = Math.Min(pair * 2, plan.Terms - 2);
            if (loaded.Add(pair))
            {
                writer.Line($"V p{pair} = I.LoadPair(ref {operands.A}, {start});");
            }

            return $"I.Pick(p{pair}, {k - start})";
        }
    }

    private void EmitPanel(SourceWriter writer, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        PanelPlan panel = plan.Panels[0];
        (string a, string b) = (operands.A, operands.B);
        EmitStart(writer, panel, (b, Address.Text(plan.Storage.BiasStart)));
        const int turn = CodeBudget.TermsPerTurn;
        int together = panel.Blocks.Min(block => block.Length) / turn * turn;
        if (together > turn)
        {
            using (writer.Block($"for (nint k = 0; k < {together}; k += {turn})"))
            {
                writer.Line($"ref {element.Keyword} ak = ref Unsafe.Add(ref {a}, k), bk = ref Unsafe.Add(ref {b}, {Address.Product("k", Address.Text(panel.Width))});");
                EmitTerms(writer, plan.UsesPairs, panel, "ak", "bk", 0, turn);
            }
        }

        // What the blocks have beyond the loop.
        EmitTerms(writer, plan.UsesPairs, panel, a, b, together > turn ? together : 0, panel.Blocks.Max(block => block.Length));
        EmitEnd(writer, panel, operands.C, operands);
    }

    /// <summary>Some terms of each block, as far as it has them: the blocks in turn, so that none waits for the line before it.</summary>
    private void EmitTerms(SourceWriter writer, bool usesPairs, PanelPlan panel, string a, string b, int first, int end)
    {
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

    /// <param name="operands">The product, if the panel is all of it, so that its sums may be activated.</param>
    private void EmitEnd(SourceWriter writer, PanelPlan panel, string c, Operands? operands)
    {
        for (int chain = 1; chain < panel.Chains; chain++)
        {
            for (int v = 0; v < panel.Vectors; v++)
            {
                writer.Line($"{Sum(0, v)} = I.Add({Sum(0, v)}, {Sum(chain, v)});");
            }
        }

        if (operands is not null && ActivationCalls.IsInRegisters(operands))
        {
            activations.EmitInRegisters(writer, operands, Sums(panel, 0));
        }

        for (int v = 0; v < panel.Vectors; v++)
        {
            writer.Line(operands?.CVectors is { } vectors
                ? $"{vectors[v]} = {Sum(0, v)};"
                : v == panel.Vectors - 1 && panel.HasTail
                ? $"I.StoreFirst({Sum(0, v)}, ref {c}, {v * element.Lanes}, {panel.Tail});"
                : $"I.Store({Sum(0, v)}, ref {c}, {v * element.Lanes});");
        }
    }
}
