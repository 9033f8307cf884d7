using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Steps that several threads share: the same bits as on one, in blocks of 64 rows.</summary>
public class TrainerThreadTests
{
    private const int Most = 700;
    private static readonly float[] X = Numbers.Draw<float>(new Random(1), Most * 2);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Most).Select(row => row * 7 % 3)];

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(700)]
    public void The_number_of_threads_changes_no_bit(int rows)
    {
        (float[] parameters, float loss) = Train(rows, threads: 1);
        for (int threads = 2; threads <= 7; threads++)
        {
            for (int repetition = 0; repetition < 5; repetition++)
            {
                (float[] others, float otherLoss) = Train(rows, threads);
                Assert.Equal(loss, otherLoss);
                Assert.Equal(parameters, others);
            }
        }
    }

    [Fact]
    public void Blocks_add_up_to_the_gradients_of_the_whole_batch()
    {
        PlainDeepNetwork<float> network = New();
        PlainDeepNetwork<float> reference = New();
        new Trainer<PlainDeepNetwork<float>>(network, Loss.SoftmaxCrossEntropy, new Sgd(1), Most) { Threads = 3 }.Step(X, Labels);

        Activations<float> activations = reference.CreateActivations(Most);
        ParameterGradients<float> gradients = reference.CreateGradients();
        reference.Forward(X, activations);
        float[] dy = new float[Most * 3];
        Loss.SoftmaxCrossEntropy.Compute(activations.Output, Labels, 3, dy);
        reference.Backward(X, activations, dy, default, gradients);
        for (int n = 0; n < gradients.Values.Length; n++)
        {
            Assert.Equal(reference.Parameters[n] - gradients.Values[n], network.Parameters[n], 1e-6f);
        }
    }

    /// <summary>Node by node: (((0 + 1) + (2 + 3)) + (4 + 5)) + … . The last block may be short.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Blocks_are_added_in_the_shape_of_one_binary_tree(int threads)
    {
        Random random = new(7);
        int differences = 0;
        for (int rows = 65; rows <= 64 * 18; rows += 61)
        {
            // Only the first row of each block has an input: a block's gradient is one product.
            float[] x = new float[rows], targets = [.. Enumerable.Repeat(-1f, rows)];
            for (int row = 0; row < rows; row += 64)
            {
                x[row] = random.NextSingle() - 0.5f;
            }

            Summand layer = new();
            new Trainer<Summand>(layer, Loss.L1, new Sgd(1), rows) { Threads = threads }.Step(x, targets);

            float[] blocks = [.. x.Chunk(64).Select(block => block[0] * (1f / rows))];
            Assert.Equal(-Sum(0, 32), layer[0, 0]);
            differences += blocks.Aggregate((sum, next) => sum + next) == Sum(0, 32) ? 0 : 1;

            float Sum(int first, int size) => size == 1 ? blocks[first]
                : first + (size / 2) < blocks.Length ? Sum(first, size / 2) + Sum(first + (size / 2), size / 2)
                : Sum(first, size / 2);
        }

        Assert.True(differences > 3, "A sum from one end to the other would pass too.");
    }

    /// <summary>Of large networks, gradients are added up in several pieces.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Blocks_of_large_networks_add_up_too(int threads)
    {
        const int Rows = 130;
        PlainWideLayer<float> network = new();
        PlainWideLayer<float> reference = new();
        Assert.True(network.Parameters.Length > 16384);
        float[] x = Numbers.Draw<float>(new Random(2), Rows * reference.Shape.In);
        float[] targets = Numbers.Draw<float>(new Random(3), Rows * reference.Shape.Out);
        new Trainer<PlainWideLayer<float>>(network, Loss.MeanSquared, new Sgd(1), Rows) { Threads = threads }.Step(x, targets);

        Activations<float> activations = reference.CreateActivations(Rows);
        ParameterGradients<float> gradients = reference.CreateGradients();
        reference.Forward(x, activations);
        float[] dy = new float[targets.Length];
        Loss.MeanSquared.Compute(activations.Output, targets, reference.Shape.Out, dy);
        reference.Backward(x, activations, dy, default, gradients);
        Assert.Contains(gradients.Values[16384..].ToArray(), value => Math.Abs(value) > 1e-4f);
        for (int n = 0; n < gradients.Values.Length; n++)
        {
            Assert.Equal(reference.Parameters[n] - gradients.Values[n], network.Parameters[n], 1e-6f);
        }
    }

    [Fact]
    public void A_step_waits_for_a_thread_that_is_late()
    {
        const int Rows = 129;
        (float[] parameters, float loss) = Train(Rows, threads: 1);
        PlainDeepNetwork<float> network = New();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), Most) { Threads = 2 };
        int own = Environment.CurrentManagedThreadId;
        float otherLoss = 0;
        for (int step = 0; step < 4; step++)
        {
            // The calling thread takes its first block when the other one has taken one, which then takes its time.
            using ManualResetEventSlim taken = new();
            network.OnForward = () =>
            {
                if (Environment.CurrentManagedThreadId == own)
                {
                    taken.Wait(TimeSpan.FromSeconds(20));
                }
                else
                {
                    taken.Set();
                    Thread.Sleep(30);
                }
            };
            otherLoss = trainer.Step(X.AsSpan(0, Rows * 2), Labels.AsSpan(0, Rows));
        }

        Assert.Equal(loss, otherLoss);
        Assert.Equal(parameters, network.Parameters.ToArray());
    }

    [Fact]
    public void Each_block_is_taken_once()
    {
        const int Blocks = 1000;
        IdleNetwork network = new();
        float[] x = new float[Blocks * 64];
        float[] targets = new float[Blocks * 64];
        Trainer<IdleNetwork> trainer = new(network, Loss.MeanSquared, new Sgd(1e-3), Blocks * 64) { Threads = 4 };
        for (int step = 1; step <= 20; step++)
        {
            trainer.Step(x, targets);
            Assert.Equal(step * Blocks, network.Calls);
        }
    }

    [Fact]
    public void Threads_may_change_between_steps_and_evaluation_uses_them()
    {
        PlainDeepNetwork<float> network = New();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), Most);
        Trainer<PlainDeepNetwork<float>> reference = new(New(), Loss.SoftmaxCrossEntropy, new Adam(), Most);
        Assert.Equal(1, trainer.Threads);
        foreach (int threads in new[] { 4, 1, 2, 20, 3 })
        {
            trainer.Threads = threads;
            Assert.Equal(threads, trainer.Threads);
            Assert.Equal(reference.Step(X, Labels), trainer.Step(X, Labels));
            Assert.Equal(reference.Evaluate(X, Labels), trainer.Evaluate(X, Labels));
        }

        Assert.Equal(reference.Network.Parameters.ToArray(), network.Parameters.ToArray());
    }

    [Fact]
    public void Steps_of_several_threads_allocate_nothing()
    {
        Trainer<PlainDeepNetwork<float>> trainer = new(New(), Loss.SoftmaxCrossEntropy, new Adam(), Most) { Threads = 3 };
        for (int step = 0; step < 50; step++)
        {
            trainer.Step(X, Labels);
        }

        // The pool's queue belongs to all tests and may grow while this one puts something in: once, but not every time.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocations.Of(() => trainer.Step(X, Labels))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_block_that_fails_leaves_everything_unchanged(int threads)
    {
        PlainDeepNetwork<float> network = New();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), Most) { Threads = threads };
        float[] before = network.Parameters.ToArray();
        int calls = 0;
        network.OnForward = () =>
        {
            if (Interlocked.Increment(ref calls) == 5)
            {
                throw new TimeoutException("planted");
            }
        };

        Assert.Equal("planted", Assert.Throws<TimeoutException>(() => trainer.Step(X, Labels)).Message);
        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal(0, trainer.Steps);
        trainer.Step(X, Labels);
        Assert.Equal(1, trainer.Steps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_thread_is_refused(int threads)
    {
        Trainer<PlainDeepNetwork<float>> trainer = new(New(), Loss.SoftmaxCrossEntropy, new Adam(), 8);
        Assert.Equal("Threads", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Threads = threads).ParamName);
    }

    private static (float[] Parameters, float Loss) Train(int rows, int threads)
    {
        PlainDeepNetwork<float> network = New();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), Most) { Threads = threads };
        float loss = 0;
        for (int step = 0; step < 4; step++)
        {
            loss = trainer.Step(X.AsSpan(0, rows * 2), Labels.AsSpan(0, rows));
        }

        return (network.Parameters.ToArray(), loss);
    }

    private static PlainDeepNetwork<float> New()
    {
        PlainDeepNetwork<float> network = new();
        network.Initialize(new Random(1));
        return network;
    }
}

/// <summary>One weight.</summary>
[LinearLayer(In = 1, Out = 1)]
internal sealed partial class Summand;
