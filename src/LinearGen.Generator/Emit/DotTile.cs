using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// The dot schedule: lanes along the sum. Several rows of W are multiplied with the same piece of dY, each into a vector
/// of partial sums, and a transposing reduction turns those vectors into neighbouring results: dY·Wᵀ without a transposed copy.
/// </summary>
/// <param name="Rows">Rows of dY.</param>
/// <param name="Inputs">Rows of W.</param>
internal sealed record DotTile(int Rows, int Inputs)
{
    /// <summary>The method's name.</summary>
    public string Name => $"Dot{Rows}x{Inputs}";

    private IEnumerable<int> AllRows => Enumerable.Range(0, Rows);

    private static string Sum(int row, int input) => (row == 0 ? "s" : "t") + Address.Text(input);

    private IEnumerable<int> AllInputs => Enumerable.Range(0, Inputs);

    /// <summary>Writes the method and the step that it repeats.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="plan">The layer's plan.</param>
    /// <param name="element">The element type.</param>
    public void Emit(SourceWriter writer, LayerPlan plan, Element element)
    {
        if (UsesOf(plan) > 1)
        {
            EmitStep(writer, element);
            writer.Line();
        }

        string t = element.Keyword;
        string what = $"dx[{Rows}, {Inputs}] = dy[{Rows}, {plan.Out}]·Wᵀ for the inputs from n on";
        writer.Line($"// {what}.");
        writer.Line("[MethodImpl(Inline)]");
        using (writer.Block($"static void {Name}(ref {t} dy, ref {t} w, nint n, ref {t} dx)"))
        {
            foreach (int r in AllRows)
            {
                writer.Line("V " + string.Join(", ", AllInputs.Select(i => $"{Sum(r, i)} = I.Zero")) + ";");
            }

            foreach (PanelPlan panel in plan.Panels)
            {
                EmitPanel(writer, plan, panel, element);
            }

            EmitReduction(writer, plan, element);
        }
    }

    /// <summary>Places in the method where the step stands: it becomes a method of its own if there are several.</summary>
    private static int UsesOf(LayerPlan plan) => plan.Panels.Count;

    private void EmitStep(SourceWriter writer, Element element)
    {
        string sums = string.Join(", ", AllRows.SelectMany(r => AllInputs.Select(i => $"ref V {Sum(r, i)}")));
        writer.Line("[MethodImpl(Inline)]");
        using (writer.Block($"static void {Name}Step({string.Join(", ", AllRows.Select(r => $"V d{r}"))}, ref {element.Keyword} w, nint stride, {sums})"))
        {
            EmitStepBody(writer, "w", "0", "stride");
        }
    }

    private void EmitStepBody(SourceWriter writer, string weights, string offset, string stride)
    {
        foreach (int i in AllInputs)
        {
            string load = $"ref {weights}, {Address.Sum(Address.Product(Address.Text(i), stride), offset)}";
            if (Rows > 1)
            {
                writer.Line($"V w{i} = I.Load({load});");
                load = $"w{i}";
            }

            foreach (int r in AllRows)
            {
                writer.Line($"{Sum(r, i)} = I.Fma(d{r}, {load}, {Sum(r, i)});");
            }
        }
    }

    private void EmitPanel(SourceWriter writer, LayerPlan plan, PanelPlan panel, Element element)
    {
        string column = panel.Count > 1 ? "column" : Address.Text(panel.FirstColumn);
        string matrix = Address.Of("w", Address.Product(column, Address.Text(plan.In)), Address.Product("n", Address.Text(panel.Width)));
        if (panel.Count > 1)
        {
            using (writer.Block($"for (nint column = {panel.FirstColumn}; column < {panel.FirstColumn + (panel.Count * panel.Width)}; column += {panel.Width})"))
            {
                EmitVectors(writer, plan, panel, element, column, matrix);
            }

            return;
        }

        EmitVectors(writer, plan, panel, element, column, matrix);
    }

    private void EmitVectors(SourceWriter writer, LayerPlan plan, PanelPlan panel, Element element, string column, string matrix)
    {
        string name = panel.Count > 1 ? "panel" : $"panel{panel.FirstColumn}";
        writer.Line($"ref {element.Keyword} {name} = {matrix};");
        int end = panel.WholeVectors * element.Lanes;
        if (panel.Vectors == 1)
        {
            EmitUse(r => panel.HasTail ? First(r, "0") : Whole(r, "0"), "0");
            return;
        }

        using (writer.Block($"for (nint j = 0; j < {panel.Width}; j += {element.Lanes})"))
        {
            EmitUse(r => panel.HasTail ? $"j < {end} ? {Whole(r, "j")} : {First(r, "j")}" : Whole(r, "j"), "j");
        }

        string Whole(int r, string j) => $"I.Load(ref dy, {Address.Sum(Address.Text(r * plan.Out), column, j)})";

        string First(int r, string j) => $"I.LoadFirst(ref dy, {Address.Sum(Address.Text(r * plan.Out), column, j)}, {panel.Tail})";

        void EmitUse(Func<int, string> load, string offset)
        {
            if (UsesOf(plan) > 1)
            {
                string sums = string.Join(", ", AllRows.SelectMany(r => AllInputs.Select(i => $"ref {Sum(r, i)}")));
                writer.Line($"{Name}Step({string.Join(", ", AllRows.Select(load))}, {Address.Of(name, offset)}, {panel.Width}, {sums});");
                return;
            }

            writer.Line("V " + string.Join(", ", AllRows.Select(r => $"d{r} = {load(r)}")) + ";");
            EmitStepBody(writer, name, offset, Address.Text(panel.Width));
        }
    }

    private void EmitReduction(SourceWriter writer, LayerPlan plan, Element element)
    {
        int lanes = element.Lanes;
        if (Rows * Inputs == lanes)
        {
            string sums = string.Join(", ", AllRows.SelectMany(r => AllInputs.Select(i => $"{Sum(r, i)}")));
            if (Rows == 1)
            {
                writer.Line($"I.Store(I.SumEach({sums}), ref dx, 0);");
                return;
            }

            // Both rows share one reduction: the lower half of the lanes is the first row, the upper half the second.
            writer.Line($"V sums = I.SumEach({sums});");
            writer.Line($"I.StoreFirst(sums, ref dx, 0, {Inputs});");
            writer.Line($"I.StoreUpper(sums, ref dx, {plan.In});");
            return;
        }

        foreach (int r in AllRows)
        {
            for (int first = 0; first < Inputs; first += lanes)
            {
                string sums = string.Join(", ", Enumerable.Range(first, lanes).Select(i => i < Inputs ? $"{Sum(r, i)}" : "I.Zero"));
                int count = Math.Min(lanes, Inputs - first);
                string offset = Address.Text((r * plan.In) + first);
                writer.Line(count == lanes
                    ? $"I.Store(I.SumEach({sums}), ref dx, {offset});"
                    : $"I.StoreFirst(I.SumEach({sums}), ref dx, {offset}, {count});");
            }
        }
    }
}
