using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers the product of a single row: C[N] = start + A[K]·B[K, N]. Panel after panel, within one so many vectors at once as partial sums
/// leave registers for; the partial sums of a column are worked on side by side.
/// </summary>
/// <param name="schedule">How it is computed.</param>
/// <param name="a">A's first element.</param>
/// <param name="b">B's first element; the start lies behind B.</param>
/// <param name="c">C's first element.</param>
/// <param name="function">What is applied to sums before they are stored; null for nothing.</param>
/// <param name="isPadded">Whether C has room for whole vectors.</param>
internal sealed class RowProduct(Schedule schedule, Place a, Place b, Place c, string? function, bool isPadded = false)
{
    /// <summary>The vectors that hold A, if it is in registers; the product is unrolled then.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The vectors that take C, if it stays in registers.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    private readonly Gemm _gemm = schedule.Gemm;
    private readonly PanelLayout _layout = schedule.Gemm.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    private readonly HashSet<string> _fours = [];

    private int LastBlock => _gemm.K - ((_gemm.Blocks - 1) * _gemm.Block);

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        int panelColumns = _layout.PanelColumns;
        int full = _gemm.N / panelColumns;
        if (full > 1)
        {
            nodes.Add(new Loop(
                "j",
                full * panelColumns,
                panelColumns,
                [new("bj", b, _gemm.K), new("sj", b + _layout.BiasStart, 1), new("cj", c, 1)],
                LowerPanel(new Place("bj", 0), new Place("sj", 0), new Place("cj", 0), panelColumns)));
        }
        else if (full == 1)
        {
            nodes.Add(new Scope(LowerPanel(b, b + _layout.BiasStart, c, panelColumns)));
        }

        if (_gemm.N > full * panelColumns)
        {
            int first = full * panelColumns;
            nodes.Add(new Scope(LowerPanel(b + ((long)first * _gemm.K), b + _layout.BiasStart + first, c + first, _gemm.N - first)));
        }

        return nodes.Count == 1 && nodes[0] is Scope only ? only.Body : nodes;
    }

    private List<Node> LowerPanel(Place panel, Place start, Place to, int columns)
    {
        int width = columns == _layout.PanelColumns ? columns : _layout.PanelWidth(_gemm.N - columns);
        int atOnce = schedule.RowVectors * _lanes;
        int whole = columns / atOnce;
        List<Node> nodes = [];
        if (whole > 1 && !schedule.IsUnrolled)
        {
            nodes.Add(new Loop(
                "i",
                whole * atOnce,
                atOnce,
                [new("bi", panel, 1), new("si", start, 1), new("ci", to, 1)],
                LowerVectors(new Place("bi", 0), new Place("si", 0), new Place("ci", 0), width, atOnce)));
        }
        else
        {
            for (int n = 0; n < whole; n++)
            {
                int first = n * atOnce;
                nodes.Add(new Scope(LowerVectors(panel + first, start + first, to + first, width, atOnce)));
            }
        }

        if (columns > whole * atOnce)
        {
            int first = whole * atOnce;
            nodes.Add(new Scope(LowerVectors(panel + first, start + first, to + first, width, columns - first)));
        }

        return nodes.Count == 1 && nodes[0] is Scope only ? [.. only.Body] : nodes;
    }

    private List<Node> LowerVectors(Place weights, Place start, Place to, int width, int columns)
    {
        int vectors = (columns + _lanes - 1) / _lanes;
        List<Node> nodes = [];
        for (int block = 0; block < _gemm.Blocks; block++)
        {
            for (int v = 0; v < vectors; v++)
            {
                nodes.Add(new Define(Sum(block, v), block == 0 && _gemm.HasStart ? new Load(start + (v * _lanes), _lanes) : new Zero()));
            }
        }

        // Text of its own for each term, or a loop with a few terms of every block in each turn.
        int common = _gemm.Block;
        int main = schedule.IsUnrolled ? 0 : common / schedule.RowTerms * schedule.RowTerms;
        nodes.Add(new Declare("t"));
        if (main > schedule.RowTerms)
        {
            nodes.Add(new Loop("k", main, schedule.RowTerms, [new("ak", a, 1), new("bk", weights, width)], LowerTerms(new Place("ak", 0), new Place("bk", 0), width, vectors, 0, schedule.RowTerms)));
        }
        else
        {
            main = 0;
        }

        nodes.AddRange(LowerTerms(a, weights, width, vectors, main, common));
        nodes.AddRange(LowerLast(weights, width, vectors));
        for (int block = 1; block < _gemm.Blocks; block++)
        {
            for (int v = 0; v < vectors; v++)
            {
                nodes.Add(new Assign(Sum(0, v), new Add(new Held(Sum(0, v)), new Held(Sum(block, v)))));
            }
        }

        for (int v = 0; v < vectors; v++)
        {
            if (function is not null)
            {
                nodes.Add(new Assign(Sum(0, v), new Activated(Sum(0, v), function)));
            }
        }

        for (int v = 0; v < vectors; v++)
        {
            nodes.Add(Outputs is not null ? new Assign(Outputs[v], new Held(Sum(0, v))) : new Store(to + (v * _lanes), new Held(Sum(0, v)), isPadded ? _lanes : Math.Min(_lanes, columns - (v * _lanes))));
        }

        return nodes;
    }

    /// <summary>Terms from one on up to another of every block.</summary>
    private IEnumerable<Node> LowerTermsLazily(Place x, Place weights, int width, int vectors, int from, int to)
    {
        for (int k = from; k < to; k++)
        {
            bool inFour = schedule.UsesFours && ((k - from) / 4 * 4) + 4 <= to - from;
            for (int block = 0; block < _gemm.Blocks; block++)
            {
                int term = (block * _gemm.Block) + k;
                int element = (k - from) % 4;
                if (Inputs is not null)
                {
                    string four = $"a_{term / 4}";
                    if (_fours.Add(four))
                    {
                        yield return new Define(four, new Four(Inputs[term / _lanes], term % _lanes / 4));
                    }

                    yield return new Assign("t", new Pick(four, term % 4));
                    for (int v = 0; v < vectors; v++)
                    {
                        yield return Multiply(block, v, weights + ((long)term * width) + (v * _lanes));
                    }

                    continue;
                }

                if (inFour && element == 0)
                {
                    yield return new Define(Four(block, k), new LoadFour(x + term));
                }

                yield return new Assign("t", inFour ? new Pick(Four(block, k - element), element) : new Broadcast(x + term));
                for (int v = 0; v < vectors; v++)
                {
                    yield return Multiply(block, v, weights + ((long)term * width) + (v * _lanes));
                }
            }
        }
    }

    private IReadOnlyList<Node> LowerTerms(Place x, Place weights, int width, int vectors, int from, int to) => [.. LowerTermsLazily(x, weights, width, vectors, from, to)];

    /// <summary>What the last block has more than the others.</summary>
    private IEnumerable<Node> LowerLast(Place weights, int width, int vectors)
    {
        for (int k = _gemm.Block; k < LastBlock; k++)
        {
            int term = ((_gemm.Blocks - 1) * _gemm.Block) + k;
            string four = $"a_{term / 4}";
            if (Inputs is not null && _fours.Add(four))
            {
                yield return new Define(four, new Four(Inputs[term / _lanes], term % _lanes / 4));
            }

            yield return new Assign("t", Inputs is not null ? new Pick(four, term % 4) : new Broadcast(a + term));
            for (int v = 0; v < vectors; v++)
            {
                yield return Multiply(_gemm.Blocks - 1, v, weights + ((long)term * width) + (v * _lanes));
            }
        }
    }

    private Assign Multiply(int block, int v, Place weights) =>
        new(Sum(block, v), new MultiplyAdd(new Held("t"), new Load(weights, _lanes), new Held(Sum(block, v))));

    private string Sum(int block, int v) => _gemm.Blocks == 1 ? $"c{v}" : $"c{block}{v}";

    private static string Four(int block, int term) => $"a{block}_{term}";
}
