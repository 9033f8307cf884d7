using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>Writes dW += Xᵀ·dY and db += 1ᵀ·dY, summing over <c>rows</c> rows of <c>x</c> and <c>dy</c> into <c>dw</c>.</summary>
internal sealed class UpdateEmitter(UpdatePlan plan, ProductPlan forward, Element element, PanelTypes panels)
{
    /// <summary>Writes the update by any number of rows.</summary>
    public void Emit(SourceWriter writer)
    {
        if (plan.IsResident)
        {
            EmitResident(writer, plan.Panels[0]);
            return;
        }

        foreach (string call in Calls)
        {
            writer.Line(call);
        }
    }

    /// <summary>The runtime's calls that the update by any number of rows consists of, panel after panel; none if all of dW stays in registers.</summary>
    public IReadOnlyList<string> Calls => plan.IsResident
        ? []
        : [.. forward.Panels.Select(panel => $"{panels.Gradient("GradientRows", forward, panel, plan)}(ref x, ref dy, rows, gradients);")];

    /// <summary>The runtime's calls that the update by a single row consists of, panel after panel; none for a small layer.</summary>
    public IReadOnlyList<string> RowCalls => plan.IsStraightLine
        ? []
        : [.. forward.Panels.Select(panel => $"{panels.Gradient("GradientRow", forward, panel, plan)}(ref x, ref dy, ref gradients.Layer.Reference);")];

    /// <summary>Writes the update by a single row of a small layer in place, where a call would cost as much as the work.</summary>
    public void EmitRow(SourceWriter writer)
    {
        PanelPlan panel = plan.Panels[0];
        int last = panel.HasTail ? panel.Tail : element.Lanes;
        writer.Line($"ref {element.Keyword} dw = ref gradients.Layer.Reference;");
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => v == panel.Vectors - 1 && last < element.Lanes
            ? $"b{v} = I.LoadFirst(ref dy, {v * element.Lanes}, {last})"
            : $"b{v} = I.Load(ref dy, {v * element.Lanes})")) + ";");
        for (int v = 0; plan.HasBias && v < panel.Vectors; v++)
        {
            long offset = forward.Storage.BiasStart + (v * element.Lanes);
            writer.Line($"I.Store(I.Add(I.Load(ref dw, {offset}), b{v}), ref dw, {offset});");
        }

        string loaded = string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => $"b{v}"));
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

    /// <summary>All lines of dW and db held in registers while the rows pass by.</summary>
    private void EmitResident(SourceWriter writer, PanelPlan panel)
    {
        UpdateBlock block = plan.Resident(panel);
        int last = panel.HasTail ? panel.Tail : element.Lanes;
        writer.Line($"ref {element.Keyword} dw = ref gradients.Layer.Reference;");
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
            ? $"ref dw, {forward.Storage.BiasStart + (v * element.Lanes)}"
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
