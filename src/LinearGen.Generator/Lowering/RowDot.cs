using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers the product of a single row in dot form: lanes along the terms, over the transpose of B, whose rows are the columns of C. Always
/// with vectors of 256 bits, so that sums are formed in one order everywhere.
/// </summary>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="a">A's first element.</param>
/// <param name="transpose">The transpose of B.</param>
/// <param name="start">The start values of the sums.</param>
/// <param name="c">C's first element.</param>
/// <param name="function">The function that is applied to sums before they are stored; null for none.</param>
internal sealed class RowDot(Schedule schedule, Place a, Place transpose, Place start, Place c, string? function)
{
    /// <summary>The values that hold A, a vector of 256 bits each, if it is in registers; the last one's other lanes are 0.</summary>
    public IReadOnlyList<Value>? Inputs { get; init; }

    /// <summary>The vector that takes C, if it stays in registers.</summary>
    public string? Output { get; init; }

    private readonly Gemm _gemm = schedule.Gemm;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>The transpose: a row for each column of C.</summary>
    private PanelLayout Layout => new(_gemm.N, _gemm.K, _gemm.ElementBytes);

    /// <summary>Vectors of partial sums of each column: the vectors of terms go to them in turn.</summary>
    private int Chains => Math.Min(Math.Max(1, Tuning.DotSums / _gemm.N), Math.Min((_gemm.K + _lanes - 1) / _lanes, PanelVectors));

    private int PanelVectors => Layout.PanelColumns / _lanes;

    /// <summary>The order of sums in words.</summary>
    public string Order => $"input i goes to lane i mod {_lanes} of vector i / {_lanes} mod {Chains}, term after term from 0; then the vectors in pairs, the lanes in pairs{(_gemm.HasStart ? ", b last" : "")}";

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        for (int column = 0; column < _gemm.N; column++)
        {
            for (int chain = 0; chain < Chains; chain++)
            {
                nodes.Add(new Define(Sum(column, chain), new Zero()));
            }
        }

        nodes.Add(new Declare("t"));
        int panelColumns = Layout.PanelColumns;
        int full = _gemm.K / panelColumns;
        if (full > 1 && Inputs is null)
        {
            nodes.Add(new Loop("k", full * panelColumns, panelColumns, [new("ak", a, 1), new("bk", transpose, _gemm.N)], [.. LowerPanel(new Place("ak", 0), new Place("bk", 0), panelColumns)]));
        }
        else
        {
            for (int first = 0; first < full * panelColumns; first += panelColumns)
            {
                nodes.AddRange(LowerPanel(a + first, transpose + ((long)first * _gemm.N), panelColumns, first));
            }
        }

        int rest = _gemm.K - (full * panelColumns);
        if (rest > 0)
        {
            nodes.AddRange(LowerPanel(a + (_gemm.K - rest), transpose + ((long)(_gemm.K - rest) * _gemm.N), rest, _gemm.K - rest));
        }

        for (int step = 1; step < Chains; step *= 2)
        {
            for (int chain = 0; chain + step < Chains; chain += 2 * step)
            {
                for (int column = 0; column < _gemm.N; column++)
                {
                    nodes.Add(new Assign(Sum(column, chain), new Add(new Held(Sum(column, chain)), new Held(Sum(column, chain + step)))));
                }
            }
        }

        Value sums = new Sums([.. Enumerable.Range(0, _gemm.N).Select(column => Sum(column, 0))]);
        nodes.Add(new Define("sums", _gemm.HasStart ? new Add(sums, new Load(start, _lanes)) : sums));
        if (function is not null)
        {
            nodes.Add(new Assign("sums", new Activated("sums", function)));
        }

        nodes.Add(Output is not null ? new Assign(Output, new Held("sums")) : new Store(c, new Held("sums"), _gemm.N));
        return nodes;
    }

    private static string Sum(int column, int chain) => $"s{column}{chain}";

    private IEnumerable<Node> LowerPanel(Place terms, Place panel, int columns, int first = 0)
    {
        int width = columns == Layout.PanelColumns ? columns : Layout.PanelWidth(_gemm.K - columns);
        for (int v = 0; v * _lanes < columns; v++)
        {
            yield return new Assign("t", Inputs is not null ? Inputs[(first / _lanes) + v] : new Load(terms + (v * _lanes), Math.Min(_lanes, columns - (v * _lanes))));
            for (int column = 0; column < _gemm.N; column++)
            {
                string sum = Sum(column, v % Chains);
                yield return new Assign(sum, new MultiplyAdd(new Held("t"), new Load(panel + (column * width) + (v * _lanes), _lanes), new Held(sum)));
            }
        }
    }
}
