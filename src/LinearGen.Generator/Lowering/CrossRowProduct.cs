using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Lowering;

/// <summary>Lowers a tiny product of many rows with lanes along C as it lies in memory: see <see cref="CrossRowSchedule"/>.</summary>
/// <param name="schedule">How it is computed.</param>
/// <param name="a">The reference to A, which moves.</param>
/// <param name="b">B's first element; the start lies behind B.</param>
/// <param name="c">The reference to C, which moves.</param>
/// <param name="function">What is applied to sums before they are stored; null for nothing.</param>
internal sealed class CrossRowProduct(CrossRowSchedule schedule, string a, Place b, string c, string? function)
{
    private readonly Gemm _gemm = schedule.Gemm;

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        for (int v = 0; v < schedule.Vectors; v++)
        {
            nodes.Add(new DefineIndices($"n{v}", [.. Enumerable.Range(0, schedule.Lanes).Select(lane => schedule.Column(v, lane))]));
            for (int k = 0; k < _gemm.K; k++)
            {
                int term = k;
                nodes.Add(new DefineIndices($"i{v}_{k}", [.. Enumerable.Range(0, schedule.Lanes).Select(lane => (_gemm.K * schedule.Row(v, lane)) + term - schedule.From(v))]));
            }
        }

        for (int v = 0; v < schedule.Vectors; v++)
        {
            if (_gemm.HasStart)
            {
                nodes.Add(new Define($"b{v}", new Permuted(new LoadTwice(b + _gemm.Layout.BiasStart), $"n{v}")));
            }

            for (int k = 0; k < _gemm.K; k++)
            {
                nodes.Add(new Define($"w{v}_{k}", new Permuted(new LoadTwice(b + ((long)k * _gemm.Layout.PaddedColumns)), $"n{v}")));
            }
        }

        nodes.Add(new RowLoop(schedule.Rows, schedule.Rows, [(a, (long)schedule.Rows * _gemm.K), (c, (long)schedule.Rows * _gemm.N)], [.. LowerTurn()]));
        return nodes;
    }

    private IEnumerable<Node> LowerTurn()
    {
        for (int v = 0; v < schedule.Vectors; v++)
        {
            yield return new Define($"a{v}", new Load(new Place(a, schedule.From(v)), schedule.Lanes));
        }

        for (int v = 0; v < schedule.Vectors; v++)
        {
            yield return new Define($"c{v}", _gemm.HasStart ? new Held($"b{v}") : new Zero());
        }

        for (int k = 0; k < _gemm.K; k++)
        {
            for (int v = 0; v < schedule.Vectors; v++)
            {
                yield return new Assign($"c{v}", new MultiplyAdd(new Permuted(new Held($"a{v}"), $"i{v}_{k}"), new Held($"w{v}_{k}"), new Held($"c{v}")));
            }
        }

        for (int v = 0; v < schedule.Vectors; v++)
        {
            if (function is not null)
            {
                yield return new Assign($"c{v}", new Activated($"c{v}", function));
            }

            yield return new Store(new Place(c, (long)v * schedule.Lanes), new Held($"c{v}"), schedule.Lanes);
        }
    }
}
