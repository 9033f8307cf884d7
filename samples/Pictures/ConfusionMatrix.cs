using LinearGen;
using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;

namespace Pictures;

/// <summary>How often each class was taken for each other; the colour is the share of the class.</summary>
internal static class ConfusionMatrix
{
    public static Plot Of(ClassMetrics metrics)
    {
        int classes = metrics.Confusion.GetLength(0);
        IColormap shades = new Blues().Reversed();
        Plot plot = new();
        for (int label = 0; label < classes; label++)
        {
            int rows = Enumerable.Range(0, classes).Sum(output => metrics.Confusion[label, output]);
            for (int output = 0; output < classes; output++)
            {
                if (metrics.Confusion[label, output] is > 0 and int count)
                {
                    // The first class is at the top.
                    double share = (double)count / rows, height = classes - 1 - label;
                    Rectangle cell = plot.Add.Rectangle(output - 0.5, output + 0.5, height - 0.5, height + 0.5);
                    cell.FillColor = shades.GetColor(share);
                    cell.LineWidth = 0;
                    Text text = plot.Add.Text($"{count}", output, height);
                    text.Alignment = Alignment.MiddleCenter;
                    text.LabelFontColor = share > 0.5 ? Colors.White : Colors.Black;
                }
            }
        }

        double[] places = [.. Enumerable.Range(0, classes).Select(place => (double)place)];
        plot.Axes.Bottom.SetTicks(places, [.. places.Select(place => $"{place}")]);
        plot.Axes.Left.SetTicks(places, [.. places.Reverse().Select(place => $"{place}")]);
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        plot.HideGrid();
        plot.XLabel("taken for");
        plot.YLabel("class");
        return plot;
    }
}
