using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Layers are stepped one by one, frozen ones not at all.</summary>
public class FrozenLayerTests
{
    private static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["sgd"] = new Sgd(0.1),
        ["nesterov with decay"] = new Sgd(0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1),
        ["adam with decay"] = new Adam(0.1, weightDecay: 0.1),
        ["adamw"] = new AdamW(0.1, weightDecay: 0.5),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in Optimizers.Keys)
            {
                for (int layer = 0; layer < 3; layer++)
                {
                    cases.Add(name, layer);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_frozen_layer_keeps_every_bit_even_in_the_middle_of_training(string name, int frozen)
    {
        PlainDeepNetwork<float> network = Initialised<float>();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, Optimizers[name], 1) { MaxGradientNorm = 1 };
        Train(trainer, 3);
        network.Frozen[frozen] = true;
        float[] before = network.Parameters.ToArray();

        Train(trainer, 3);

        for (int layer = 0; layer < 3; layer++)
        {
            Range range = network.ParameterRange(layer);
            Assert.Equal(layer == frozen, before.AsSpan()[range].SequenceEqual(network.Parameters[range]));
        }

        Assert.All(network.PaddingValues, value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_that_thaws_goes_on_as_if_the_steps_between_had_not_been(string name, int frozen)
    {
        // Given the same gradients for its own first and second step, it ends with the same bits.
        PlainDeepNetwork<float> interrupted = Initialised<float>();
        Trainer<PlainDeepNetwork<float>> trainer = new(interrupted, new GivenGradient(), Optimizers[name], 1);
        Step(trainer, 1);
        interrupted.Frozen[frozen] = true;
        float[] parameters = interrupted.Parameters.ToArray();
        for (int step = 0; step < 4; step++)
        {
            Step(trainer, 5);
        }

        interrupted.Frozen[frozen] = false;
        parameters.CopyTo(interrupted.Parameters);
        Step(trainer, 2);

        PlainDeepNetwork<float> straight = Initialised<float>();
        Trainer<PlainDeepNetwork<float>> other = new(straight, new GivenGradient(), Optimizers[name], 1);
        Step(other, 1);
        Step(other, 2);

        Range range = interrupted.ParameterRange(frozen);
        Assert.Equal(straight.Parameters[range], interrupted.Parameters[range]);
        Assert.Equal((6, 2), (trainer.Steps, other.Steps));

        static void Step(Trainer<PlainDeepNetwork<float>> trainer, float x) => trainer.Step([x, 1], (ReadOnlySpan<float>)[2, 0, -4]);
    }

    [Fact]
    public void Each_layer_has_one_slice_of_state_and_counts_its_own_steps()
    {
        PlainDeepNetwork<float> network = Initialised<float>();
        MarkingOptimizer optimizer = new();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, optimizer, 1);
        Train(trainer, 1);
        Train(trainer, 1);
        network.Frozen[1] = true;
        Train(trainer, 1);

        // 2·5+5, 5·4+4 and 4·3+3 parameters with 3 of padding each; the first number of the state tells whose it is.
        Assert.Equal(
            [(18, 1, 0), (27, 1, 0), (18, 1, 0), (18, 2, 1), (27, 2, 2), (18, 2, 3), (18, 3, 4), (18, 3, 6)],
            optimizer.Calls);
    }

    [Fact]
    public void Moving_layer_by_layer_gives_the_bits_of_moving_all_at_once()
    {
        PlainDeepNetwork<float> apart = Initialised<float>();
        PlainDeepNetwork<float> whole = Initialised<float>();
        Adam adam = new(0.1);
        Trainer<PlainDeepNetwork<float>> trainer = new(apart, Loss.MeanSquared, adam, 1);
        Activations<float> activations = whole.CreateActivations(1);
        ParameterGradients<float> gradients = whole.CreateGradients();
        float[] state = new float[2 * whole.Parameters.Length];
        float[] dy = new float[3];
        for (int step = 1; step <= 5; step++)
        {
            trainer.Step([1, step], (ReadOnlySpan<float>)[2, 0, -4]);
            whole.Forward([1, step], activations);
            Loss.MeanSquared.Compute<float>(activations.Output, (ReadOnlySpan<float>)[2, 0, -4], 3, dy);
            gradients.Clear();
            whole.Backward([1, step], activations, dy, default, gradients);
            adam.Step(whole.Parameters, gradients.Values, state, step, 0.1);
        }

        Assert.Equal(whole.Parameters, apart.Parameters);
    }

    [Fact]
    public void A_network_that_is_frozen_altogether_is_measured_and_left_alone()
    {
        PlainDeepNetwork<float> network = Initialised<float>();
        network.Frozen.AsSpan().Fill(true);
        float[] before = network.Parameters.ToArray();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, new AdamW(), 1) { MaxGradientNorm = 1 };
        Train(trainer, 2);
        Assert.Equal(before, network.Parameters);
        Assert.Equal(2, trainer.Steps);
    }

    [Theory]
    [InlineData(0, 18, 20, 45, 45, 63, "The parameters of layer 1 of the network start at 20; expected 18")]
    [InlineData(1, 18, 18, 45, 45, 63, "The parameters of layer 0 of the network start at 1; expected 0")]
    [InlineData(0, 18, 18, 45, 45, 60, "The layers of the network hold 60 parameters; expected all 63, padding included.")]
    public void Ranges_that_leave_something_out_are_refused(int a, int b, int c, int d, int e, int f, string message)
    {
        PlainDeepNetwork<float> network = new() { Ranges = [a..b, c..d, e..f] };
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>("network", () => new Trainer<PlainDeepNetwork<float>>(network, Loss.MeanSquared, new Sgd(1), 1)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_network_whose_hidden_weights_are_all_zero_is_refused(int layer)
    {
        PlainDeepNetwork<float> network = Initialised<float>();
        network.Parameters[network.ParameterRange(layer)].Clear();
        float[] before = network.Parameters.ToArray();
        Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, new Sgd(0.1), 1);

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => Train(trainer, 1));

        Assert.Contains($"All parameters of layer {layer} (of 0 to 2) are 0; expected a network that has been initialised", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters);
        Assert.Equal(0, trainer.Steps);
        Assert.Throws<InvalidOperationException>(() => trainer.Step([1, 2], (ReadOnlySpan<int>)[0]));

        network.Initialize(new Random(5));
        Train(trainer, 1);
        Assert.Equal(1, trainer.Steps);
    }

    [Fact]
    public void The_last_layer_may_start_from_zeros()
    {
        PlainDeepNetwork<float> network = Initialised<float>();
        network.Parameters[network.ParameterRange(2)].Clear();
        Train(new(network, Loss.MeanSquared, new Sgd(0.1), 1), 1);
        Assert.True(network.Parameters[network.ParameterRange(2)].ContainsAnyExcept(0f));
    }

    private static PlainDeepNetwork<T> Initialised<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        PlainDeepNetwork<T> network = new();
        network.Initialize(new Random(3));
        return network;
    }

    private static void Train(Trainer<PlainDeepNetwork<float>> trainer, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            trainer.Step([1, step], (ReadOnlySpan<float>)[2, 0, -4]);
        }
    }

    /// <summary>A gradient that does not depend on the outputs.</summary>
    private sealed class GivenGradient : Loss
    {
        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            targets.CopyTo(dy);
            return T.Zero;
        }
    }

    /// <summary>Moves nothing and fills the state with the number of the call.</summary>
    private sealed class MarkingOptimizer() : Optimizer(0.5)
    {
        public List<(int Length, long Step, int Mark)> Calls { get; } = [];

        public override int StateBlocks => 2;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        {
            Assert.Equal(2 * parameters.Length, state.Length);
            Assert.False(state.ContainsAnyExcept(state[0]));
            Calls.Add((parameters.Length, step, int.CreateChecked(state[0])));
            state.Fill(T.CreateChecked(Calls.Count));
        }
    }
}
