namespace LinearGen.Kernel.Checks;

/// <summary>Gradients are what central differences of C = Σ dy·y give, in double: for a plain layer exactly but for rounding.</summary>
public sealed class DifferenceCheck : Check
{
    private const int Rows = 3;

    /// <summary>Parameters of each layer that are varied, at most.</summary>
    private const int MostParameters = 40;

    /// <inheritdoc/>
    public override string Name => "differences";

    /// <summary>Not where an activation has kinks.</summary>
    public override bool AppliesTo(Subject subject) => subject is Subject<double> && subject.ParameterCount <= 20000
        && subject.Steps.All(step => !HasKink(step));

    private static bool HasKink(StepShape step) => step.Activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.HardSwish or Activation.Relu6 or Activation.HardSigmoid or Activation.HardTanh or Activation.Selu => true,
        Activation.Elu => step.Slope != 1,
        _ => false,
    };

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        if (subject is not Subject<double> subjectOfDouble)
        {
            return;
        }

        // Small weights, so that the error of the third order stays small too.
        INetwork<double> network = subjectOfDouble.Initialized(3);
        double step = subject.IsPlainLayer ? 1.0 / 1024 : 1e-5;
        Problem<double> problem = Problem.Draw(subjectOfDouble, Rows);
        Results<double> results = new(network, Rows);
        results.Compute(problem, Rows);
        double[] x = [.. problem.X];
        double[] y = new double[problem.DY.Length];
        for (int k = 0; k < x.Length; k++)
        {
            int place = k;
            Expect($"dx[{k}]", results.DX[k], delta => x[place] += delta);
        }

        for (int n = 0; n < network.LayerCount; n++)
        {
            if (!subject.Layers[n].IsTrained)
            {
                continue;
            }

            (int start, int length) = network.ParameterRange(n).GetOffsetAndLength(network.Parameters.Length);
            int[] places = [.. Enumerable.Range(start, length).Where(k => network.Parameters[k] != 0)];
            foreach (int k in places.Where((_, nth) => nth % Math.Max(1, places.Length / MostParameters) == 0))
            {
                Expect($"gradient {k - start} of layer {n}", results.Gradients.Values[k], delta =>
                {
                    network.Parameters[k] += delta;
                    network.ParametersChanged();
                });
            }
        }

        // Differences err by step² and by the forward pass's own 1e-15 over step.
        void Expect(string what, double gradient, Action<double> move)
        {
            move(step);
            double above = Cost();
            move(-2 * step);
            double below = Cost();
            move(step);
            double difference = (above - below) / (2 * step);
            double limit = subject.IsPlainLayer ? 1e-10 * (subject.In + subject.Out) * Rows : 1e-7 * Math.Max(1, Math.Abs(difference));
            tally.Expect(Math.Abs(gradient - difference) <= limit, $"{subject.Name}: {what} is {gradient}, differences give {difference}");
        }

        double Cost()
        {
            network.Forward(x, y);
            return y.Zip(problem.DY, (a, b) => a * b).Sum();
        }
    }
}
