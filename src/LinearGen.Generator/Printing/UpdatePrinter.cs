using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>Writes dW += Xᵀ·dY of many rows: blocks of rows, panels of columns, and in each the runtime's register tiles over the lines of dW.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="schedule">The schedule of the update.</param>
/// <param name="keyword">The element type.</param>
internal sealed class UpdatePrinter(SourceWriter writer, UpdateSchedule schedule, string keyword)
{
    private readonly PanelLayout _layout = schedule.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>Writes the method's body; <c>x</c>, <c>dy</c>, <c>dw</c>, <c>rows</c> and, for a copy, <c>scratch</c> are in scope.</summary>
    /// <param name="wide">The schedule for vectors of 512 bits; null for the schedule above.</param>
    public void Print(UpdateSchedule? wide = null)
    {
        if (schedule.CrossRows is { } crossing)
        {
            PrintCrossing(crossing);
            return;
        }

        if (schedule.ResidentRows > 0)
        {
            new NodePrinter(writer, keyword, _lanes).Print(new ResidentUpdate(schedule, "x", "dy", new("dw", 0)).Lower());
            PrintPadding();
            return;
        }

        writer.Line($"{keyword} one = 1;", schedule.HasBias && !schedule.IsTiledAtEveryWidth);
        using (writer.Block($"for (nint row = 0; row < rows; row += {Tuning.UpdateRows})"))
        {
            writer.Line($"nint count = Math.Min({Tuning.UpdateRows}, rows - row);");
            writer.Line($"ref {keyword} xr = {Address.Of("x", Address.Product("row", Address.Text(schedule.In)))}, gr = {Address.Of("dy", Address.Product("row", Address.Text(schedule.Out)))};");
            WidthChoice.Print(writer, PrintPanels, wide is null ? null : new UpdatePrinter(writer, wide, keyword).PrintPanels);
        }

        PrintPadding();
    }

    /// <summary>Several rows in a vector; a block for each walk through the rows, which moves references of its own.</summary>
    private void PrintCrossing(CrossRowUpdateSchedule crossing)
    {
        IReadOnlyList<IReadOnlyList<Node>> walks = new CrossRowUpdate(crossing, "x", "dy", new("dw", 0)).Lower();
        if (walks.Count == 1)
        {
            new NodePrinter(writer, keyword, _lanes).Print(walks[0]);
            return;
        }

        writer.Line($"ref {keyword} firstX = ref x, firstDy = ref dy;");
        writer.Line("nint all = rows;");
        for (int walk = 0; walk < walks.Count; walk++)
        {
            if (walk > 0)
            {
                writer.Line("x = ref firstX; dy = ref firstDy; rows = all;");
            }

            using (writer.Block())
            {
                new NodePrinter(writer, keyword, _lanes).Print(walks[walk]);
            }
        }
    }

    /// <summary>Writes the padding as 0, also where a NaN was multiplied by it.</summary>
    private void PrintPadding()
    {
        int first = _layout.PanelStart(schedule.Out - 1);
        int columns = schedule.Out - first;
        int width = _layout.PanelWidth(first);
        if (columns < width)
        {
            writer.Line($"Packing.ClearPadding({Address.Of("dw", Address.Text((long)first * schedule.In))}, {schedule.In}, {columns}, {width});");
            writer.Line($"Packing.ClearPadding({Address.Of("dw", Address.Text(_layout.BiasStart + first))}, 1, {columns}, {width});", schedule.HasBias);
        }
    }

    /// <summary>The panels: those of one width, or whose strips are alike, in one loop.</summary>
    private void PrintPanels()
    {
        int panel = _layout.PanelColumns;
        int full = schedule.Out / panel * panel;
        int rest = schedule.Out - full;
        if (full == 0 || (rest == 0 && full == panel))
        {
            PrintPanel("0", schedule.Out, Address.Text(schedule.Out), Address.Text(_layout.PanelWidth(0)));
            return;
        }

        int last = rest > 0 ? _layout.PanelWidth(full) : panel;
        bool isAlike = last % (schedule.StripVectors * _lanes) == 0;
        int end = isAlike ? schedule.Out : full;
        if (end <= panel)
        {
            PrintPanel("0", panel, Address.Text(panel), Address.Text(panel));
        }
        else
        {
            using (writer.Block($"for (nint p = 0; p < {end}; p += {panel})"))
            {
                string width = Address.Text(panel);
                if (isAlike && last != panel)
                {
                    writer.Line($"nint width = p < {full} ? {panel} : {last};");
                    width = "width";
                }

                PrintPanel("p", panel, isAlike && rest > 0 ? $"Math.Min({panel}, {schedule.Out} - p)" : Address.Text(panel), width);
            }
        }

        if (!isAlike)
        {
            PrintPanel(Address.Text(full), rest, Address.Text(rest), Address.Text(last));
        }
    }

    /// <summary>One panel: a copy of its part of dY, if there is one, then its strips.</summary>
    /// <param name="panel">Its first column.</param>
    /// <param name="columns">Its columns at most.</param>
    /// <param name="exact">Its columns.</param>
    /// <param name="width">Its columns with padding.</param>
    private void PrintPanel(string panel, int columns, string exact, string width)
    {
        writer.Line($"Packing.CopyRows({Address.Of("gr", panel)}, {schedule.Out}, {exact}, ref scratch, {width}, count);", schedule.IsPacked);
        int most = columns == _layout.PanelColumns ? columns : _layout.PanelWidth(schedule.Out - columns);
        int stripColumns = Math.Min(most, schedule.StripVectors * _lanes);
        int whole = most / stripColumns * stripColumns;
        string? loop = whole > stripColumns ? $"for (nint j = 0; j < {(width == "width" ? width : Address.Text(whole))}; j += {stripColumns})" : null;
        using (writer.Block(loop))
        {
            PrintStrip(panel, loop is null ? "0" : "j", stripColumns / _lanes, width);
        }

        if (most > whole)
        {
            using (writer.Block())
            {
                PrintStrip(panel, Address.Text(whole), (most - whole) / _lanes, width);
            }
        }
    }

    private void PrintStrip(string panel, string column, int vectors, string width)
    {
        bool isPacked = schedule.IsPacked;
        string gradient = isPacked ? Address.Of("scratch", column) : Address.Of("gr", panel, column);
        writer.Line($"ref {keyword} g = {gradient}, d = {Address.Of("dw", Address.Product(panel, Address.Text(schedule.In)), column)};");
        string step = isPacked ? width : Address.Text(schedule.Out);
        int line = 0;
        foreach (int tile in schedule.Heights(vectors))
        {
            // Two fours and at most one line take less time than six lines and two or three single ones.
            int lines = (schedule.In - line) / tile * tile;
            if (tile == 6 && lines > 0 && schedule.In - line - lines is 2 or 3)
            {
                lines -= 6;
            }

            if (lines > 0)
            {
                string to = Address.Of("d", Address.Product(Address.Text(line), width));
                writer.Line(Call(tile, lines, Address.Of("xr", Address.Text(line)), "1", Address.Text(schedule.In), to));
            }

            line += lines;
        }

        if (schedule.HasBias)
        {
            string bias = Address.Of("dw", Address.Text(_layout.BiasStart), panel, column);
            writer.Line(schedule.IsTiledAtEveryWidth ? $"Tiles{schedule.Width.Bits}.ColumnSums({vectors}, ref g, {step}, count, {bias});" : Call(1, 1, "ref one", "0", "0", bias));
        }

        string Call(int tile, int lines, string a, string aRow, string aStep, string to) =>
            $"Tiles{schedule.Width.Bits}.Rows{tile}Vectors{vectors}({lines}, {a}, {aRow}, {aStep}, ref g, {step}, count, count, {to}, {width}, {to}, {width}, {vectors * _lanes}, 0);";
    }
}
