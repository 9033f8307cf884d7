namespace LinearGen.Kernel.Checks;

/// <summary>Gradients of a whole network against central differences of its forward pass, in double.</summary>
public static class NetworkDifferenceCheck
{
    private const int Rows = 3;
    private const double Step = 1e-5;

    // Differences err by Step² and by the forward pass's own 1e-15 over Step.
    private const double Limit = 1e-7;

    /// <summary>Compares dX and some gradients of every layer.</summary>
    public static void Run(NetworkClass<double> networkClass, Tally tally)
    {
        ISequentialNetwork<double> network = networkClass.New();
        network.Initialize(new Random(3));
        NetworkData<double> data = new(networkClass, Rows);
        NetworkResults<double> results = new(network, Rows);
        results.Compute(data, Rows);
        double[] x = data.X(Rows).ToArray();
        double[] y = new double[data.DY(Rows).Length];
        for (int k = 0; k < x.Length; k++)
        {
            int place = k;
            Expect($"dx[{k}]", results.DX[k], delta => x[place] += delta);
        }

        for (int n = 0; n < network.LayerCount; n++)
        {
            (int start, int length) = network.ParameterRange(n).GetOffsetAndLength(network.Parameters.Length);
            foreach (int k in Enumerable.Range(0, length).Where(k => network.Parameters[start + k] != 0).Where((_, nth) => nth % Math.Max(1, length / 40) == 0))
            {
                Expect($"gradient {k} of layer {n}", results.Gradients.Values[start + k], delta =>
                {
                    network.Parameters[start + k] += delta;
                    network.ParametersChanged();
                });
            }
        }

        void Expect(string what, double gradient, Action<double> move)
        {
            move(Step);
            double above = Cost();
            move(-2 * Step);
            double below = Cost();
            move(Step);
            double difference = (above - below) / (2 * Step);
            tally.Expect(Math.Abs(gradient - difference) <= Limit * Math.Max(1, Math.Abs(difference)), $"{networkClass.Name}: {what} is {gradient}, differences give {difference}");
        }

        double Cost()
        {
            network.Forward(x, y);
            double cost = 0;
            for (int k = 0; k < y.Length; k++)
            {
                cost += y[k] * data.DY(Rows)[k];
            }

            return cost;
        }
    }
}
