using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Stages;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Interfaces;

/// <summary>Decorators in the network's place: called, trained, saved and exchanged.</summary>
public class DelegatingNetworkTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 130 * Iris.In).Select(n => (n % 7) - 3f)];
    private static readonly int[] Labels = [.. Enumerable.Range(0, 130).Select(n => n % 3)];

    [Fact]
    public void Every_member_is_the_inner_networks()
    {
        Iris inner = Initialised(1);
        inner.IrisLayer1.Frozen = true;
        INetwork<float> decorator = new PassedOn(inner);
        INetwork<float> generic = ((PassedOn)decorator).Inner;

        Assert.Same(inner, generic);
        Assert.Equal(generic.Shape, decorator.Shape);
        Assert.True(generic.Parameters == decorator.Parameters);
        Assert.Equal(2, decorator.LayerCount);
        Assert.Equal(generic.ParameterRange(1), decorator.ParameterRange(1));
        Assert.Equal([false, true], new[] { decorator.IsFrozen(0), decorator.IsFrozen(1) });
        Assert.IsType<Iris.Gradients>(decorator.CreateGradients());
        Assert.Equal(7, Assert.IsType<Iris.Activations>(decorator.CreateActivations(7)).MaxRows);
        Assert.Equal($"PassedOn of {inner}", decorator.ToString());

        decorator.Initialize(new Random(5));
        Assert.Equal(Bits(Initialised(5)), Bits(inner));
    }

    [Fact]
    public void Forward_and_backward_have_the_inner_networks_bits()
    {
        Iris inner = Initialised(1);
        PassedOn decorator = new(inner);
        float[] expected = new float[130 * Iris.Out];
        float[] y = new float[130 * Iris.Out];
        inner.Forward(X, expected);
        decorator.Forward(X, y);
        Assert.Equal(expected, y);

        float[] dx = new float[X.Length];
        float[] otherDx = new float[X.Length];
        Iris.Activations activations = inner.CreateActivations(130);
        Iris.Gradients gradients = inner.CreateGradients();
        inner.Forward(X, activations);
        inner.Backward(X, activations, y, dx, gradients);
        Activations<float> otherActivations = decorator.CreateActivations(130);
        ParameterGradients<float> otherGradients = decorator.CreateGradients();
        decorator.Forward(X, otherActivations);
        decorator.Backward(X, otherActivations, y, otherDx, otherGradients);
        Assert.Equal(dx, otherDx);
        Assert.Equal(gradients.Values, otherGradients.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_a_decorator_trains_the_inner_network_to_the_same_bits(int threads)
    {
        Iris alone = Initialised(1);
        Trainer<Iris> trainer = new(alone, Loss.SoftmaxCrossEntropy, new Adam(0.01), maxBatch: 130) { Threads = threads };
        Iris inner = Initialised(1);
        CountedNetwork counted = new(inner);
        Trainer<INetwork<float>> other = new(new PassedOn(counted), Loss.SoftmaxCrossEntropy, new Adam(0.01), maxBatch: 130) { Threads = threads };
        for (int step = 0; step < 5; step++)
        {
            Assert.Equal(trainer.Step(X, Labels), other.Step(X, Labels));
        }

        Assert.Equal(Bits(alone), Bits(inner));
        Assert.Equal(5, counted.Changes);
        Assert.Equal(5 * 3, counted.Calls);             // blocks of 64 rows
    }

    [Fact]
    public void A_decorator_of_another_function_is_trained_as_that_function()
    {
        Factored stage = new();
        stage.Initialize(new Random(1));
        stage.Factor.SetScale([4, 4, 4]);
        Linear23 inner = new();
        inner.CopyFrom(stage.Linear23);
        ScaledNetwork decorator = new(inner, 4);
        float[] targets = [1, 2, 3, 4, 5, 6];
        Trainer<Factored> expected = new(stage, Loss.MeanSquared, new Sgd(0.01), maxBatch: 2);
        Trainer<ScaledNetwork> trainer = new(decorator, Loss.MeanSquared, new Sgd(0.01), maxBatch: 2);
        for (int step = 0; step < 20; step++)
        {
            Assert.Equal(expected.Step([1, 2, 3, 4], targets), trainer.Step([1, 2, 3, 4], targets), 1e-5f);
        }

        Numbers.AssertClose(Numbers.ToDoubles<float>(Bits(stage.Linear23)), Numbers.ToDoubles<float>(Bits(inner)), 1e-5, "parameters");
        Assert.Equal(trainer.Evaluate([1, 2, 3, 4], targets), expected.Evaluate([1, 2, 3, 4], targets), 1e-5);
    }

    [Fact]
    public void Files_hold_a_decorator_as_the_network_inside_and_loading_tells_it_of_the_change()
    {
        Iris saved = Initialised(1);
        using MemoryStream plain = new();
        Safetensors.Save(plain, saved);
        using MemoryStream file = new();
        Safetensors.Save(file, new PassedOn(new PassedOn(saved)));
        Assert.Equal(plain.ToArray(), file.ToArray());

        Iris loaded = new();
        CountedNetwork counted = new(loaded);
        file.Position = 0;
        Safetensors.Load(file, counted);
        Assert.Equal(Bits(saved), Bits(loaded));
        Assert.Equal(1, counted.Changes);

        SafetensorsWriter writer = new();
        writer.Add<float>(new PassedOn(saved));
        using MemoryStream added = new();
        writer.Save(added);
        Assert.Equal(plain.ToArray(), added.ToArray());
    }

    [Fact]
    public void A_file_of_another_network_is_refused_naming_the_class_inside()
    {
        using MemoryStream file = new();
        Safetensors.Save(file, new Linear23());
        file.Position = 0;

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => Safetensors.Load(file, new PassedOn(new Digits())));

        Assert.Contains("64→32, of Digits", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_of_a_decorator_are_the_inner_networks()
    {
        Trainer<INetwork<float>> decorated = new(new PassedOn(Initialised(1)), Loss.SoftmaxCrossEntropy, new Adam(), maxBatch: 130);
        decorated.Step(X, Labels);
        using MemoryStream file = new();
        decorated.SaveCheckpoint(file);

        file.Position = 0;
        Iris loaded = new();
        Trainer<Iris> trainer = new(loaded, Loss.SoftmaxCrossEntropy, new Adam(), maxBatch: 130);
        trainer.LoadCheckpoint(file);

        Assert.Equal(decorated.Network.Parameters, ((INetwork<float>)loaded).Parameters);
    }

    [Fact]
    public void A_loss_of_logits_looks_for_the_last_activation_inside()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>("loss", () => new Trainer<INetwork<float>>(new PassedOn(new Sigmoids()), Loss.BinaryCrossEntropy, new Adam(), 1));

        Assert.Contains("ends in Sigmoid", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>A residual block whose layers are 0 passes its inputs on, and learns all the same.</summary>
    [Fact]
    public void Layers_of_zeros_that_a_residual_sum_bypasses_are_found_inside()
    {
        Policy policy = new();
        policy.Initialize(new Random(1));
        policy.Block.Inner2.SetWeights(new float[81]);
        policy.Block.Inner2.SetBias(new float[9]);

        new Trainer<Policy>(policy, Loss.MeanSquared, new Sgd(0.01), 1).Step([1, 2, 3, 4, 5], (ReadOnlySpan<float>)[0, 0]);
        new Trainer<INetwork<float>>(new PassedOn(policy), Loss.MeanSquared, new Sgd(0.01), 1).Step([1, 2, 3, 4, 5], (ReadOnlySpan<float>)[0, 0]);
    }

    [Fact]
    public void A_network_is_exchanged_while_it_is_called()
    {
        Linear23[] networks = [.. Enumerable.Range(0, 2).Select(_ => new Linear23())];
        networks[0].SetBias([1, 1, 1]);
        networks[1].SetBias([2, 2, 2]);
        SwappableNetwork current = new(networks[0]);
        bool stop = false;
        Thread caller = new(() =>
        {
            float[] y = new float[3];
            while (!Volatile.Read(ref stop))
            {
                current.Forward([1, 1], y);
                Assert.True(y is [1, 1, 1] or [2, 2, 2]);
            }
        });

        caller.Start();
        for (int n = 0; n < 1000; n++)
        {
            current.Publish(networks[n % 2]);
        }

        Volatile.Write(ref stop, true);
        caller.Join();
        Assert.Same(networks[1], current.Inner);
        Assert.True(((INetwork<float>)networks[1]).Parameters == current.Parameters);
        Assert.Throws<ArgumentException>("next", () => current.Publish(new Iris()));
    }

    [Fact]
    public void Null_is_refused_by_name() => Assert.Throws<ArgumentNullException>("inner", () => new PassedOn(null!));

    [Fact]
    public void A_decorator_allocates_nothing()
    {
        PassedOn decorator = new(Initialised(1));
        float[] y = new float[130 * Iris.Out];
        decorator.Forward(X, y);
        long before = GC.GetAllocatedBytesForCurrentThread();

        decorator.Forward(X, y);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Iris Initialised(int seed)
    {
        Iris network = new();
        network.Initialize(new Random(seed));
        return network;
    }

    private static float[] Bits(INetwork<float> network) => network.Parameters.ToArray();
}

[Rescaling(Size = 3)]
internal sealed partial class Factor;

[Sequential(typeof(Linear23), typeof(Factor))]
internal sealed partial class Factored;
