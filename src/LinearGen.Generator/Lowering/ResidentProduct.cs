using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers the product of many rows with B in registers: a few rows a turn, each in the order of sums of a single row. Vectors are stored in whole:
/// the next rows overwrite the values written behind a row. The last rows have turns of their own, which write no more than a row.
/// </summary>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="a">The reference to A, which moves.</param>
/// <param name="b">B's first element; the start lies behind B.</param>
/// <param name="c">The reference to C, which moves.</param>
/// <param name="function">The function that is applied to sums before they are stored; null for none.</param>
internal sealed class ResidentProduct(Schedule schedule, string a, Place b, string c, string? function)
{
    private readonly Gemm _gemm = schedule.Gemm;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        int width = _gemm.Layout.PaddedColumns;
        for (int k = 0; k < _gemm.K; k++)
        {
            for (int v = 0; v < schedule.Vectors; v++)
            {
                nodes.Add(new Define(Weight(k, v), new Load(b + ((long)k * width) + (v * _lanes), _lanes)));
            }
        }

        for (int v = 0; v < schedule.Vectors && _gemm.HasStart; v++)
        {
            nodes.Add(new Define($"b{v}", new Load(b + _gemm.Layout.BiasStart + (v * _lanes), _lanes)));
        }

        int rows = schedule.ResidentRows;
        nodes.Add(LowerRows(rows, rows + schedule.RowsReached - 1, schedule.HasExactEnd));
        if (rows + schedule.RowsReached > 2)
        {
            nodes.Add(LowerRows(1, 1, isExact: true));
        }

        return nodes;
    }

    private RowLoop LowerRows(int rows, int least, bool isExact) =>
        new(rows, least, [(a, (long)rows * _gemm.K), (c, (long)rows * _gemm.N)], [.. LowerTurn(rows, isExact)]);

    private IEnumerable<Node> LowerTurn(int rows, bool isExact)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int block = 0; block < _gemm.Blocks; block++)
            {
                for (int v = 0; v < schedule.Vectors; v++)
                {
                    yield return new Define(Sum(row, block, v), block == 0 && _gemm.HasStart ? new Held($"b{v}") : new Zero());
                }
            }
        }

        yield return new Declare("t");
        int longest = _gemm.K - ((_gemm.Blocks - 1) * _gemm.Block);
        for (int k = 0; k < longest; k++)
        {
            for (int block = 0; block < _gemm.Blocks; block++)
            {
                for (int row = 0; row < rows && (k < _gemm.Block || block == _gemm.Blocks - 1); row++)
                {
                    int term = (block * _gemm.Block) + k;
                    yield return new Assign("t", new Broadcast(new Place(a, ((long)row * _gemm.K) + term)));
                    for (int v = 0; v < schedule.Vectors; v++)
                    {
                        yield return new Assign(Sum(row, block, v), new MultiplyAdd(new Held("t"), new Held(Weight(term, v)), new Held(Sum(row, block, v))));
                    }
                }
            }
        }

        for (int row = 0; row < rows; row++)
        {
            for (int v = 0; v < schedule.Vectors; v++)
            {
                for (int block = 1; block < _gemm.Blocks; block++)
                {
                    yield return new Assign(Sum(row, 0, v), new Add(new Held(Sum(row, 0, v)), new Held(Sum(row, block, v))));
                }

                if (function is not null)
                {
                    yield return new Assign(Sum(row, 0, v), new Activated(Sum(row, 0, v), function));
                }

                yield return new Store(new Place(c, ((long)row * _gemm.N) + (v * _lanes)), new Held(Sum(row, 0, v)), isExact ? Math.Min(_lanes, _gemm.N - (v * _lanes)) : _lanes);
            }
        }
    }

    private string Weight(int k, int v) => schedule.Vectors == 1 ? $"w{k}" : $"w{k}_{v}";

    private string Sum(int row, int block, int v) => $"c{row}{(_gemm.Blocks == 1 ? "" : $"_{block}")}{(schedule.Vectors == 1 ? "" : $"_{v}")}";
}
