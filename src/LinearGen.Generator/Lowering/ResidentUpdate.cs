using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers dW += Xᵀ·dY of many rows with dW and db in registers: a few rows a turn, each with sums of its own, which are added up at the end. Vectors of
/// dY are loaded in whole, so that values behind a row get into the padding, which is set to 0 afterwards; behind the last rows lies nothing of dY, so
/// they have turns of their own.
/// </summary>
/// <param name="schedule">The schedule of the update.</param>
/// <param name="x">The reference to X, which moves.</param>
/// <param name="dy">The reference to dY, which moves.</param>
/// <param name="dw">dW's first element; db lies behind dW.</param>
internal sealed class ResidentUpdate(UpdateSchedule schedule, string x, string dy, Place dw)
{
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        int rows = schedule.ResidentRows;
        for (int row = 0; row < rows; row++)
        {
            for (int line = 0; line < schedule.Lines; line++)
            {
                for (int v = 0; v < schedule.Vectors; v++)
                {
                    nodes.Add(new Define(Sum(row, line, v), row == 0 ? new Load(Line(line) + (v * _lanes), _lanes) : new Zero()));
                }
            }
        }

        nodes.Add(LowerRows(rows, rows + schedule.RowsReached - 1, schedule.HasExactEnd));
        if (rows + schedule.RowsReached > 2)
        {
            nodes.Add(LowerRows(1, 1, isExact: true));
        }

        for (int line = 0; line < schedule.Lines; line++)
        {
            for (int v = 0; v < schedule.Vectors; v++)
            {
                for (int row = 1; row < rows; row++)
                {
                    nodes.Add(new Assign(Sum(0, line, v), new Add(new Held(Sum(0, line, v)), new Held(Sum(row, line, v)))));
                }

                nodes.Add(new Store(Line(line) + (v * _lanes), new Held(Sum(0, line, v)), _lanes));
            }
        }

        return nodes;
    }

    private RowLoop LowerRows(int rows, int least, bool isExact) =>
        new(rows, least, [(x, (long)rows * schedule.In), (dy, (long)rows * schedule.Out)], [.. LowerTurn(rows, isExact)]);

    /// <summary>Returns the place of a line; the last may be db.</summary>
    private Place Line(int line) => line < schedule.In ? dw + ((long)line * schedule.Layout.PaddedColumns) : dw + schedule.Layout.BiasStart;

    private IEnumerable<Node> LowerTurn(int rows, bool isExact)
    {
        yield return new Declare("t");
        for (int row = 0; row < rows; row++)
        {
            for (int v = 0; v < schedule.Vectors; v++)
            {
                yield return new Define($"g{row}_{v}", new Load(new Place(dy, ((long)row * schedule.Out) + (v * _lanes)), isExact ? Math.Min(_lanes, schedule.Out - (v * _lanes)) : _lanes));
            }

            for (int line = 0; line < schedule.Lines; line++)
            {
                if (line < schedule.In)
                {
                    yield return new Assign("t", new Broadcast(new Place(x, ((long)row * schedule.In) + line)));
                }

                for (int v = 0; v < schedule.Vectors; v++)
                {
                    Value sum = new Held(Sum(row, line, v));
                    Value gradient = new Held($"g{row}_{v}");
                    yield return new Assign(Sum(row, line, v), line < schedule.In ? new MultiplyAdd(new Held("t"), gradient, sum) : new Add(sum, gradient));
                }
            }
        }
    }

    private string Sum(int row, int line, int v) => $"d{row}_{line}{(schedule.Vectors == 1 ? "" : $"_{v}")}";
}
