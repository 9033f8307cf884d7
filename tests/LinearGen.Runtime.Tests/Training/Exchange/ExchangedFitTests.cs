using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary><c>Fit</c> on several ranks, which all have the whole data set.</summary>
public class ExchangedFitTests
{
    private static readonly float[] X = Numbers.Draw<float>(new Random(1), 300 * Iris.In);
    private static readonly float[] Targets = Numbers.Draw<float>(new Random(2), 300 * Iris.Out);

    [Fact]
    public void Any_number_of_ranks_gives_the_same_history_and_the_same_bits()
    {
        (string[] expected, float[] parameters) = Fit(null);
        foreach (int ranks in new[] { 1, 2, 3, 4 })
        {
            Assert.All(ThreadExchange<float>.Run(ranks, exchange => Fit(exchange, maxBatch: ranks > 1 ? 128 : 200)), result =>
            {
                Assert.Null(result.Failure);
                Assert.Equal(expected, result.Result.History);
                Assert.Equal(parameters, result.Result.Parameters);
            });
        }
    }

    [Fact]
    public void One_rank_that_is_cancelled_cancels_all_before_the_same_step()
    {
        (long Steps, Exception? Failure)[] results = ThreadExchange<float>.Run(3, exchange =>
        {
            Trainer<Iris> trainer = New(exchange, 128);
            using CancellationTokenSource source = new();
            Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(Data(), new FitOptions { BatchSize = 200 }, new Told(epoch =>
            {
                if (epoch.Number == 2 && exchange.Rank == 1)
                {
                    source.Cancel();
                }
            }), source.Token));
            return trainer.Steps;
        });
        Assert.All(results, result => Assert.Equal((4L, null), result));
    }

    [Fact]
    public void A_rank_that_fails_between_steps_is_not_waited_for()
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            Trainer<Iris> trainer = New(exchange, 128);
            return Assert.ThrowsAny<Exception>(() => trainer.Fit(Data(), new FitOptions { Epochs = 2, BatchSize = 200 }, new Told(epoch =>
            {
                // After the last step of all, too.
                if (epoch.Number == 2 && exchange.Rank == 0)
                {
                    throw new IOException("The disk is full.");
                }
            }))).Message;
        });
        Assert.Equal("The disk is full.", results[0].Message);
        Assert.StartsWith("Rank 0 has failed in step", results[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("one value")]
    [InlineData("seed")]
    [InlineData("validation")]
    public void Ranks_with_other_rows_or_another_order_of_them_are_refused(string difference)
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            Trainer<Iris> trainer = New(exchange, 128);
            float[] before = [.. Stored.Of<float>(trainer.Network)];
            string other = exchange.Rank == 1 ? difference : string.Empty;
            int rows = other == "rows" ? 150 : 300;
            float[] targets = [.. Targets];
            targets[7] += other == "one value" ? 1e-3f : 0;
            TrainingData<float> data = new(X.AsSpan(0, rows * Iris.In), Iris.In, targets.AsSpan(0, rows * Iris.Out), Iris.Out);
            FitOptions options = new() { Epochs = 1, BatchSize = 150, Seed = other == "seed" ? 1 : 0, Validation = other == "validation" ? data : null };
            string text = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, options)).Message;
            Assert.Equal(before, Stored.Of<float>(trainer.Network).ToArray());
            return text;
        });
        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.Contains("rows of Fit and their order", result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Ranks_that_end_at_different_epochs_end_together()
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
            Assert.Throws<InvalidOperationException>(() => New(exchange, 128).Fit(Data(), new FitOptions { Epochs = 1 + exchange.Rank, BatchSize = 150 })).Message);
        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.Contains("place in the training", result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_batch_whose_largest_share_is_too_large_is_refused() => Assert.All(
        ThreadExchange<float>.Run(2, exchange => Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => New(exchange, 127).Fit(Data(), new FitOptions { BatchSize = 200 })).Message),
        result => Assert.Contains("the first one would take 128", result.Result, StringComparison.Ordinal));

    private static (string[] History, float[] Parameters) Fit(IGradientExchange<float>? exchange, int maxBatch = 200)
    {
        Trainer<Iris> trainer = New(exchange, maxBatch);
        FitOptions options = new() { Epochs = 8, BatchSize = 200, Seed = 5, PlateauPatience = 2, Validation = Data().Split(0.2, 3).Second };
        TrainingHistory history = trainer.Fit(Data(), options);
        return ([.. history.Epochs.Select(epoch => FormattableString.Invariant($"{epoch.Number} {epoch.Loss:R} {epoch.ValidationLoss:R} {epoch.LearningRate:R} {epoch.IsBest}"))], [.. Stored.Of<float>(trainer.Network)]);
    }

    private static TrainingData<float> Data() => new(X, Iris.In, Targets, Iris.Out);

    private static Trainer<Iris> New(IGradientExchange<float>? exchange, int maxBatch)
    {
        Iris network = new();
        network.Initialize(new Random(1));
        return new(network, Loss.MeanSquared, new Adam(1e-2), maxBatch) { Exchange = exchange };
    }

    private sealed class Told(Action<Epoch> tell) : IProgress<Epoch>
    {
        public void Report(Epoch value) => tell(value);
    }
}
