using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes a product of one row in dot form: lanes along the terms, over the transpose of B, whose rows are the columns of the
/// result. Rows of a batch come one after another, so that all round alike.
/// </summary>
internal sealed class DotEmitter(Element element, ActivationCalls activations)
{
    /// <summary>Writes the text.</summary>
    public void Emit(SourceWriter writer, Operands operands)
    {
        DotPlan plan = operands.Plan.Dot!;
        for (int column = 0; column < plan.Columns; column++)
        {
            int j = column;
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, plan.Chains).Select(chain => $"{Sum(j, chain)} = I.Zero")) + ";");
        }

        foreach (PanelPlan panel in PanelPlan.Cut(operands.Plan.Terms, element.Lanes))
        {
            EmitPanel(writer, operands, plan, panel);
        }

        for (int step = 1; step < plan.Chains; step *= 2)
        {
            for (int chain = 0; chain + step < plan.Chains; chain += 2 * step)
            {
                for (int column = 0; column < plan.Columns; column++)
                {
                    writer.Line($"{Sum(column, chain)} = I.Add({Sum(column, chain)}, {Sum(column, chain + step)});");
                }
            }
        }

        string lanes = string.Join(", ", Enumerable.Range(0, element.Lanes).Select(column => column < plan.Columns ? Sum(column, 0) : "I.Zero"));
        string result = plan.Columns == 1 ? $"I.SumAll({Sum(0, 0)})" : $"I.SumEach({lanes})";
        writer.Line(operands.HasStart
            ? $"V sums = I.Add({result}, I.Load(ref {operands.Start}, {operands.Plan.Storage.BiasStart}));"
            : $"V sums = {result};");
        activations.EmitInRegisters(writer, operands, ["sums"]);
        writer.Line(operands.CVectors is { } vectors ? $"{vectors[0]} = sums;" : $"I.StoreFirst(sums, ref {operands.C}, 0, {plan.Columns});");
    }

    private static string Sum(int column, int chain) => $"s{column}{chain}";

    private void EmitPanel(SourceWriter writer, Operands operands, DotPlan plan, PanelPlan panel)
    {
        if (panel.Count == 1)
        {
            using (writer.Block())
            {
                EmitVectors(operands.A, panel.FirstColumn, operands.Transpose, panel.FirstColumn * plan.Columns);
            }

            return;
        }

        using (writer.Block($"for (nint k = 0; k < {panel.Count * panel.Width}; k += {panel.Width})"))
        {
            writer.Line($"ref {element.Keyword} ak = ref Unsafe.Add(ref {operands.A}, k), bk = ref Unsafe.Add(ref {operands.Transpose}, {Address.Product("k", Address.Text(plan.Columns))});");
            EmitVectors("ak", 0, "bk", 0);
        }

        void EmitVectors(string a, int first, string b, int start)
        {
            for (int v = 0; v < panel.Vectors; v++)
            {
                int offset = v * element.Lanes;
                bool isCut = v == panel.Vectors - 1 && panel.HasTail;
                writer.Line(operands.AVectors is { } vectors
                    ? $"V a{v} = {(isCut ? $"I.First({vectors[v]}, {panel.Tail})" : vectors[v])};"
                    : isCut
                    ? $"V a{v} = I.LoadFirst(ref {a}, {first + offset}, {panel.Tail});"
                    : $"V a{v} = I.Load(ref {a}, {first + offset});");
                for (int column = 0; column < plan.Columns; column++)
                {
                    string sum = Sum(column, v % plan.Chains);
                    writer.Line($"{sum} = I.Fma(a{v}, ref {b}, {start + (column * panel.Width) + offset}, {sum});");
                }
            }
        }
    }
}
