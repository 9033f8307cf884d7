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

    private IEnumerable<int> Lanes => Enumerable.Range(0, schedule.Lanes);

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [new DefineIndices("n", [.. Lanes.Select(schedule.Column)])];
        for (int k = 0; k < _gemm.K; k++)
        {
            int term = k;
            nodes.Add(new DefineIndices($"i{k}", [.. Lanes.Select(lane => schedule.Source(lane, term))]));
            nodes.Add(new Define($"w{k}", new Permuted(new Load(b + ((long)k * _gemm.Layout.PaddedColumns), schedule.Lanes / 2), "n")));
        }

        if (_gemm.HasStart)
        {
            nodes.Add(new Define("b", new Permuted(new Load(b + _gemm.Layout.BiasStart, schedule.Lanes / 2), "n")));
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
        yield return new Define("a", new Load(new Place(a, 0), isExact ? Math.Min(schedule.Lanes, elements) : schedule.Lanes));
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
                yield return new Assign(Sum(block), new MultiplyAdd(new Permuted(new Held("a"), $"i{term}", schedule.TakesTwo ? new Held("d") : null), new Held($"w{term}"), new Held(Sum(block))));
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

    private string Sum(int block) => _gemm.Blocks == 1 ? "c" : $"c{block}";
}
