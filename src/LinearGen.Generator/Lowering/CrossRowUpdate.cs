using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers dW += Xᵀ·dY of many rows with several rows in a vector, each with sums of its own: see <see cref="CrossRowUpdateSchedule"/>. The rows that
/// are left are added to the sums of the first. At the end the sums of the sets, of the halves and of their rows are added up, and dW goes on from what is stored.
/// </summary>
/// <param name="schedule">The schedule of the update.</param>
/// <param name="x">The reference to X, which moves.</param>
/// <param name="dy">The reference to dY, which moves.</param>
/// <param name="dw">dW's first element; db lies behind dW.</param>
internal sealed class CrossRowUpdate(CrossRowUpdateSchedule schedule, string x, string dy, Place dw)
{
    private readonly PanelLayout _layout = new(schedule.In, schedule.Out, schedule.Width.ElementBytes);

    private bool IsWide => schedule.Vectors == 1;

    /// <summary>Whether the second half's sums need a permutation to lie as the first's.</summary>
    private bool MovesSecond => IsWide || schedule.SecondStart > 0;

    /// <summary>The steps of each walk through the rows, from the first row on.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> Lower() => [.. Walks().Select(LowerWalk)];

    private IEnumerable<Walk> Walks()
    {
        int lines = schedule.Lines;
        if (schedule.IsHalfByHalf)
        {
            return [new(0, lines, 0, 1), new(0, lines, 1, 2)];
        }

        int walks = (lines + schedule.WalkLines - 1) / schedule.WalkLines;
        return Enumerable.Range(0, walks).Select(walk => new Walk(lines * walk / walks, lines * (walk + 1) / walks, 0, schedule.Vectors));
    }

    private IReadOnlyList<Node> LowerWalk(Walk walk)
    {
        List<Node> nodes = [.. LowerIndices(walk)];
        foreach (int line in walk.Lines)
        {
            for (int set = 0; set < schedule.Sets; set++)
            {
                nodes.AddRange(walk.Vectors.Select(v => new Define(Sum(set, line, v), new Zero())));
            }
        }

        // Two turns at a time also where they have one set: what the JIT sees used but once, a permutation, it loads at every use.
        nodes.Add(LowerTurns(walk, 2));
        nodes.Add(LowerTurns(walk, 1));
        if (walk.FirstVector == 0)
        {
            nodes.Add(new RowLoop(1, 1, [(x, schedule.In), (dy, schedule.Out)], [.. LowerRow(walk)]));
        }

        nodes.AddRange(LowerFolds());
        nodes.AddRange(walk.Lines.SelectMany(line => LowerEnd(walk, line)));
        return nodes;
    }

    /// <summary>The permutations of X.</summary>
    private IEnumerable<Node> LowerIndices(Walk walk)
    {
        if (IsWide)
        {
            return walk.Lines.Where(line => line < schedule.In).Select(line => Indices($"i{line}", lane => schedule.Source(lane, line)));
        }

        return schedule.IsBroadcast || walk.FirstLine >= schedule.In
            ? []
            : walk.Vectors.Select(half => Indices($"i{half}", lane => schedule.WindowSource(half, lane)));
    }

    /// <summary>The permutations that bring one row's sums to another's: of the second half to the first, then of the upper rows of a half to the lower.</summary>
    private IEnumerable<Node> LowerFolds()
    {
        int half = schedule.HalfLanes;
        if (MovesSecond)
        {
            yield return Indices("f0", lane => (IsWide ? half : 0) + ((lane + schedule.SecondStart) % half));
        }

        for (int rows = schedule.HalfRows / 2; rows > 0; rows /= 2)
        {
            int by = rows * schedule.Out;
            yield return Indices($"f{rows}", lane => (lane + by) % half);
        }
    }

    private DefineIndices Indices(string name, Func<int, int> source) => new(name, [.. Enumerable.Range(0, schedule.Width.Lanes).Select(source)]);

    private RowLoop LowerTurns(Walk walk, int times)
    {
        int rows = times * schedule.Rows;
        return new(rows, rows, [(x, (long)rows * schedule.In), (dy, (long)rows * schedule.Out)], [.. Enumerable.Range(0, times).SelectMany(turn => IsWide ? LowerWide(walk, turn) : LowerHalves(walk, turn))]);
    }

    private IEnumerable<Node> LowerWide(Walk walk, int turn)
    {
        int elements = schedule.Rows * schedule.In;
        Place rows = Row(x, turn, schedule.In);
        yield return new Define($"g{turn}", LoadRows(Row(dy, turn, schedule.Out), schedule.Rows * schedule.Out));
        yield return new Define($"a{turn}", schedule.EndsApart ? LoadRows(rows, elements) : new Load(rows, Math.Min(elements, schedule.Width.Lanes)));
        if (schedule.TakesTwo)
        {
            yield return new Define($"b{turn}", new Load(rows + (elements - schedule.Width.Lanes), schedule.Width.Lanes));
        }

        foreach (int line in walk.Lines)
        {
            yield return Added(turn, line, 0, $"g{turn}", new Permuted(new Held($"a{turn}"), $"i{line}", schedule.TakesTwo ? new Held($"b{turn}") : null));
        }
    }

    private IEnumerable<Node> LowerHalves(Walk walk, int turn)
    {
        Place rows = Row(x, turn, schedule.In);
        foreach (int half in walk.Vectors)
        {
            string gradient = $"g{turn}_{half}";
            yield return new Define(gradient, new Load(Row(dy, turn, schedule.Out) + (half == 0 ? 0 : (schedule.Rows * schedule.Out) - schedule.HalfLanes), schedule.HalfLanes));
            foreach (int line in walk.Lines)
            {
                yield return Added(turn, line, half, gradient, schedule.IsBroadcast
                    ? new Broadcast(rows + ((half * schedule.In) + line))
                    : new Permuted(new Load(rows + schedule.WindowStart(half, line), schedule.Window), $"i{half}"));
            }
        }
    }

    /// <summary>A row by itself, in the lanes of the first: the others get 0·0, as 0 times an infinite element of X would be no number.</summary>
    private IEnumerable<Node> LowerRow(Walk walk)
    {
        yield return new Define("g", new Load(new Place(dy, 0), schedule.Out));
        foreach (int line in walk.Lines)
        {
            yield return Added(0, line, 0, "g", new Leading(new Broadcast(new Place(x, line)), schedule.Out));
        }
    }

    private Assign Added(int turn, int line, int v, string gradient, Value input)
    {
        Held sum = new(Sum(turn % schedule.Sets, line, v));
        return new(sum.Name, line < schedule.In ? new MultiplyAdd(input, new Held(gradient), sum) : new Add(sum, new Held(gradient)));
    }

    private IEnumerable<Node> LowerEnd(Walk walk, int line)
    {
        for (int set = 1; set < schedule.Sets; set++)
        {
            foreach (int v in walk.Vectors)
            {
                yield return new Assign(Sum(0, line, v), new Add(new Held(Sum(0, line, v)), new Held(Sum(set, line, v))));
            }
        }

        Place to = line < schedule.In ? dw + ((long)line * _layout.PaddedColumns) : dw + _layout.BiasStart;
        Held first = new(Sum(0, line, walk.FirstVector));
        Held last = new(Sum(0, line, walk.EndVector - 1));
        Value second = MovesSecond ? new Permuted(last, "f0") : last;
        Value total = new Load(to, schedule.HalfLanes);
        if (schedule.IsBroadcast)
        {
            total = walk.FirstVector == 0 ? new Add(total, first) : total;
            total = walk.EndVector == schedule.Vectors ? new Add(total, second) : total;
        }
        else
        {
            yield return new Assign(first.Name, new Add(first, second));
            for (int rows = schedule.HalfRows / 2; rows > 0; rows /= 2)
            {
                yield return new Assign(first.Name, new Add(first, new Permuted(first, $"f{rows}")));
            }

            total = new Add(total, first);
        }

        yield return new Store(to, schedule.Out < schedule.HalfLanes ? new Leading(total, schedule.Out) : total, schedule.HalfLanes);
    }

    /// <summary>The first row of a turn.</summary>
    private Place Row(string name, int turn, int columns) => new(name, (long)turn * schedule.Rows * columns);

    /// <summary>Elements in two halves of a vector, of which the second ends with them.</summary>
    private Value LoadRows(Place from, int elements) => elements == schedule.Width.Lanes
        ? new Load(from, elements)
        : new LoadHalves(from, from + (elements - schedule.HalfLanes));

    private string Sum(int set, int line, int v) => $"d{set}_{line}{(IsWide ? "" : $"_{v}")}";

    /// <summary>A walk through the rows: for some lines of dW, and for one half of the rows or both.</summary>
    /// <param name="FirstLine">The first line.</param>
    /// <param name="EndLine">The line behind the last.</param>
    /// <param name="FirstVector">The first vector of a line's sums.</param>
    /// <param name="EndVector">The vector behind the last.</param>
    private sealed record Walk(int FirstLine, int EndLine, int FirstVector, int EndVector)
    {
        /// <summary>The lines.</summary>
        public IEnumerable<int> Lines => Enumerable.Range(FirstLine, EndLine - FirstLine);

        /// <summary>The vectors of a line's sums.</summary>
        public IEnumerable<int> Vectors => Enumerable.Range(FirstVector, EndVector - FirstVector);
    }
}
