using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Native;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>A chart in SVG, for light and dark pages: percent of the limit in each cell, ours beside the best peer.</summary>
/// <remarks>ScottPlot draws the same bars in as many lines, but for white pages alone, in one font with a place for each letter, and without the figures of a bar under the pointer.</remarks>
internal static class Chart
{
    private const int BarWidth = 8;
    private const int CellWidth = 21;
    private const int ShapeGap = 10;
    private const int Left = 52;
    private const int Top = 56;
    private const int PlotHeight = 220;
    private const int Bottom = 58;

    /// <summary>Draws an operation's cells.</summary>
    public static string Draw(IReadOnlyList<CellResult> results, Operation operation, Ceilings ceilings)
    {
        IGrouping<Shape, CellResult>[] shapes = [.. results.Where(result => result.Operation == operation).GroupBy(result => result.Cell.Shape)];
        int width = Left + shapes.Sum(shape => (shape.Count() * CellWidth) + ShapeGap) + 10;
        int height = Top + PlotHeight + Bottom;
        StringBuilder svg = new();
        svg.AppendLine(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" font-family="system-ui, sans-serif" font-size="13">
            <style>
            .page { fill: #ffffff } text { fill: #1f2328 } .faint { fill: #59636e } .grid { stroke: #d1d9e0 } .ours { fill: #0969da } .peer { fill: #9a9fa6 }
            @media (prefers-color-scheme: dark) { .page { fill: #0d1117 } text { fill: #f0f6fc } .faint { fill: #9198a1 } .grid { stroke: #3d444d } .ours { fill: #4493f8 } .peer { fill: #656c76 } }
            </style>
            <rect class="page" width="{{width}}" height="{{height}}"/>
            <text x="{{Left}}" y="20" font-size="16" font-weight="600">{{operation.Title()}}: percent of the limit of {{Machine.Microarchitecture ?? Machine.Processor}} with {{VectorWidth.Current}} bits</text>
            <rect class="ours" x="{{Left}}" y="30" width="10" height="10"/><text x="{{Left + 15}}" y="39">LinearGen</text>
            <rect class="peer" x="{{Left + 95}}" y="30" width="10" height="10"/><text x="{{Left + 110}}" y="39">the best peer of each cell</text>
            """);
        for (int percent = 0; percent <= 100; percent += 25)
        {
            double y = Top + (PlotHeight * (1 - (percent / 100.0)));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{width - 10}" y1="{y:0.#}" y2="{y:0.#}"/><text class="faint" x="{Left - 6}" y="{y + 4:0.#}" text-anchor="end">{percent} %</text>""");
        }

        int x = Left + (ShapeGap / 2);
        foreach (IGrouping<Shape, CellResult> shape in shapes)
        {
            int start = x;
            foreach (CellResult result in shape)
            {
                double limit = ceilings.Limit(result.Cell, operation);
                if (result.IsCompared)
                {
                    AppendBar(svg, "ours", LinearGenContender.OurName, x + 2, limit, result);
                    AppendBar(svg, "peer", result.BestPeer, x + 2 + BarWidth + 1, limit, result);
                }

                svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="faint" x="{x + (CellWidth / 2)}" y="{Top + PlotHeight + 15}" text-anchor="middle" font-size="10">{result.Cell.Rows}</text>""");
                x += CellWidth;
            }

            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{(start + x) / 2}" y="{Top + PlotHeight + 32}" text-anchor="middle">{shape.Key.In}→{shape.Key.Out}</text>""");
            x += ShapeGap;
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""
            <text class="faint" x="{Left}" y="{height - 8}">Small figures: rows of a call. Higher is faster.</text>
            </svg>
            """);
        return svg.ToString().ReplaceLineEndings("\n");
    }

    private static void AppendBar(StringBuilder svg, string style, string name, int x, double limit, CellResult result)
    {
        // The limit is a measurement too: a bar may pass it by a little, and ends at the edge.
        double nanoseconds = result.Minimum(name);
        double share = limit / nanoseconds;
        double height = PlotHeight * Math.Min(share, 1.05);
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect class="{style}" x="{x}" y="{Top + PlotHeight - height:0.#}" width="{BarWidth}" height="{height:0.#}"><title>{result.Cell}, {name}: {Format.Nanoseconds(nanoseconds)} ns, {Format.Percent(share)}</title></rect>""");
    }
}
