using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.SelfChecks;

/// <summary>The range of a model's inputs, by the statistics that it subtracts and divides by before its first layer.</summary>
/// <param name="Center">The middle of each column.</param>
/// <param name="Spread">The spread of each column around it.</param>
internal sealed record HomeOfRows(double[] Center, double[] Spread)
{
    /// <summary>
    /// The values that the stages before the first layer make 0 and 1 of; around 0 and as wide as 1 where there are none, or where they tell
    /// nothing. Bounds are left out: they keep values at home.
    /// </summary>
    public static HomeOfRows Of(IReadOnlyList<ModelStage> stages)
    {
        ModelStage[] head = [.. stages.TakeWhile(stage => stage is ModelNormalization or ModelRescaling)];
        double[] center = Inverse(head, stages[0].In, 0), one = Inverse(head, stages[0].In, 1);
        double[] spread = [.. one.Zip(center, (value, middle) => Math.Abs(value - middle))];
        for (int n = 0; n < center.Length; n++)
        {
            bool isKnown = double.IsFinite((float)center[n]) && double.IsFinite((float)spread[n]) && spread[n] > 0;
            (center[n], spread[n]) = isKnown ? (center[n], spread[n]) : (0, 1);
        }

        return new HomeOfRows(center, spread);
    }

    /// <summary>Rows of a normal distribution, the same for every model.</summary>
    public IEnumerable<double[]> Draw(int rows)
    {
        Random random = new(1);
        for (int row = 0; row < rows; row++)
        {
            yield return [.. Center.Zip(Spread, (center, spread) => (double)(float)(center + (spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
        }
    }

    private static double[] Inverse(ModelStage[] head, int width, double value)
    {
        double[] values = [.. Enumerable.Repeat(value, width)];
        foreach (ModelStage stage in Enumerable.Reverse(head))
        {
            for (int n = 0; n < width; n++)
            {
                values[n] = stage switch
                {
                    ModelNormalization normalization => (values[n] * normalization.Deviation[n]) + normalization.Mean[n],
                    ModelRescaling rescaling => (values[n] - rescaling.Offset[n]) / rescaling.Scale[n],
                    _ => values[n],
                };
            }
        }

        return values;
    }
}
