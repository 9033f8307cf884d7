using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A trainer leaves padding at 0 and frozen layers as they are to the bit; the next forward pass has the new weights, and the loss is smaller.</summary>
public sealed class TrainingCheck : Check
{
    private const int Rows = 12;
    private const int Steps = 15;

    /// <inheritdoc/>
    public override string Name => "training";

    /// <inheritdoc/>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount > 0 && (subject.ParameterCount <= 20000 || !subject.IsLayer);

    /// <summary>Trains networks with every optimiser, layers with one.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        Optimizer[] optimizers =
            [new Sgd(0.01), new Sgd(0.01, momentum: 0.9, weightDecay: 0.1), new Sgd(0.01, momentum: 0.9, nesterov: true), new Adam(1e-3), new AdamW(1e-3)];
        for (int which = 0; which < optimizers.Length; which++)
        {
            if (!subject.IsLayer)
            {
                Train(subject, optimizers[which], which % (subject.Layers.Count + 1), tally);
            }
            else if (which == (subject.In + subject.Out) % optimizers.Length)
            {
                Train(subject, optimizers[which], frozen: 0, tally);
                Train(subject, optimizers[which], frozen: 1, tally);
            }
        }
    }

    // A number beyond the layers freezes none.
    private static void Train<T>(Subject<T> subject, Optimizer optimizer, int frozen, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = subject.Initialized(8);
        INetworkStage<T>[] layers = subject.LayersOf(network);
        if (frozen < layers.Length)
        {
            layers[frozen].Frozen = true;
        }

        Problem<T> problem = Problem.Draw(subject, Rows);
        T[] before = network.Parameters.ToArray();
        Trainer<INetwork<T>, T> trainer = new(network, Loss.MeanSquared, optimizer, Rows);
        T first = trainer.Step(problem.X, problem.DY);
        T last = first;
        for (int step = 1; step < Steps; step++)
        {
            last = trainer.Step(problem.X, problem.DY);
        }

        string what = $"{subject.Name}, {optimizer.GetType().Name}, frozen {frozen}";
        bool canLearn = Enumerable.Range(0, layers.Length).Any(n => n != frozen && subject.Layers[n].IsTrained);
        tally.Expect(!canLearn || subject.IsConstant || last < first, $"{what}: the loss was {first} and is {last}");
        for (int n = 0; n < layers.Length; n++)
        {
            bool isSame = network.Parameters[network.ParameterRange(n)].SequenceEqual(before.AsSpan()[network.ParameterRange(n)]);
            tally.Expect(isSame == (n == frozen || !subject.Layers[n].IsTrained) || subject.IsConstant, $"{what}: layer {n} has {(isSame ? "not " : "")}changed");
        }

        PaddingCheck.Zero(subject, PaddingCheck.Find(subject, network.CreateGradients()), what, network.Parameters, tally);

        // A copy that was given the parameters afterwards computes the same, in both directions.
        INetwork<T> fresh = subject.New();
        network.Parameters.CopyTo(fresh.Parameters);
        foreach (INetworkStage<T> layer in subject.LayersOf(fresh))
        {
            layer.Layer.ParametersChanged();
        }

        (Results<T> results, Results<T> expected) = (new(network, Rows), new(fresh, Rows));
        foreach (INetworkStage<T> layer in layers)
        {
            layer.Frozen = false;
        }

        results.Compute(problem, Rows);
        expected.Compute(problem, Rows);
        results.ExpectBits(tally, what + " afterwards", expected);
    }
}
