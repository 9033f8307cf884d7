using LinearGen;
using ScottPlot;

namespace Pictures;

/// <summary>The loss of each epoch, on the rows that are learnt from and on those for validation.</summary>
internal static class LearningCurve
{
    public static Plot Of(TrainingHistory history)
    {
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Number)];
        Plot plot = new();
        plot.Add.ScatterLine(epochs, history.Epochs.Select(epoch => epoch.Loss).ToArray()).LegendText = "training";
        plot.Add.ScatterLine(epochs, history.Epochs.Select(epoch => epoch.ValidationLoss!.Value).ToArray()).LegendText = "validation";
        plot.Add.Marker(history.Best.Number, history.Best.ValidationLoss!.Value).LegendText = $"best: epoch {history.Best.Number}";
        plot.ShowLegend(Alignment.UpperRight);
        plot.XLabel("epoch");
        plot.YLabel("loss");
        return plot;
    }
}
