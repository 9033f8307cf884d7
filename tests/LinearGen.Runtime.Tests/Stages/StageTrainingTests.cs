#pragma warning disable CA1859 // What is tested is what interfaces give.
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Stages;

/// <summary>Training of networks with stages: what moves and what does not, checkpoints, objects of other networks.</summary>
public sealed class StageTrainingTests
{
    private static readonly float[] s_x = Numbers.Draw<float>(new Random(7), 6 * 5);
    private static readonly float[] s_targets = Numbers.Draw<float>(new Random(8), 6 * 2);

    [Fact]
    public void A_network_without_parameters_cannot_be_trained()
    {
        foreach (INetwork<float> network in (INetwork<float>[])[new Parameterless(), new Rectified()])
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() => new Trainer<INetwork<float>>(network, Loss.L1, new Sgd(0.1), 1));
            Assert.Equal("network", exception.ParamName);
            Assert.Contains("0 layers with parameters; expected 1 or more", exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, network.LayerCount);
            Assert.Throws<ArgumentOutOfRangeException>(() => network.ParameterRange(0));
            Assert.Throws<ArgumentOutOfRangeException>(() => network.IsFrozen(0));
            Assert.Empty(network.Parameters.ToArray());
            Assert.Empty(network.CreateGradients().Values.ToArray());
        }
    }

    [Fact]
    public void A_network_without_trained_parameters_stays_as_it_is()
    {
        Untrained network = new();
        network.Fixed.SetMean(Numbers.Count<float>(9));
        float[] before = ((INetwork<float>)network).Parameters.ToArray();
        Trainer<Untrained> trainer = new(network, Loss.MeanSquared, new AdamW(0.1), 1);
        Assert.Equal(trainer.Step(new float[9], new float[9]), trainer.Step(new float[9], new float[9]));
        Assert.Equal(before, ((INetwork<float>)network).Parameters.ToArray());
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void Resumed_training_has_the_same_bits_and_the_statistics_come_back(string name)
    {
        Policy policy = Drawn(1);
        Trainer<Policy> trainer = new(policy, Loss.Huber(), Optimizer(name), 6);
        Steps(trainer, 5);
        MemoryStream file = new();
        trainer.SaveCheckpoint(file);

        Policy other = Drawn(2);
        Trainer<Policy> resumed = new(other, Loss.Huber(), Optimizer(name), 6);
        file.Position = 0;
        resumed.LoadCheckpoint(file);
        Assert.Equal(Parameters(policy), Parameters(other));
        float[] mean = new float[5];
        other.Observation.GetMean(mean);
        Assert.Equal([1, -1, 2, 0.5f, 3], mean);
        Assert.Equal(Steps(trainer, 7), Steps(resumed, 7));
        Assert.Equal(Parameters(policy), Parameters(other));
    }

    [Fact]
    public void A_checkpoint_of_another_order_of_stages_is_refused()
    {
        MemoryStream file = new();
        new Trainer<Policy>(Drawn(1), Loss.L1, new Adam(), 6).SaveCheckpoint(file);
        OtherPolicy other = new();
        other.Initialize(new Random(1));
        float[] before = Parameters(other);
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => new Trainer<OtherPolicy>(other, Loss.L1, new Adam(), 6).LoadCheckpoint(file));
        Assert.Equal(before, Parameters(other));
    }

    [Fact]
    public void Training_moves_layers_and_gains_and_nothing_else()
    {
        Policy policy = Drawn(1);
        INetwork<float> network = policy;
        float[] before = Parameters(policy);
        Steps(new(policy, Loss.MeanSquared, new AdamW(0.01, weightDecay: 0.5), 6), 5);
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            Range range = network.ParameterRange(layer);
            bool isFixed = layer is 0 or 6;
            Assert.Equal(isFixed, network.IsFrozen(layer));
            Assert.Equal(isFixed, network.Parameters[range].SequenceEqual(before.AsSpan()[range]));
        }

        // What no optimiser moves cannot be thawed.
        ((INetworkStage<float>)policy.Observation).Frozen = false;
        Assert.True(network.IsFrozen(0));
        policy.Block.Norm.Frozen = true;
        Assert.True(network.IsFrozen(2));
    }

    [Fact]
    public void Zeros_are_found_before_the_last_layer_that_is_trained_but_not_in_a_block()
    {
        float[] zeros = new float[81];
        Policy policy = Drawn(1);
        policy.Head.SetWeights(zeros.AsSpan(0, 18));
        policy.Head.SetBias([0, 0]);
        policy.Block.Inner2.SetWeights(zeros);
        policy.Block.Inner2.SetBias(zeros.AsSpan(0, 9));
        Steps(new(policy, Loss.MeanSquared, new Adam(), 6), 3);

        policy = Drawn(1);
        policy.Encoder.SetWeights(zeros.AsSpan(0, 45));
        policy.Encoder.SetBias(zeros.AsSpan(0, 9));
        Trainer<Policy> trainer = new(policy, Loss.MeanSquared, new Adam(), 6);
        Assert.Contains("layer 1 ", Assert.Throws<InvalidOperationException>(() => Steps(trainer, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_and_gradients_of_other_steps_are_refused()
    {
        (Block block, OtherBlock other, Unsummed unsummed) = (new(), new(), new());
        block.Initialize(new Random(1));
        float[] x = new float[9];
        Block.Activations own = block.CreateActivations(1);
        block.Forward(x, own);
        foreach (INetwork<float> network in (INetwork<float>[])[other, unsummed, new Inner(), new Norm(), new Policy()])
        {
            Activations<float> activations = network.CreateActivations(1);
            ParameterGradients<float> gradients = network.CreateGradients();
            Assert.Equal("activations", Assert.Throws<ArgumentException>(() => ((INetwork<float>)block).Forward(x, activations)).ParamName);
            Assert.Equal("activations", Assert.Throws<ArgumentException>(() => ((INetwork<float>)block).Backward(x, activations, x, [], null)).ParamName);
            float[] dx = [.. Enumerable.Repeat(5f, 9)];
            Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => ((INetwork<float>)block).Backward(x, own, x, dx, gradients)).ParamName);
            Assert.All(dx, value => Assert.Equal(5, value));
        }
    }

    [Fact]
    public void Gradients_of_another_kind_or_size_are_refused_by_a_stage()
    {
        INetworkStage<float> norm = new LayerNormStage<float>(9, 1e-5);
        INetworkStage<float> fixedStage = new NormalizationStage<float>(9, 1);
        ParameterGradients<float> ten = ((INetwork<float>)new LayerNormStage<float>(10, 1e-5)).CreateGradients();
        LayerNormGradients<float> nine = (LayerNormGradients<float>)((INetwork<float>)norm).CreateGradients();
        float[] x = Numbers.Count<float>(9);
        float[] dx = [.. Enumerable.Repeat(5f, 9)];
        foreach (ParameterGradients<float> wrong in (ParameterGradients<float>[])
            [ten, ((INetwork<float>)fixedStage).CreateGradients(), new Inner().CreateGradients(), new Block().CreateGradients()])
        {
            Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => norm.Backward(x, x, x, dx, wrong)).ParamName);
            Assert.All(wrong.Values.ToArray(), value => Assert.Equal(0, value));
        }

        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => fixedStage.Backward(x, x, x, dx, nine)).ParamName);
        Assert.All(dx, value => Assert.Equal(5, value));
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => nine.Add((LayerNormGradients<float>)ten)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => nine.Add(null!)).ParamName);
        nine.Values.Clear();
        norm.Backward(x, x, x, [], nine);
        nine.Add(nine);
        float[] bias = new float[9];
        nine.GetBias(bias);
        Assert.Equal(x.Select(value => 2 * value), bias);
    }

    // Behind a row's end, 0 − μ grows beyond all numbers where the deviation is small.
    [Theory]
    [InlineData(9)]
    [InlineData(8)]
    [InlineData(3)]
    public void Large_equal_values_have_finite_gradients(int size)
    {
        INetworkStage<float> norm = new LayerNormStage<float>(size, 1e-5);
        float[] x = [.. Enumerable.Repeat(3e37f, size)];
        float[] dx = new float[size];
        norm.Backward(x, x, Numbers.Count<float>(size), dx, null);
        Assert.All(dx, value => Assert.True(float.IsFinite(value)));
    }

    private static Policy Drawn(int seed)
    {
        Policy policy = new();
        policy.Initialize(new Random(seed));
        policy.Observation.SetMean([seed, -1, 2, 0.5f, 3]);
        policy.Command.SetScale([2, 0.5f]);
        policy.Command.SetRange([-3, -3], [3, 3]);
        return policy;
    }

    private static float[] Parameters(INetwork<float> network) => network.Parameters.ToArray();

    private static float[] Steps(Trainer<Policy> trainer, int count) => [.. Enumerable.Range(0, count).Select(_ => trainer.Step(s_x, s_targets))];

    private static Optimizer Optimizer(string name) => name switch
    {
        "sgd" => new Sgd(0.01),
        "momentum" => new Sgd(0.01, momentum: 0.9),
        "adam" => new Adam(0.01),
        _ => new AdamW(0.01),
    };
}
