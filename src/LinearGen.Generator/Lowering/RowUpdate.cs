using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Lowering;

/// <summary>Lowers the rank-1 update by a single row: dW[i, :] += x[i]·dY, with dY in registers, and db += dY.</summary>
/// <param name="schedule">The schedule of the update.</param>
/// <param name="x">The row's first input.</param>
/// <param name="dy">The gradient with respect to its first output.</param>
/// <param name="dw">dW's first element; db lies behind dW.</param>
internal sealed class RowUpdate(UpdateSchedule schedule, Place x, Place dy, Place dw)
{
    private readonly PanelLayout _layout = schedule.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower() => schedule.SpansPanels
        ? LowerStrips(dy, dw + _layout.BiasStart, [.. Enumerable.Range(0, (schedule.Out + _layout.PanelColumns - 1) / _layout.PanelColumns).Select(PanelStrip)])
        : ColumnWalk.Lower(
            "j",
            schedule.Out,
            _layout.PanelColumns,
            isUnrolled: false,
            [new("gj", dy, 1), new("dj", dw, schedule.In), .. schedule.HasBias ? (Cursor[])[new("bj", dw + _layout.BiasStart, 1)] : []],
            (places, columns) => LowerStrips(places[0], places[places.Count - 1], [new Strip(places[1], columns == _layout.PanelColumns ? columns : _layout.PanelWidth(schedule.Out - columns), columns)]));

    private Strip PanelStrip(int panel)
    {
        int column = panel * _layout.PanelColumns;
        return new(dw + _layout.Index(0, column), _layout.PanelWidth(column), Math.Min(schedule.Out - column, _layout.PanelColumns));
    }

    private List<Node> LowerStrips(Place gradient, Place bias, IReadOnlyList<Strip> strips)
    {
        int columns = strips.Sum(static strip => strip.Columns);
        int vectors = (columns + _lanes - 1) / _lanes;
        List<Node> nodes = [];
        for (int v = 0; v < vectors; v++)
        {
            nodes.Add(new Define($"g{v}", new Load(gradient + (v * _lanes), Math.Min(_lanes, columns - (v * _lanes)))));
        }

        if (schedule.HasBias)
        {
            for (int v = 0; v < vectors; v++)
            {
                nodes.Add(new Store(bias + (v * _lanes), new Add(new Held($"g{v}"), new Load(bias + (v * _lanes), _lanes)), _lanes));
            }
        }

        nodes.Add(new Declare("t"));
        int atOnce = schedule.RowLines;
        int whole = schedule.In / atOnce * atOnce;
        if (whole > atOnce)
        {
            Cursor[] lines = [.. strips.Select(static (strip, n) => new Cursor(n == 0 ? "di" : $"di{n}", strip.First, strip.Width))];
            nodes.Add(new Loop("i", whole, atOnce, [new("xi", x, 1), .. lines], [.. LowerLines(new Place("xi", 0), [.. strips.Select((strip, n) => strip with { First = new Place(lines[n].Name, 0) })], atOnce)]));
        }
        else
        {
            whole = 0;
        }

        nodes.AddRange(LowerLines(x + whole, [.. strips.Select(strip => strip with { First = strip.First + ((long)whole * strip.Width) })], schedule.In - whole));
        return nodes;
    }

    /// <summary>
    /// Padding is set to 0, which it is unless an input is NaN. Vectors are stored as they are loaded: a load waits some ten cycles for parts of it that
    /// were just stored by themselves. 3×5: 4.4 ns, 7.6 with stores of parts (Zen 4).
    /// </summary>
    private IEnumerable<Node> LowerLines(Place inputs, IReadOnlyList<Strip> strips, int count)
    {
        for (int line = 0; line < count; line++)
        {
            yield return new Assign("t", new Broadcast(inputs + line));
            int gradient = 0;
            foreach (Strip strip in strips)
            {
                for (int v = 0; v * _lanes < strip.Columns; v++, gradient++)
                {
                    Place to = strip.First + ((long)line * strip.Width) + (v * _lanes);
                    MultiplyAdd sum = new(new Held("t"), new Held($"g{gradient}"), new Load(to, _lanes));
                    int left = strip.Columns - (v * _lanes);
                    yield return new Store(to, left < _lanes ? new Leading(sum, left) : sum, _lanes);
                }
            }
        }
    }

    /// <summary>Neighbouring columns of dW within a panel.</summary>
    /// <param name="First">Their first line.</param>
    /// <param name="Width">Elements of a line of the panel.</param>
    /// <param name="Columns">The number of columns, without padding.</param>
    private readonly record struct Strip(Place First, int Width, int Columns);
}
