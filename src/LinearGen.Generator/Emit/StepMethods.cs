using System.Globalization;

namespace LinearGen.Generator.Emit;

/// <summary>
/// The steps that one-row kernels and updates repeat: one element times so many neighbouring vectors in memory, each added to
/// its own sum. Collected while kernels are written, and each written once behind them.
/// </summary>
internal sealed class StepMethods(Element element)
{
    private readonly SortedSet<int> _used = [];

    /// <summary>A call of the step.</summary>
    /// <param name="factor">The element in all lanes.</param>
    /// <param name="memory">A reference to the vectors.</param>
    /// <param name="offset">Where they start behind it.</param>
    /// <param name="sums">One sum for each vector.</param>
    public string Call(string factor, string memory, string offset, IReadOnlyList<string> sums)
    {
        if (sums.Count == 1)
        {
            return $"{sums[0]} = I.Fma({factor}, ref {memory}, {offset}, {sums[0]});";
        }

        _used.Add(sums.Count);
        return $"Step{sums.Count}({factor}, ref {memory}, {offset}, {string.Join(", ", sums.Select(sum => "ref " + sum))});";
    }

    /// <summary>Writes the steps that were called.</summary>
    public void Emit(SourceWriter writer)
    {
        foreach (int vectors in _used)
        {
            writer.Line();
            writer.Line($"// c[{vectors} vectors] += a·b[{vectors} vectors].");
            writer.Line("[MethodImpl(Inline)]");
            string sums = string.Join(", ", Enumerable.Range(0, vectors).Select(v => string.Format(CultureInfo.InvariantCulture, "ref V c{0}", v)));
            using (writer.Block($"static void Step{vectors}(V a, ref {element.Keyword} b, nint n, {sums})"))
            {
                for (int v = 0; v < vectors; v++)
                {
                    writer.Line($"c{v} = I.Fma(a, ref b, {Address.Sum("n", Address.Text(v * element.Lanes))}, c{v});");
                }
            }
        }
    }
}
