using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary>What would make ranks go on with different parameters, or wait for each other for ever: every rank throws, and nothing has changed.</summary>
public class ExchangeRefusalTests
{
    private const int Rows = 256;
    private static readonly float[] X = Numbers.Draw<float>(new Random(1), Rows * Iris.In);
    private static readonly float[] Targets = Numbers.Draw<float>(new Random(2), Rows * Iris.Out);

    public static TheoryData<int[]> Divisions => [[64, 128], [100, 156], [192, 64], [0, 256], [64, 0, 64], [128, 64, 64], [64, 64, 65], [0, 0]];

    public static TheoryData<string, string> Differences => new()
    {
        { "steps", "steps: 0, 1" },
        { "rate", "learning rate: 0.001, 0.002" },
        { "norm", "greatest norm of the gradients: 0, 1" },
        { "block", "rows per block: 64, 32" },
        { "loss", "loss, optimiser and version" },
        { "optimizer", "loss, optimiser and version" },
        { "frozen", "frozen layers" },
        { "parameters", "values of the parameters" },
    };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Rows_that_no_tree_has_so_divided_are_refused_on_every_rank(int[] rows)
    {
        foreach ((string? message, _) in ThreadExchange<float>.Run(rows.Length, exchange =>
        {
            Trainer<Iris> trainer = New(exchange);
            float[] before = [.. Stored.Of<float>(trainer.Network)];
            int own = rows[exchange.Rank];
            string text = Assert.Throws<InvalidOperationException>(() => trainer.Step(X.AsSpan(0, own * Iris.In), Targets.AsSpan(0, own * Iris.Out))).Message;
            Assert.Equal(before, Stored.Of<float>(trainer.Network).ToArray());
            Assert.Equal(0, trainer.Steps);
            Step(trainer);
            Assert.Equal(1, trainer.Steps);
            return text;
        }))
        {
            Assert.Contains("ShareOf", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void What_must_be_alike_is_compared_before_each_step(string difference, string expected)
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            bool isOther = exchange.Rank == 1;
            Trainer<Iris> trainer = New(
                exchange, isOther && difference == "loss" ? Loss.L1 : Loss.MeanSquared, isOther && difference == "optimizer" ? new Sgd(1e-3) : new Adam());
            if (isOther)
            {
                Differ(trainer, difference);
            }

            float[] before = [.. Stored.Of<float>(trainer.Network)];
            string text = Assert.Throws<InvalidOperationException>(() => Step(trainer)).Message;
            Assert.Equal(before, Stored.Of<float>(trainer.Network).ToArray());
            return text;
        });
        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.All(results, result => Assert.Contains(expected, result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_network_on_a_rank_is_named()
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            INetwork<float> network = exchange.Rank == 0 ? new Iris() : new PlainLayer<float>();
            network.Initialize(new Random(1));
            Trainer<INetwork<float>> trainer = new(network, Loss.MeanSquared, new Adam(), Rows) { Exchange = exchange };
            return Assert.Throws<InvalidOperationException>(() => trainer.Step(new float[64 * network.Shape.In], new float[64 * network.Shape.Out])).Message;
        });
        Assert.All(results, result => Assert.Contains(FormattableString.Invariant($"In: {Iris.In}, 2"), result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rank_that_fails_is_not_waited_for_and_all_may_go_on()
    {
        foreach (bool beforeBackward in new[] { true, false })
        {
            (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(3, exchange =>
            {
                PlainDeepNetwork<float> network = new();
                network.Initialize(new Random(1));
                INetwork<float> trained = exchange.Rank == 1 ? new Failing(network, beforeBackward) : network;
                Trainer<INetwork<float>> trainer = new(trained, Loss.MeanSquared, new Adam(), 64) { Exchange = exchange };
                float[] before = [.. network.Parameters];
                Exception failure = Assert.ThrowsAny<Exception>(() => trainer.Step(X.AsSpan(0, 128), Targets.AsSpan(0, 192)));
                Assert.Equal(before, network.Parameters.ToArray());
                trainer.Step(X.AsSpan(0, 128), Targets.AsSpan(0, 192));
                return $"{failure.GetType().Name}: {failure.Message} {trainer.Steps}";
            });
            Assert.All(results, result => Assert.Null(result.Failure));
            Assert.Equal("TimeoutException: planted 1", results[1].Message);
            Assert.All(new[] { results[0], results[2] }, result => Assert.StartsWith("InvalidOperationException: Rank 1 has failed in step 1", result.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_wrong_argument_on_one_rank_is_told_to_the_others()
    {
        (string? Message, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            Trainer<Iris> trainer = New(exchange);
            return Assert.ThrowsAny<Exception>(() => trainer.Step(X.AsSpan(0, 64 * Iris.In), Targets.AsSpan(0, exchange.Rank == 0 ? 64 * Iris.Out : 3))).GetType().Name;
        });
        Assert.Equal(["InvalidOperationException", "ArgumentException"], results.Select(result => result.Message));
    }

    [Fact]
    public void A_loss_that_is_not_finite_on_one_rank_is_thrown_on_all()
    {
        (bool Result, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            Trainer<Iris> trainer = New(exchange);
            float[] targets = [.. Targets];
            targets[exchange.Rank == 1 ? 3 : 0] = exchange.Rank == 1 ? float.NaN : 0;
            Assert.Throws<NotFiniteNumberException>(() => trainer.Step(X.AsSpan(0, 64 * Iris.In), targets.AsSpan(0, 64 * Iris.Out)));
            Step(trainer);
            return trainer.Steps == 1;
        });
        Assert.All(results, result => Assert.True(result.Result, result.Failure?.ToString()));
    }

    [Fact]
    public void A_sum_that_fails_leaves_the_network_unchanged()
    {
        (bool Result, Exception? Failure)[] results = ThreadExchange<float>.Run(2, exchange =>
        {
            Trainer<Iris> trainer = New(exchange);
            float[] before = [.. Stored.Of<float>(trainer.Network)];
            exchange.Failure = new IOException("no connection");
            Assert.Equal("no connection", Assert.Throws<IOException>(() => Step(trainer)).Message);
            Assert.Equal(before, Stored.Of<float>(trainer.Network).ToArray());
            exchange.Failure = null;
            Step(trainer);
            return trainer.Steps == 1;
        });
        Assert.All(results, result => Assert.True(result.Result, result.Failure?.ToString()));
    }

    [Fact]
    public void No_rows_are_refused_without_an_exchange() => Assert.Throws<ArgumentException>("x", () => New(null).Step([], ReadOnlySpan<float>.Empty));

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public void An_exchange_with_an_impossible_rank_is_refused(int rank, int count)
    {
        Trainer<Iris> trainer = New(null);
        Assert.Throws<ArgumentException>(() => trainer.Exchange = new Alone<float>(rank, count));
        Assert.Null(trainer.Exchange);
    }

    private static void Differ(Trainer<Iris> trainer, string difference)
    {
        switch (difference)
        {
            case "steps":
                IGradientExchange<float>? exchange = trainer.Exchange;
                trainer.Exchange = null;
                trainer.Step(X, Targets);
                trainer.Exchange = exchange;
                break;
            case "rate":
                trainer.LearningRate = 2e-3;
                break;
            case "norm":
                trainer.MaxGradientNorm = 1;
                break;
            case "block":
                trainer.RowsPerBlock = 32;
                break;
            case "frozen":
                trainer.Network.IrisLayer0.Frozen = true;
                break;
            case "parameters":
                // The sign of a zero, in the last element.
                Stored.Of<float>(trainer.Network)[^1] = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(Stored.Of<float>(trainer.Network)[^1]) ^ 0x80000000);
                break;
        }
    }

    private static void Step(Trainer<Iris> trainer)
    {
        Range share = trainer.ShareOf(Rows);
        trainer.Step(X.AsSpan((share.Start.Value * Iris.In)..(share.End.Value * Iris.In)), Targets.AsSpan((share.Start.Value * Iris.Out)..(share.End.Value * Iris.Out)));
    }

    private static Trainer<Iris> New(IGradientExchange<float>? exchange, Loss? loss = null, Optimizer? optimizer = null)
    {
        Iris network = new();
        network.Initialize(new Random(1));
        return new(network, loss ?? Loss.MeanSquared, optimizer ?? new Adam(), Rows) { Exchange = exchange };
    }

    /// <summary>A network that fails once.</summary>
    private sealed class Failing(INetwork<float> inner, bool inForward) : DelegatingNetwork<float>(inner)
    {
        private bool _hasFailed;

        public override void Forward(ReadOnlySpan<float> x, Activations<float> activations)
        {
            Fail(inForward);
            base.Forward(x, activations);
        }

        public override void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
        {
            Fail(!inForward);
            base.Backward(x, activations, dy, dx, gradients);
        }

        private void Fail(bool now)
        {
            if (now && !_hasFailed)
            {
                _hasFailed = true;
                throw new TimeoutException("planted");
            }
        }
    }
}
