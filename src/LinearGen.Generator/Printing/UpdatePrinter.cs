using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>Writes dW += Xᵀ·dY of many rows: blocks of rows, panels of columns, and in each the runtime's register tiles over the lines of dW.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="schedule">How it is computed.</param>
/// <param name="keyword">The element type.</param>
internal sealed class UpdatePrinter(SourceWriter writer, UpdateSchedule schedule, string keyword)
{
    private readonly PanelLayout _layout = schedule.Layout;
    private readonly int _lanes = schedule.Width.Lanes;

    /// <summary>Writes the method's body; <c>x</c>, <c>dy</c>, <c>dw</c>, <c>rows</c> and, for a copy, <c>scratch</c> are in scope.</summary>
    public void Print()
    {
        if (schedule.ResidentRows > 0)
        {
            PrintResident();
            return;
        }

        writer.Line($"{keyword} one = 1;", schedule.HasBias);
        using (writer.Block($"for (nint row = 0; row < rows; row += {Tuning.UpdateRows})"))
        {
            writer.Line($"nint count = Math.Min({Tuning.UpdateRows}, rows - row);");
            writer.Line($"ref {keyword} xr = {Address.Of("x", Address.Product("row", Address.Text(schedule.In)))}, gr = {Address.Of("dy", Address.Product("row", Address.Text(schedule.Out)))};");
            int panel = _layout.PanelColumns;
            int full = schedule.Out / panel;
            if (full > 1)
            {
                using (writer.Block($"for (nint p = 0; p < {full * panel}; p += {panel})"))
                {
                    PrintPanel("p", panel, panel);
                }
            }
            else if (full == 1)
            {
                PrintPanel("0", panel, panel);
            }

            if (schedule.Out > full * panel)
            {
                PrintPanel(Address.Text(full * panel), schedule.Out - (full * panel), _layout.PanelWidth(full * panel));
            }
        }

        PrintPadding();
    }

    /// <summary>All lines in registers, then the rows that are left.</summary>
    private void PrintResident()
    {
        new NodePrinter(writer, keyword, _lanes).Print(new ResidentUpdate(schedule, "x", "dy", new("dw", 0)).Lower());
        PrintPadding();
        using (writer.Block("for (; rows > 0; rows--)"))
        {
            writer.Line("WeightGradientRow(ref x, ref dy, gradients);");
            writer.Line($"x = ref Unsafe.Add(ref x, {schedule.In});");
            writer.Line($"dy = ref Unsafe.Add(ref dy, {schedule.Out});");
        }
    }

    /// <summary>Padding stays 0, also where a NaN was multiplied by it.</summary>
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

    private void PrintPanel(string panel, int columns, int width)
    {
        bool isPacked = schedule.IsPacked;
        if (isPacked)
        {
            writer.Line($"Packing.CopyRows({Address.Of("gr", panel)}, {schedule.Out}, {columns}, ref scratch, {width}, count);");
        }

        int stripColumns = Math.Min(width, schedule.StripVectors * _lanes);
        int whole = width / stripColumns * stripColumns;
        if (whole > stripColumns)
        {
            using (writer.Block($"for (nint j = 0; j < {whole}; j += {stripColumns})"))
            {
                PrintStrip(panel, "j", stripColumns / _lanes, width);
            }
        }
        else
        {
            PrintStrip(panel, "0", stripColumns / _lanes, width);
        }

        if (width > whole)
        {
            PrintStrip(panel, Address.Text(whole), (width - whole) / _lanes, width);
        }
    }

    private void PrintStrip(string panel, string column, int vectors, int width)
    {
        bool isPacked = schedule.IsPacked;
        string gradient = isPacked ? Address.Of("scratch", column) : Address.Of("gr", panel, column);
        int step = isPacked ? width : schedule.Out;
        int line = 0;
        foreach (int tile in schedule.Heights(vectors))
        {
            int lines = (schedule.In - line) / tile * tile;
            if (tile == 6 && (schedule.In - line - lines) % 4 is 2 or 3 && lines >= 6 && schedule.In - line - lines + 6 >= 8)
            {
                lines -= 6;
            }

            if (lines > 0)
            {
                string to = Address.Of("dw", Address.Product(panel, Address.Text(schedule.In)), column, Address.Text((long)line * width));
                writer.Line(Call(tile, vectors, lines, Address.Of("xr", Address.Text(line)), "1", Address.Text(schedule.In), gradient, step, to, width));
            }

            line += lines;
        }

        if (schedule.HasBias)
        {
            string to = Address.Of("dw", Address.Text(_layout.BiasStart), panel, column);
            writer.Line(Call(1, vectors, 1, "ref one", "0", "0", gradient, step, to, width));
        }

        string Call(int tile, int vectors, int lines, string a, string aRow, string aStep, string b, int bStep, string to, int width) =>
            $"Tiles.Rows{tile}Vectors{vectors}({lines}, {a}, {aRow}, {aStep}, {b}, {bStep}, count, count, {to}, {width}, {to}, {width}, {vectors * _lanes}, 0);";
    }
}
