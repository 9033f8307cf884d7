using ScottPlot;

namespace Pictures;

/// <summary>A network's outputs against the targets: a right one lies on the diagonal.</summary>
internal static class PredictedAgainstTrue
{
    public static Plot Of(float[] targets, float[] predicted, string quantity)
    {
        Plot plot = new();
        plot.Add.ScatterPoints(targets, predicted);
        (double least, double most) = (Math.Min(targets.Min(), predicted.Min()), Math.Max(targets.Max(), predicted.Max()));
        plot.Add.Line(least, least, most, most);
        plot.XLabel($"true {quantity}");
        plot.YLabel($"predicted {quantity}");
        plot.Axes.SquareUnits();
        return plot;
    }
}
