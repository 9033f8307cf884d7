using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What a trainer leaves of a network: padding that is 0, frozen layers to the bit, a fused forward pass with the new weights, and a smaller loss.</summary>
public static class NetworkTrainingCheck
{
    private const int Rows = 12;
    private const int Steps = 25;

    /// <summary>Trains with every optimiser.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Optimizer[] optimizers =
            [new Sgd(0.01), new Sgd(0.01, momentum: 0.9, weightDecay: 0.1), new Sgd(0.01, momentum: 0.9, nesterov: true), new Adam(1e-3), new AdamW(1e-3)];
        NetworkData<T> data = new(networkClass, Rows);
        for (int which = 0; which < optimizers.Length; which++)
        {
            ISequentialNetwork<T> network = networkClass.New();
            network.Initialize(new Random(8));
            int frozen = which % (network.LayerCount + 1);
            if (frozen < network.LayerCount)
            {
                network.Layers[frozen].Frozen = true;
            }

            T[] before = network.Parameters.ToArray();
            TargetStep<T> train = networkClass.Train(network, Loss.MeanSquared, optimizers[which], Rows);
            T first = train(data.X(Rows), data.DY(Rows));
            T last = first;
            for (int step = 1; step < Steps; step++)
            {
                last = train(data.X(Rows), data.DY(Rows));
            }

            string what = $"{networkClass.Name}, {optimizers[which].GetType().Name} {which}";
            if (network.LayerCount > 1 || frozen > 0)
            {
                tally.Expect(last < first, $"{what}: the loss was {first} and is {last}");
            }

            for (int n = 0; n < network.LayerCount; n++)
            {
                bool isSame = network.Parameters[network.ParameterRange(n)].SequenceEqual(before.AsSpan()[network.ParameterRange(n)]);
                tally.Expect(isSame == (n == frozen), $"{what}: layer {n} has {(isSame ? "not " : "")}changed");
            }

            Padding(networkClass, network, what, tally);
            NetworkData<T> other = new(networkClass, 3, seed: 9);
            ReadOnlySpan<T> expected = Chained<T>.Of(network).Forward(other.X(3));
            T[] y = new T[expected.Length];
            network.Forward(other.X(3), y);
            Compare.Bits(tally, $"{what}: y", y, expected);
        }
    }

    // What is in the block and is neither weight nor bias.
    private static void Padding<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, string what, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> numbered = networkClass.New();
        int values = 0;
        for (int n = 0; n < network.LayerCount; n++)
        {
            (int inputs, int outputs, int count) = numbered.Layers[n].Shape;
            T[] ones = new T[inputs * outputs];
            ones.AsSpan().Fill(T.One);
            numbered.Layers[n].Layer.SetWeights(ones, WeightLayout.InOut);
            if (count > ones.Length)
            {
                numbered.Layers[n].Layer.SetBias(ones.AsSpan(0, outputs));
            }
        }

        for (int k = 0; k < network.Parameters.Length; k++)
        {
            if (numbered.Parameters[k] == T.One)
            {
                values++;
            }
            else
            {
                tally.Expect(network.Parameters[k] == T.Zero, $"{what}: padding at {k} is {network.Parameters[k]}");
            }
        }

        tally.Expect(values == networkClass.Shape.ParameterCount, $"{what}: {values} parameters, expected {networkClass.Shape.ParameterCount}");
    }
}
