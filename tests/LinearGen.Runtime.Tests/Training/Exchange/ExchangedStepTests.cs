using System.Numerics;
using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary>Steps whose batch is divided among ranks: the bits of the whole batch on one.</summary>
public class ExchangedStepTests
{
    private const int Most = 1100;
    private static readonly float[] X = Numbers.Draw<float>(new Random(1), Most * 2);
    private static readonly float[] Targets = Numbers.Draw<float>(new Random(2), Most * 3, 0.9);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Most).Select(row => row * 7 % 3)];

    public static TheoryData<string> Losses => [.. ByName.Keys];

    private static Dictionary<string, (Loss Loss, bool TakesLabels)> ByName { get; } = new()
    {
        ["cross entropy, labels"] = (Loss.SoftmaxCrossEntropy, true),
        ["cross entropy, targets"] = (Loss.SoftmaxCrossEntropy, false),
        ["weighted, smoothed, labels"] = (Loss.CrossEntropy(0.1, [0.3, 1.7, 0.9]), true),
        ["weighted, smoothed, targets"] = (Loss.CrossEntropy(0.1, [0.3, 1.7, 0.9]), false),
        ["mean squared"] = (Loss.MeanSquared, false),
        ["binary cross entropy"] = (Loss.BinaryCrossEntropy, false),
        ["L1"] = (Loss.L1, false),
        ["Huber"] = (Loss.Huber(0.3), false),
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Any_number_of_ranks_and_threads_gives_the_bits_of_one_without_an_exchange(string name)
    {
        (Loss loss, bool takesLabels) = ByName[name];
        foreach (int rows in new[] { 1, 64, 200, 512, Most })
        {
            (float[] expected, float[] losses) = Train<float>(null, loss, takesLabels, rows, 1);
            foreach (int ranks in new[] { 1, 2, 3, 4, 5, 8 })
            {
                foreach (int threads in new[] { 1, 2 })
                {
                    foreach (((float[], float[]) result, Exception? failure) in ThreadExchange<float>.Run(ranks, exchange => Train(exchange, loss, takesLabels, rows, threads)))
                    {
                        Assert.Null(failure);
                        Assert.Equal(losses, result.Item2);
                        Assert.Equal(expected, result.Item1);
                    }
                }
            }
        }
    }

    [Fact]
    public void In_double_too_and_in_generated_networks()
    {
        double[] x = Numbers.Draw<double>(new Random(1), Most * 2);
        AssertSame<PlainDeepNetwork<double>, double>(() => new(), x, Targets.Select(t => (double)t).ToArray());
        AssertSame<Iris, float>(() => new(), Numbers.Draw<float>(new Random(3), 500 * Iris.In), Numbers.Draw<float>(new Random(4), 500 * Iris.Out));
    }

    [Fact]
    public void Ranks_with_a_thousand_steps_differ_in_no_bit()
    {
        float[] Steps(ThreadExchange<float>? exchange, int threads)
        {
            Iris network = new();
            network.Initialize(new Random(1));
            Trainer<Iris> trainer = new(network, Loss.MeanSquared, new Adam(3e-3), 256) { Exchange = exchange, Threads = threads, RowsPerBlock = 32 };
            float[] x = Numbers.Draw<float>(new Random(3), 256 * Iris.In), targets = Numbers.Draw<float>(new Random(4), 256 * Iris.Out);
            Range share = trainer.ShareOf(256);
            for (int step = 0; step < 1000; step++)
            {
                trainer.Step(Slice(x, share, Iris.In), Slice(targets, share, Iris.Out));
            }

            return [.. Stored.Of<float>(network)];
        }

        float[] expected = Steps(null, 2);
        foreach (int ranks in new[] { 2, 4, 8 })
        {
            Assert.All(ThreadExchange<float>.Run(ranks, exchange => Steps(exchange, ranks == 2 ? 2 : 1)), result => Assert.Equal(expected, result.Result!));
        }
    }

    /// <summary>The trees' shape matters: sums from one end to the other are others.</summary>
    [Fact]
    public void Without_order_the_sums_are_right_but_have_other_bits()
    {
        (float[] expected, float[] losses) = Train<float>(null, Loss.MeanSquared, false, Most, 1);
        (float[] found, float[] foundLosses) = ThreadExchange<float>.Run(3, exchange => Train(exchange, Loss.MeanSquared, false, Most, 1), isOrdered: false)[2].Result;
        Assert.NotEqual(expected, found);
        for (int n = 0; n < found.Length; n++)
        {
            Assert.Equal(expected[n], found[n], 2e-4f);
        }

        for (int n = 0; n < losses.Length; n++)
        {
            Assert.Equal(losses[n], foundLosses[n], 1e-4f);
        }
    }

    [Fact]
    public void A_loss_of_ones_own_is_called_for_each_block_and_has_the_same_bits_on_any_number_of_ranks()
    {
        (float[] expected, float[] losses) = ThreadExchange<float>.Run(1, exchange => Train(exchange, new Quartic(), false, Most, 1))[0].Result;
        foreach (int ranks in new[] { 2, 3, 8 })
        {
            Assert.All(ThreadExchange<float>.Run(ranks, exchange => Train(exchange, new Quartic(), false, Most, 1)), result =>
            {
                Assert.Equal(losses, result.Result.Losses);
                Assert.Equal(expected, result.Result.Parameters);
            });
        }

        (float[] whole, float[] wholeLosses) = Train<float>(null, new Quartic(), false, Most, 1);
        Assert.Equal(wholeLosses[0], losses[0], 1e-6f);
        for (int n = 0; n < whole.Length; n++)
        {
            Assert.Equal(whole[n], expected[n], 2e-4f);
        }
    }

    [Fact]
    public void Gradients_are_summed_once_a_step_in_one_call_before_clipping()
    {
        ThreadExchange<float>.Run(2, exchange =>
        {
            PlainDeepNetwork<float> network = New<float>();
            Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, new Sgd(1), Most) { Exchange = exchange, MaxGradientNorm = 1e-3 };
            float[] before = [.. network.Parameters];
            Range share = trainer.ShareOf(Most);
            trainer.Step(Slice(X, share, 2), Slice(Targets, share, 3));
            double squares = 0;
            for (int n = 0; n < before.Length; n++)
            {
                squares += Math.Pow(before[n] - network.Parameters[n], 2);
            }

            return (exchange.Sums, Math.Sqrt(squares));
        }).ToList().ForEach(result =>
        {
            Assert.Equal(1, result.Result.Sums);
            Assert.Equal(1e-3, result.Result.Item2, 1e-5);
        });
    }

    /// <summary>A zero of a rank without rows would turn −0 into 0.</summary>
    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 5)]
    public void Ordered_sums_leave_out_ranks_without_rows(bool isOrdered, int expected) => Assert.All(
        ThreadExchange<float>.Run(
            5,
            exchange =>
            {
                Train(exchange, Loss.MeanSquared, false, 200, 1);
                return exchange.Summed;
            },
            isOrdered),
        result => Assert.Equal((expected, null), result));

    [Fact]
    public void Steps_allocate_nothing()
    {
        // Over ranks of this process the exchange itself allocates: a rank alone does not.
        Trainer<PlainDeepNetwork<float>> trainer = new(New<float>(), Loss.CrossEntropy(0.1, [1, 2, 3]), new Adam(), Most) { Exchange = new Alone<float>(), MaxGradientNorm = 1 };
        Assert.Equal(0, Allocations.Of(() => trainer.Step(X, Labels)));
    }

    private static void AssertSame<TNetwork, T>(Func<TNetwork> make, T[] x, T[] targets)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] Parameters, T Loss) Steps(IGradientExchange<T>? exchange)
        {
            TNetwork network = make();
            network.Initialize(new Random(1));
            int rows = x.Length / network.Shape.In;
            Trainer<TNetwork, T> trainer = new(network, Loss.MeanSquared, new AdamW(), rows) { Exchange = exchange };
            Range share = trainer.ShareOf(rows);
            T loss = T.Zero;
            for (int step = 0; step < 5; step++)
            {
                loss = trainer.Step(Slice(x, share, network.Shape.In), Slice(targets, share, network.Shape.Out));
            }

            return ([.. network.Parameters], loss);
        }

        (T[] expected, T loss) = Steps(null);
        foreach (int ranks in new[] { 2, 3, 4 })
        {
            Assert.All(ThreadExchange<T>.Run(ranks, Steps), result =>
            {
                Assert.Null(result.Failure);
                Assert.Equal(loss, result.Result.Loss);
                Assert.Equal(expected, result.Result.Parameters);
            });
        }
    }

    private static (T[] Parameters, T[] Losses) Train<T>(IGradientExchange<T>? exchange, Loss loss, bool takesLabels, int rows, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PlainDeepNetwork<T> network = New<T>();
        Trainer<PlainDeepNetwork<T>, T> trainer = new(network, loss, new Sgd(0.5, 0.9), Most) { Exchange = exchange, Threads = threads };
        T[] x = [.. X.Select(T.CreateChecked)], targets = [.. Targets.Select(T.CreateChecked)];
        Range share = trainer.ShareOf(rows);
        T[] losses = new T[3];
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = takesLabels ? trainer.Step(Slice(x, share, 2), Labels.AsSpan(share)) : trainer.Step(Slice(x, share, 2), Slice(targets, share, 3));
        }

        return ([.. network.Parameters], losses);
    }

    private static ReadOnlySpan<T> Slice<T>(T[] rows, Range share, int columns) => rows.AsSpan((share.Start.Value * columns)..(share.End.Value * columns));

    private static PlainDeepNetwork<T> New<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PlainDeepNetwork<T> network = new();
        network.Initialize(new Random(1));
        return network;
    }

    /// <summary>Mean of (y − t)⁴, as a user writes it.</summary>
    private sealed class Quartic : Loss
    {
        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            T sum = T.Zero;
            for (int n = 0; n < y.Length; n++)
            {
                T d = y[n] - targets[n];
                sum += d * d * d * d;
                dy[n] = T.CreateChecked(4) * d * d * d / T.CreateChecked(y.Length);
            }

            return sum / T.CreateChecked(y.Length);
        }
    }
}
