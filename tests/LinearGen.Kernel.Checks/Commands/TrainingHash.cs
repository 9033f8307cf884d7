using System.Numerics;
using LinearGen.Kernel.Layers.Networks;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>The bits of parameters and losses after some steps of every loss and optimiser: what one machine has trained another one goes on with.</summary>
public static class TrainingHash
{
    private const int Rows = 150;

    /// <summary>Trains and takes the hash. 32 outputs are more than a vector of any width.</summary>
    public static ResultHash Compute()
    {
        ResultHash hash = new();
        Train<Mixed, float>(hash, new(), Loss.L1, new AdamW());
        foreach (Loss loss in new[] { Loss.SoftmaxCrossEntropy, Loss.CrossEntropy(0.1), Loss.MeanSquared, Loss.BinaryCrossEntropy, Loss.L1, Loss.Huber(0.3) })
        {
            Train<Hidden, float>(hash, new(), loss, new Adam());
            Train<Classifier, float>(hash, new(), loss, new Sgd(0.1, 0.9));
        }

        return hash;
    }

    private static void Train<TNetwork, T>(ResultHash hash, TNetwork network, Loss loss, Optimizer optimizer)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(1);
        network.Initialize(random);
        (int inputs, int outputs, _) = network.Shape;
        T[] x = Draw(Rows * inputs), targets = Draw(Rows * outputs);
        Trainer<TNetwork, T> trainer = new(network, loss, optimizer, Rows) { MaxGradientNorm = 0.5 };
        for (int step = 0; step < 8; step++)
        {
            hash.Add<T>([trainer.Step(x, targets)]);
        }

        hash.Add<T>(network.Parameters);

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble()))];
    }
}
