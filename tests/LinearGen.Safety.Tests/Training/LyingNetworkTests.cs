using LinearGen.Safety.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Safety.Tests.Training;

/// <summary>Trainers and files of networks that lie: calls come to an answer, and stay within the memory that they were given.</summary>
public sealed class LyingNetworkTests(ITestOutputHelper output)
{
    private const double PartOfTheTime = 0.1;
    private const int Members = 8;
    private const int MaxBatch = 200;

    [Fact]
    public void Networks_that_lie_get_no_foreign_memory_and_no_slip_of_the_runtime() => Rounds.Run(output.WriteLine, fast: 400, PartOfTheTime, random =>
    {
        if (random.Next(2) == 0)
        {
            Run<float>(random);
        }
        else
        {
            Run<double>(random);
        }
    });

    /// <summary>Lengths of 64 rows of so many outputs are those of two outputs, as integers wrap, but the second block of rows is 17 GB away.</summary>
    [Fact]
    public void A_shape_that_changes_moves_no_call_out_of_its_spans()
    {
        LyingNetwork<float> network = new(new Random(1), 0) { LaterOut = LyingNetwork<float>.Out + (1 << 26) };
        Trainer<LyingNetwork<float>> trainer = new(network, new HonestLoss<float>(), new Sgd(0.1), 128);
        float[] x = new float[128 * LyingNetwork<float>.In];
        Array.Fill(x, LyingNetwork<float>.Input);

        trainer.Step(x, new float[128 * LyingNetwork<float>.Out]);

        Assert.Null(network.Foreign);
    }

    [Fact]
    public void Elements_of_another_type_are_refused() =>
        Assert.Throws<NotSupportedException>(() => new Trainer<LyingNetwork<Half>, Half>(new(new Random(1), 0), new HonestLoss<Half>(), new Sgd(0.1), 1));

    [Fact]
    public void Files_of_networks_that_nobody_generated_are_refused()
    {
        LyingNetwork<float> network = new(new Random(1), 0);

        Assert.Throws<ArgumentException>(() => Safetensors.Save(new MemoryStream(), network));
        Assert.Throws<ArgumentException>(() => Safetensors.Load(new MemoryStream([1]), network));
    }

    private static void Run<T>(Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Few lies at a time: of many, the first one ends it all.
        int lies = (1 << random.Next(Members)) | (random.Next(2) << random.Next(Members));
        LyingNetwork<T> network = new(new Random(random.Next()), lies);
        Optimizer optimizer = random.Next(4) == 0 ? new LyingOptimizer(new Random(random.Next())) : new Adam();
        Trainer<LyingNetwork<T>, T>? trainer = null;
        Outcome.Of(() => trainer = new(network, new HonestLoss<T>(), optimizer, random.Next(3) == 0 ? MaxBatch : random.Next(1, MaxBatch)));
        for (int move = 0; trainer is not null && move < 8; move++)
        {
            int rows = random.Next(3) == 0 ? trainer.MaxBatch : random.Next(1, MaxBatch);
            T[] x = new T[rows * LyingNetwork<T>.In];
            Array.Fill(x, LyingNetwork<T>.Input);
            int outputs = rows * LyingNetwork<T>.Out;
            Outcome.Of(() =>
            {
                switch (random.Next(6))
                {
                    case 0:
                        trainer.Step(x, new int[rows]);
                        break;
                    case 1:
                        trainer.Evaluate(x, new T[outputs]);
                        break;
                    case 2:
                        trainer.Predict(x, new int[rows]);
                        break;
                    case 3:
                        trainer.Threads = random.Next(1, 4);
                        break;
                    case 4:
                        MemoryStream stream = new();
                        trainer.SaveCheckpoint(stream);
                        trainer.LoadCheckpoint(new MemoryStream(stream.ToArray()));
                        break;
                    default:
                        trainer.Step(x, new T[outputs]);
                        break;
                }
            });
        }

        if (network.Foreign is { } what)
        {
            throw new CheckFailedException(FormattableString.Invariant($"With lies {lies}, {what} was somebody else's memory."));
        }
    }
}
