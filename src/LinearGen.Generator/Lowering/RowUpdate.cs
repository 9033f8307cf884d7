using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Lowering;

/// <summary>Lowers the rank-1 update by a single row: dW[i, :] += x[i]·dY, with dY in registers, and db += dY.</summary>
/// <param name="schedule">How it is computed.</param>
/// <param name="x">The row's first input.</param>
/// <param name="dy">The gradient with respect to its first output.</param>
/// <param name="dw">dW's first element; db lies behind dW.</param>
internal sealed class RowUpdate(UpdateSchedule schedule, Place x, Place dy, Place dw)
{
    private readonly PanelLayout _layout = schedule.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower()
    {
        List<Node> nodes = [];
        int panelColumns = _layout.PanelColumns;
        int full = schedule.Out / panelColumns;
        if (full > 1)
        {
            nodes.Add(new Loop(
                "j",
                full * panelColumns,
                panelColumns,
                [new("gj", dy, 1), new("dj", dw, schedule.In), new("bj", dw + _layout.BiasStart, 1)],
                LowerPanel(new Place("gj", 0), new Place("dj", 0), new Place("bj", 0), panelColumns)));
        }
        else if (full == 1)
        {
            nodes.Add(new Scope(LowerPanel(dy, dw, dw + _layout.BiasStart, panelColumns)));
        }

        if (schedule.Out > full * panelColumns)
        {
            int first = full * panelColumns;
            nodes.Add(new Scope(LowerPanel(dy + first, dw + ((long)first * schedule.In), dw + _layout.BiasStart + first, schedule.Out - first)));
        }

        return nodes.Count == 1 && nodes[0] is Scope only ? only.Body : nodes;
    }

    private List<Node> LowerPanel(Place gradient, Place lines, Place bias, int columns)
    {
        int width = columns == _layout.PanelColumns ? columns : _layout.PanelWidth(schedule.Out - columns);
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
                nodes.Add(new Store(bias + (v * _lanes), new Add(new Held($"g{v}"), new Load(bias + (v * _lanes), _lanes)), Math.Min(_lanes, columns - (v * _lanes))));
            }
        }

        nodes.Add(new Declare("t"));
        int atOnce = schedule.RowLines;
        int whole = schedule.In / atOnce * atOnce;
        if (whole > atOnce)
        {
            nodes.Add(new Loop("i", whole, atOnce, [new("xi", x, 1), new("di", lines, width)], [.. LowerLines(new Place("xi", 0), new Place("di", 0), width, columns, atOnce)]));
        }
        else
        {
            whole = 0;
        }

        nodes.AddRange(LowerLines(x + whole, lines + ((long)whole * width), width, columns, schedule.In - whole));
        return nodes;
    }

    /// <summary>Padding is not written, so that it stays 0 also where an input is NaN.</summary>
    private IEnumerable<Node> LowerLines(Place inputs, Place lines, int width, int columns, int count)
    {
        for (int line = 0; line < count; line++)
        {
            yield return new Assign("t", new Broadcast(inputs + line));
            for (int v = 0; v * _lanes < columns; v++)
            {
                Place to = lines + ((long)line * width) + (v * _lanes);
                yield return new Store(to, new MultiplyAdd(new Held("t"), new Held($"g{v}"), new Load(to, _lanes)), Math.Min(_lanes, columns - (v * _lanes)));
            }
        }
    }
}
