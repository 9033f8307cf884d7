namespace LinearGen.Kernel.Checks;

/// <summary>Gradients against central differences of C = Σ dy·y, which for a linear layer are exact but for rounding.</summary>
public static class FiniteDifferenceCheck
{
    private const double Step = 1.0 / 1024;
    private const double Tolerance = 1e-10;

    /// <summary>Checks every input, weight and bias.</summary>
    public static void Run(LayerClass<double> layerClass, int rows, Tally tally)
    {
        LayerData<double> data = LayerData.Draw(layerClass, rows, Distribution.Uniform);
        Layer<double> layer = layerClass.With(data);
        Results<double> results = new(layer, layerClass);
        results.Compute(data, rows);

        Vary(data.X, results.DX, "dx", () => { });
        Vary(data.W, results.DW, "dw", () => layer.SetWeights(data.W));
        if (layerClass.HasBias)
        {
            Vary(data.B, results.DB, "db", () => layer.SetBias(data.B));
        }

        void Vary(double[] values, double[] gradients, string what, Action apply)
        {
            for (int k = 0; k < values.Length; k++)
            {
                double value = values[k];
                values[k] = value + Step;
                apply();
                double above = Cost();
                values[k] = value - Step;
                apply();
                double below = Cost();
                values[k] = value;
                apply();
                double difference = (above - below) / (2 * Step);
                tally.Expect(
                    Math.Abs(gradients[k] - difference) <= Tolerance * (layerClass.In + layerClass.Out) * rows,
                    $"{layerClass.Name}, {rows} rows: {what}[{k}] is {gradients[k]}, but C changes by {difference}");
            }
        }

        double Cost()
        {
            double[] y = new double[rows * layerClass.Out];
            layer.Forward(data.X, y);
            return y.Zip(data.DY, (a, b) => a * b).Sum();
        }
    }
}
