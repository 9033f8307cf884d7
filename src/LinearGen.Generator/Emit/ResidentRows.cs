using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Rows of products whose matrix stays in registers: methods that take the matrix as vectors and give the sums of one row.
/// Collected while kernels are written, and each written once behind them.
/// </summary>
internal sealed class ResidentRows(Element element)
{
    private readonly Dictionary<string, ProductPlan> _used = [];

    /// <summary>Declares the sums of a row: <c>c0</c>, <c>c1</c> ….</summary>
    /// <param name="plan">The product.</param>
    /// <param name="a">A reference to the row.</param>
    /// <param name="offset">Where it starts behind that.</param>
    /// <param name="suffix">What the sums' names end in.</param>
    public string Call(ProductPlan plan, string a, int offset, string suffix)
    {
        PanelPlan panel = plan.Panels[0];
        string name = $"Row{plan.Terms}x{panel.Vectors}";
        _used[name] = plan;
        string matrix = string.Join(", ", Matrix(plan));
        string start = string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => $"start{v}"));
        return panel.Vectors == 1
            ? $"V c0{suffix} = {name}(ref {a}, {offset}, {matrix}, {start});"
            : $"V c0{suffix} = {name}(ref {a}, {offset}, {matrix}, {start}, out V c1{suffix});";
    }

    /// <summary>Writes the methods that were called.</summary>
    public void Emit(SourceWriter writer)
    {
        foreach (KeyValuePair<string, ProductPlan> row in _used.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            ProductPlan plan = row.Value;
            PanelPlan panel = plan.Panels[0];
            string parameters = string.Join(", ", Matrix(plan).Select(name => "V " + name)) + ", "
                + string.Join(", ", Enumerable.Range(0, panel.Vectors).Select(v => $"V start{v}")) + (panel.Vectors == 2 ? ", out V sum1" : "");
            writer.Line();
            writer.Line($"// One row: start + a[{plan.Terms}]·b.");
            writer.Line("[MethodImpl(Inline)]");
            using (writer.Block($"static V {row.Key}(ref {element.Keyword} a, nint n, {parameters})"))
            {
                EmitBody(writer, plan, panel);
            }
        }
    }

    private static IEnumerable<string> Matrix(ProductPlan plan) =>
        Enumerable.Range(0, plan.Terms).SelectMany(k => Enumerable.Range(0, plan.Panels[0].Vectors).Select(v => $"b{k}{v}"));

    private static void EmitBody(SourceWriter writer, ProductPlan plan, PanelPlan panel)
    {
        int vectors = panel.Vectors;
        writer.Line("V " + string.Join(", ", Enumerable.Range(0, panel.Chains).SelectMany(chain => Enumerable.Range(0, vectors).Select(v =>
            $"c{chain}{v} = {(chain == 0 ? $"start{v}" : "I.Zero")}"))) + ";");
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
                string factor = $"I.Broadcast(ref a, {Address.Sum("n", Address.Text(k))})";
                if (vectors > 1)
                {
                    writer.Line($"V a{k} = {factor};");
                    factor = $"a{k}";
                }

                for (int v = 0; v < vectors; v++)
                {
                    writer.Line($"c{chain}{v} = I.Fma({factor}, b{k}{v}, c{chain}{v});");
                }
            }
        }

        for (int chain = 1; chain < panel.Chains; chain++)
        {
            for (int v = 0; v < vectors; v++)
            {
                writer.Line($"c0{v} = I.Add(c0{v}, c{chain}{v});");
            }
        }

        if (vectors == 2)
        {
            writer.Line("sum1 = c01;");
        }

        writer.Line("return c00;");
    }
}
