using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Networks;

/// <summary>The training step of the classifier: as a whole, in parts, and what it allocates.</summary>
/// <param name="settings">How long to measure.</param>
internal sealed class DigitsTraining(RoundSettings settings)
{
    /// <summary>Rows of a step.</summary>
    public const int BatchRows = 32;

    /// <summary>
    /// Batches that take turns, with labels drawn at random: too many to be learned by heart, whereupon gradients would vanish
    /// and then be subnormal.
    /// </summary>
    public const int Batches = 64;

    private readonly float[] _x = Rows.Random(Batches * BatchRows * Digits.In, seed: 1);
    private readonly int[] _labels = DrawLabels();
    private double _losses;
    private int _batch;

    /// <summary>The whole step.</summary>
    public const string Step = "Trainer.Step";

    /// <summary>Measures the step and its parts, interleaved.</summary>
    /// <returns>Nanoseconds of each, round by round; the step first.</returns>
    public IReadOnlyList<(string Name, double[] Times)> Measure()
    {
        Trainer<Digits> trainer = CreateTrainer();
        Train(trainer, 1000); // The parts are to be those of an ordinary step, not of the first ones.
        (string Name, Action<int> Run)[] works = [(Step, calls => Train(trainer, calls)), .. Parts(trainer.Network)];
        WarmUp.Run([.. works.Select(work => work.Run)]);
        double[][] times = PairedRounds.Measure([.. works.Select(work => work.Run)], settings);
        return [.. works.Zip(times, (work, rounds) => (work.Name, rounds))];
    }

    /// <summary>Bytes that so many steps allocate.</summary>
    public long Allocated(int steps)
    {
        Trainer<Digits> trainer = CreateTrainer();
        Train(trainer, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Train(trainer, steps);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Trainer<Digits> CreateTrainer()
    {
        Digits network = new();
        network.Initialize(new Random(1));
        return new(network, Loss.SoftmaxCrossEntropy, new Adam(), BatchRows);
    }

    private static int[] DrawLabels()
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, Batches * BatchRows).Select(_ => random.Next(Digits.Out))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Train(Trainer<Digits> trainer, int steps)
    {
        for (; steps > 0; steps--)
        {
            _batch = (_batch + 1) % Batches;
            _losses += trainer.Step(_x.AsSpan(_batch * BatchRows * Digits.In, BatchRows * Digits.In), _labels.AsSpan(_batch * BatchRows, BatchRows));
        }
    }

    /// <summary>What a step does, one thing at a time, each on its own copies.</summary>
    private IEnumerable<(string Name, Action<int> Run)> Parts(Digits trained)
    {
        Digits network = new();
        network.CopyFrom(trained);
        INetwork<float> net = network;
        float[] x = _x[..(BatchRows * Digits.In)];
        int[] labels = _labels[..BatchRows];
        float[] dy = new float[BatchRows * Digits.Out];
        Activations<float> activations = net.CreateActivations(BatchRows);
        ParameterGradients<float> gradients = net.CreateGradients();
        net.Forward(x, activations);
        Loss.SoftmaxCrossEntropy.Compute(activations.Output, labels, Digits.Out, dy);
        net.Backward(x, activations, dy, default, gradients);

        // The optimiser moves parameters of its own, and hardly, so that everybody else's stay as they are.
        Adam adam = new();
        float[] parameters = net.Parameters.ToArray(), slopes = gradients.Values.ToArray(), state = new float[2 * parameters.Length];
        long step = 0;

        yield return ("Forward(x, activations)", calls =>
        {
            for (; calls > 0; calls--)
            {
                net.Forward(x, activations);
            }
        });
        yield return ("loss", calls =>
        {
            for (; calls > 0; calls--)
            {
                _losses += Loss.SoftmaxCrossEntropy.Compute(activations.Output, labels, Digits.Out, dy);
            }
        });
        yield return ("clearing of gradients, Backward", calls =>
        {
            for (; calls > 0; calls--)
            {
                gradients.Clear();
                net.Backward(x, activations, dy, default, gradients);
            }
        });
        yield return ("Adam", calls =>
        {
            for (; calls > 0; calls--)
            {
                step++;
                for (int layer = 0; layer < net.LayerCount; layer++)
                {
                    (int start, int count) = net.ParameterRange(layer).GetOffsetAndLength(parameters.Length);
                    adam.Step(parameters.AsSpan(start, count), slopes.AsSpan(start, count), state.AsSpan(2 * start, 2 * count), step, 1e-12);
                }
            }
        });
        yield return ("ParametersChanged: transposed weights", calls =>
        {
            for (; calls > 0; calls--)
            {
                net.ParametersChanged();
            }
        });
    }
}
