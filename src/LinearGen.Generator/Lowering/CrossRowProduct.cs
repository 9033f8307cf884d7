using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers a tiny product of many rows, a vector's at least, with whole rows in a vector: see <see cref="CrossRowSchedule"/>. The
/// next vector overwrites the values written behind a vector's rows; where too few rows come after, it writes no more than its own. The last vector takes rows that are done once more if too few are left: 2×3 with 8 rows
/// 4.6 ns, 5.7 with a call for those (Zen 5).
/// </summary>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="a">The reference to A, which moves.</param>
/// <param name="b">B's first element; the start lies behind B.</param>
/// <param name="c">The reference to C, which moves.</param>
/// <param name="function">The function that is applied to sums before they are stored; null for none.</param>
internal sealed class CrossRowProduct(CrossRowSchedule schedule, string a, Place b, string c, string? function)
{
    private readonly Gemm _gemm = schedule.Gemm;

    /// <summary>Elements of a row of B with its padding.</summary>
    private int Narrow => LinearGen.Internals.PanelLayout.NarrowBytes / _gemm.ElementBytes;

    private IEnumerable<int> Lanes => Enumerable.Range(0, schedule.Lanes);

    /// <summary>The steps. With a function there are no two ways through the rows: the JIT does not inline it into so long a text (2×3 with Gelu).</summary>
    public IReadOnlyList<Node> Lower() => schedule.IsFlat && function is null ? [new When(schedule.FlatReach, LowerFlat()), new When(1, LowerGaps())] : LowerGaps();

    /// <summary>Turns of so many rows that whole vectors of C end with them.</summary>
    private List<Node> LowerFlat()
    {
        List<Node> nodes = [];
        for (int v = 0; v < schedule.FlatVectors; v++)
        {
            (int vector, string n) = (v, $"n_{v}");
            nodes.Add(new DefineIndices(n, [.. Lanes.Select(lane => ((vector * schedule.Lanes) + lane) % _gemm.N)]));
            for (int k = 0; k < _gemm.K; k++)
            {
                int term = k;
                if (k < schedule.FlatPermutations)
                {
                    nodes.Add(new DefineIndices($"i{k}_{v}", [.. Lanes.Select(lane => (schedule.FlatRow((vector * schedule.Lanes) + lane) * _gemm.K) + term - schedule.FlatStart(vector))]));
                }

                nodes.Add(new Define($"w{k}_{v}", LoadWeights(k, n)));
            }

            if (_gemm.HasStart)
            {
                nodes.Add(new Define($"b_{v}", LoadStart(n)));
            }
        }

        int rows = schedule.FlatTurn;
        nodes.Add(new RowLoop(rows, schedule.FlatReach, [(a, (long)rows * _gemm.K), (c, (long)rows * _gemm.N)], [.. LowerFlatTurn()]));
        return nodes;
    }

    private IEnumerable<Node> LowerFlatTurn()
    {
        for (int vector = 0; vector < 2 * schedule.FlatVectors; vector++)
        {
            int v = vector % schedule.FlatVectors;
            (string rows, string sum) = ($"a{vector}", $"c{vector}");
            Place start = new(a, ((long)(vector / schedule.FlatVectors) * schedule.FlatRows * _gemm.K) + schedule.FlatStart(v));
            bool isLoadedOnce = schedule.FlatPermutations == _gemm.K;
            if (isLoadedOnce)
            {
                yield return new Define(rows, new Load(start, schedule.Lanes));
            }

            yield return new Define(sum, _gemm.HasStart ? new Held($"b_{v}") : new Zero());
            for (int k = 0; k < _gemm.K; k++)
            {
                Permuted spread = isLoadedOnce ? new Permuted(new Held(rows), $"i{k}_{v}") : new Permuted(new Load(start + k, schedule.Lanes), $"i0_{v}");
                yield return new Assign(sum, new MultiplyAdd(spread, new Held($"w{k}_{v}"), new Held(sum)));
            }

            if (function is not null)
            {
                yield return new Assign(sum, new Activated(sum, function));
            }

            yield return new Store(new Place(c, (long)vector * schedule.Lanes), new Held(sum), schedule.Lanes);
        }
    }

    private Permuted LoadWeights(int term, string columns) => new(new Load(b + ((long)term * _gemm.Layout.PaddedColumns), Narrow), columns);

    private Permuted LoadStart(string columns) => new(new Load(b + _gemm.Layout.BiasStart, Narrow), columns);

    private List<Node> LowerGaps()
    {
        List<Node> nodes = [new DefineIndices("n", [.. Lanes.Select(schedule.Column)])];
        for (int k = 0; k < _gemm.K; k++)
        {
            int term = k;
            if (k == 0 || !schedule.IsHalved)
            {
                nodes.Add(new DefineIndices($"i{k}", [.. Lanes.Select(lane => schedule.Source(lane, term))]));
            }

            nodes.Add(new Define($"w{k}", LoadWeights(k, "n")));
        }

        if (_gemm.HasStart)
        {
            nodes.Add(new Define("b", LoadStart("n")));
        }

        if (schedule.RowsReached > schedule.Rows)
        {
            nodes.Add(LowerRows(schedule.RowsReached, isExact: false));
        }

        nodes.Add(LowerRows(schedule.Rows, isExact: true) with { LeavesNone = true });
        return nodes;
    }

    private RowLoop LowerRows(int least, bool isExact) =>
        new(schedule.Rows, least, [(a, (long)schedule.Rows * _gemm.K), (c, (long)schedule.Rows * _gemm.N)], [.. LowerTurn(isExact)]);

    private IEnumerable<Node> LowerTurn(bool isExact)
    {
        int elements = schedule.Rows * _gemm.K;
        if (!schedule.IsHalved)
        {
            yield return new Define("a", new Load(new Place(a, 0), isExact || schedule.EndsExactly ? Math.Min(schedule.Lanes, elements) : schedule.Lanes));
        }

        if (schedule.TakesTwo)
        {
            yield return new Define("d", new Load(new Place(a, elements - schedule.Lanes), schedule.Lanes));
        }

        for (int block = 0; block < _gemm.Blocks; block++)
        {
            yield return new Define(Sum(block), block == 0 && _gemm.HasStart ? new Held("b") : new Zero());
        }

        int longest = _gemm.K - ((_gemm.Blocks - 1) * _gemm.Block);
        for (int k = 0; k < longest; k++)
        {
            for (int block = k < _gemm.Block ? 0 : _gemm.Blocks - 1; block < _gemm.Blocks; block++)
            {
                int term = (block * _gemm.Block) + k;
                yield return new Assign(Sum(block), new MultiplyAdd(Spread(term), new Held($"w{term}"), new Held(Sum(block))));
            }
        }

        for (int block = 1; block < _gemm.Blocks; block++)
        {
            yield return new Assign(Sum(0), new Add(new Held(Sum(0)), new Held(Sum(block))));
        }

        if (function is not null)
        {
            yield return new Assign(Sum(0), new Activated(Sum(0), function));
        }

        yield return new Store(new Place(c, 0), new Held(Sum(0)), isExact ? schedule.Rows * _gemm.N : schedule.Lanes);
    }

    /// <summary>Each lane's element of A for a term.</summary>
    private Permuted Spread(int term) => schedule.IsHalved
        ? new Permuted(new LoadHalves(new Place(a, term), new Place(a, (schedule.HalfRows * _gemm.K) + term)), "i0")
        : new Permuted(new Held("a"), $"i{term}", schedule.TakesTwo ? new Held("d") : null);

    private string Sum(int block) => _gemm.Blocks == 1 ? "c" : $"c{block}";
}
