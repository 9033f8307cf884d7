using System.Numerics;
using System.Reflection;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Interfaces;

namespace LinearGen.Runtime.Tests.Inference;

/// <summary>Classes with <c>Trainable = false</c>: the same outputs, half of the memory, and nothing of training.</summary>
public class InferenceTests
{
    private static readonly int[] RowCounts = [0, 1, 2, 3, 4, 5, 8, 12, 13, 25, 67];

    public static TheoryData<INetwork<float>, INetwork<float>> Twins => new()
    {
        { new Tiny(), new TinyTrained() },
        { new Dot(), new DotTrained() },
        { new Trunk(), new TrunkTrained() },
        { new Probabilities(), new ProbabilitiesTrained() },
        { new Block(), new BlockTrained() },
        { new Scorer(), new ScorerTrained() },
        { new ScorerOfTrained(), new ScorerTrained() },
        { new DotScorer(), new DotTrained() },
        { new DotScorerOfTrained(), new DotTrained() },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Outputs_AreThoseOfTheTrainableTwinToTheBit(INetwork<float> network, INetwork<float> twin)
    {
        AssertSame(network, twin);
        Assert.Equal((false, true), (network.IsTrainable, twin.IsTrainable));
        Assert.Equal(twin.Parameters, network.Parameters);
    }

    [Fact]
    public void Outputs_OfDoubles_AreThoseOfTheTrainableTwinToTheBit() => AssertSame<double>(new Precise(), new PreciseTrained());

    [Theory]
    [InlineData(typeof(Tiny))]
    [InlineData(typeof(Trunk))]
    [InlineData(typeof(Precise))]
    [InlineData(typeof(Block))]
    [InlineData(typeof(FixedBlock))]
    [InlineData(typeof(Scorer))]
    [InlineData(typeof(ScorerOfTrained))]
    public void Classes_HaveNoMembersForTraining(Type type)
    {
        string[] members = [.. type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(member => member.Name)];

        Assert.Contains("Forward", members);
        Assert.Empty(members.Intersect(["Backward", "Gradients", "CreateGradients", "Frozen", "Activations", "CreateActivations"]));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void MembersForTraining_OfTheInterface_Throw(INetwork<float> network, INetwork<float> twin)
    {
        float[] x = new float[network.Shape.In], dy = new float[network.Shape.Out];
        Activations<float> activations = twin.CreateActivations(1);
        INetwork<float> decorated = new PassedOn(network);
        foreach (INetwork<float> one in (INetwork<float>[])[network, decorated])
        {
            Assert.False(one.IsTrainable);
            Assert.Contains(network.GetType().Name, Assert.Throws<NotSupportedException>(one.CreateGradients).Message, StringComparison.Ordinal);
            Assert.Throws<NotSupportedException>(() => one.Backward(x, activations, dy, default, null));
            for (int layer = 0; layer < one.LayerCount; layer++)
            {
                Assert.True(one.IsFrozen(layer));
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => one.IsFrozen(one.LayerCount));
            ArgumentException refused = Assert.Throws<ArgumentException>(nameof(network), () => new Trainer<INetwork<float>>(one, Loss.MeanSquared, new Sgd(0.1), maxBatch: 1));
            Assert.Contains("Trainable = false", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Frozen_OfTheInterface_CannotBeSetToFalse()
    {
        Trunk layer = new();
        ((INetworkStage<float>)layer).Frozen = true;

        Assert.Throws<NotSupportedException>(() => ((INetworkStage<float>)layer).Frozen = false);

        Assert.True(((INetworkStage<float>)layer).Frozen);
    }

    [Fact]
    public void Layers_TakeHalfTheMemory()
    {
        long own = Allocated(() => new Precise()), twin = Allocated(() => new PreciseTrained());

        // 100·304 doubles and bias against as many and 300·104.
        Assert.InRange(own, 8 * 100 * 304, (8 * 101 * 304) + 1024);
        Assert.InRange(twin, own + (8 * 300 * 104), own + (8 * 301 * 104) + 1024);
    }

    [Fact]
    public void Networks_KeepNoTransposedWeights_UnlessForwardReadsThem()
    {
        Assert.All(((ISequentialNetwork<float>)new Scorer()).Layers.Layers, layer => Assert.True(layer.Layer.Transposed.IsEmpty));
        Assert.All(((ISequentialNetwork<float>)new ScorerOfTrained()).Layers.Layers, layer => Assert.True(layer.Layer.Transposed.IsEmpty));
        Assert.All(((ISequentialNetwork<float>)new DotScorerOfTrained()).Layers.Layers, layer => Assert.False(layer.Layer.Transposed.IsEmpty));
        Assert.Equal([true, true, true, false], ((ISequentialNetwork<float>)new Mixed()).Layers.Layers.Select(layer => layer.Layer.Transposed.IsEmpty));
    }

    [Fact]
    public void LayersOfANetworkThatIsNotTrained_GiveNoInputGradients_ButThoseOfTheirWeights()
    {
        ScorerOfTrained network = new();
        network.Initialize(new Random(1));
        float[] x = Numbers(24, 2), y = new float[40], dy = Numbers(40, 3), dx = Numbers(24, 4), before = [.. dx];
        network.TrunkTrained.Forward(x, y);
        TrunkTrained.Gradients gradients = network.TrunkTrained.CreateGradients();

        Assert.Throws<NotSupportedException>(() => network.TrunkTrained.Backward(x, y, dy, dx, gradients));
        Assert.Equal(before, dx);
        Assert.Equal(0, gradients.Norm());

        network.TrunkTrained.Backward(x, y, dy, default, gradients);
        Assert.True(gradients.Norm() > 0);

        BlockTrained.Activations activations = network.BlockTrained.CreateActivations(1);
        network.BlockTrained.Forward(Numbers(40, 5), activations);
        Assert.Throws<NotSupportedException>(() => network.BlockTrained.Backward(Numbers(40, 5), activations, dy, default, network.BlockTrained.CreateGradients()));
    }

    [Fact]
    public void LayersWithoutActivation_OfANetworkThatIsNotTrained_GiveNoInputGradients()
    {
        FixedBlock block = new();
        block.Initialize(new Random(1));
        foreach (int rows in (int[])[1, 3])
        {
            float[] x = Numbers(40 * rows, 2), dy = Numbers(40 * rows, 3), dx = Numbers(40 * rows, 4), before = [.. dx];
            BodyTrained.Gradients gradients = block.BodyTrained.CreateGradients();

            Assert.Throws<NotSupportedException>(() => block.BodyTrained.Backward(x, dy, dx, gradients));

            Assert.Equal(before, dx);
            Assert.Equal(0, gradients.Norm());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ATrainableTail_LearnsAsOnAFrozenTrunk_ToTheBit(int threads)
    {
        Mixed mixed = new();
        MixedTrained twin = new();
        mixed.Initialize(new Random(1));
        twin.Initialize(new Random(1));
        twin.TrunkTrained.Frozen = twin.MixedBlock.BodyTrained.Frozen = twin.MixedBlock.Norm.Frozen = true;
        float[] trunk = Weights(mixed), x = Numbers(24 * 130, 2), targets = Numbers(5 * 130, 3);
        using MemoryStream saved = new();
        Trainer<Mixed> trainer = new(mixed, Loss.MeanSquared, new Adam(0.01), maxBatch: 130) { Threads = threads, MaxGradientNorm = 1 };
        Trainer<MixedTrained> other = new(twin, Loss.MeanSquared, new Adam(0.01), maxBatch: 130) { MaxGradientNorm = 1 };

        float first = trainer.Step(x, targets), last = first;
        other.Step(x, targets);
        for (int step = 0; step < 50; step++)
        {
            last = trainer.Step(x, targets);
            Assert.Equal(other.Step(x, targets), last);
        }

        Assert.True(last < 0.8 * first, $"{first} {last}");
        Assert.Equal(trunk, Weights(mixed));
        Assert.Equal(((INetwork<float>)twin).Parameters, ((INetwork<float>)mixed).Parameters);

        static float[] Weights(Mixed network)
        {
            float[] all = new float[(24 * 40) + (40 * 40)];
            network.Trunk.GetWeights(all.AsSpan(0, 24 * 40));
            network.FixedBlock.BodyTrained.GetWeights(all.AsSpan(24 * 40));
            return all;
        }
    }

    [Fact]
    public void InputGradients_DoNotPassThroughAFixedTrunk()
    {
        Mixed network = new();
        network.Initialize(new Random(1));
        Mixed.Activations activations = network.CreateActivations(2);
        Mixed.Gradients gradients = network.CreateGradients();
        float[] x = Numbers(48, 2), dy = Numbers(10, 3), dx = Numbers(48, 4), before = [.. dx];
        network.Forward(x, activations);

        Assert.Throws<NotSupportedException>(() => network.Backward(x, activations, dy, dx, gradients));
        Assert.Equal(before, dx);
        Assert.Equal(0, gradients.Norm());

        network.Backward(x, activations, dy, default, gradients);
        int count = ((INetwork<float>)network).LayerCount;
        for (int layer = 0; layer < count; layer++)
        {
            Assert.Equal(layer == count - 1, gradients[layer].Norm() > 0);
        }
    }

    [Fact]
    public void Files_AreThoseOfTheTrainableTwin()
    {
        ScorerTrained trained = new();
        trained.Initialize(new Random(7));
        using MemoryStream file = new(), again = new();
        Safetensors.Save(file, trained);
        file.Position = 0;
        Scorer scorer = new();

        Safetensors.Load(file, scorer);

        Assert.Equal(((INetwork<float>)trained).Parameters, ((INetwork<float>)scorer).Parameters);
        Safetensors.Save(again, scorer);
        Assert.Equal(file.ToArray(), again.ToArray());
    }

    [Fact]
    public void Checkpoints_OfATrainableTail_HoldTheTrunkToo()
    {
        Mixed network = new(), other = new();
        network.Initialize(new Random(1));
        float[] x = Numbers(24, 2), targets = Numbers(5, 3);
        Trainer<Mixed> trainer = new(network, Loss.MeanSquared, new Adam(0.01), maxBatch: 1);
        trainer.Step(x, targets);
        using MemoryStream checkpoint = new();
        trainer.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;
        Trainer<Mixed> resumed = new(other, Loss.MeanSquared, new Adam(0.01), maxBatch: 1);

        resumed.LoadCheckpoint(checkpoint);

        Assert.Equal(trainer.Step(x, targets), resumed.Step(x, targets));
        Assert.Equal(((INetwork<float>)network).Parameters, ((INetwork<float>)other).Parameters);
    }

    /// <summary>Weights in bfloat16 that are not trained go into a checkpoint and out of it to the bit, though memory holds them two by two.</summary>
    [Fact]
    public void Checkpoints_HoldPackedTrunks()
    {
        OnPacked network = new(), other = new();
        network.Initialize(new Random(1));
        float[] x = Numbers(128 * 3, 2), targets = Numbers(5 * 3, 3);
        Trainer<OnPacked> trainer = new(network, Loss.MeanSquared, new Adam(0.01), maxBatch: 3), resumed = new(other, Loss.MeanSquared, new Adam(0.01), maxBatch: 3);
        float[] trunk = new float[128 * 130], loaded = new float[128 * 130];
        network.PackedTrunk.GetWeights(trunk);
        float first = trainer.Step(x, targets);
        using MemoryStream checkpoint = new();
        trainer.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;

        resumed.LoadCheckpoint(checkpoint);

        other.PackedTrunk.GetWeights(loaded);
        Assert.Equal(trunk, loaded);
        Assert.Contains(trunk, value => value != 0);
        float last = first;
        for (int step = 0; step < 20; step++)
        {
            last = trainer.Step(x, targets);
            Assert.Equal(last, resumed.Step(x, targets));
        }

        Assert.True(last < first);
        network.PackedTrunk.GetWeights(loaded);
        Assert.Equal(trunk, loaded);
        Assert.Equal(((INetwork<float>)network).Parameters, ((INetwork<float>)other).Parameters);
    }

    [Fact]
    public void Copies_AndHotSwaps_Work()
    {
        Scorer first = new(), second = new();
        first.Initialize(new Random(1));
        second.CopyFrom(first);
        AssertRows(first, second);
        Tiny tiny = new();
        tiny.SetWeights([1, 2, 3, 4, 5, 6]);
        tiny[1, 2] = 7;
        float[] y = new float[3];
        tiny.Forward([1, 1], y);
        Assert.Equal([5, 7, 10], y);
        Scorer.Warmup();
        Tiny.Warmup();
        Precise.Warmup();
        Mixed.Warmup();
        ScorerOfTrained.Warmup();
    }

    /// <summary>Storage of gradients is no layer's, though it has no transposed copy either.</summary>
    [Fact]
    public void StorageOfGradients_IsNotAdopted()
    {
        BodyTrained.Gradients gradients = new ScorerTrained().BlockTrained.BodyTrained.CreateGradients();

        Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)new BodyTrained()).Adopt(gradients.Layer));
        Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)new Body()).Adopt(gradients.Layer));
        ScorerTrained.Gradients whole = new ScorerTrained().CreateGradients();
        Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)new Body()).Adopt(((BodyTrained.Gradients)whole[1]).Layer));
    }

    /// <summary>Packed weights take half of the memory that gradients of the shape are written to.</summary>
    [Fact]
    public void PackedStorage_IsNotTakenForThatOfGradients()
    {
        FullTrunk layer = new();
        LayerParameters<float> packed = ((INetworkStage<float>)new PackedTrunk()).Layer, network = ((INetworkStage<float>)new OnPacked().PackedTrunk).Layer;
        LayerParameters<float> fixedGradients = ((LayerGradients<float>)new OnPacked().CreateGradients()[0]).Layer;
        LayerParameters<float> own = new(128, 130, hasBias: true, isTrainable: false, weights: WeightStorage.Packed);
        Assert.All(
            (LayerParameters<float>[])[packed, network, fixedGradients, own, packed.CreateGradients()],
            storage =>
            {
                Assert.Contains("bfloat16", Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)layer).CreateGradients(storage)).Message, StringComparison.Ordinal);
                Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)layer).Adopt(storage));
            });
        LayerParameters<float> vectors = new(2, 40, hasBias: false, isTrainable: false, weights: WeightStorage.Packed);
        Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)new Norm()).CreateGradients(vectors));
        Assert.Throws<ArgumentException>(() => ((INetworkStage<float>)new Norm()).Adopt(vectors));
    }

    private static void AssertSame<T>(INetwork<T> network, INetwork<T> twin)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Initialize(new Random(3));
        twin.Initialize(new Random(3));
        AssertRows(network, twin);
    }

    private static void AssertRows<T>(INetwork<T> network, INetwork<T> twin)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs, _) = network.Shape;
        Random random = new(4);
        foreach (int rows in RowCounts)
        {
            T[] x = [.. Enumerable.Range(0, rows * inputs).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))], y = new T[rows * outputs], expected = new T[rows * outputs];
            network.Forward(x, y);
            twin.Forward(x, expected);
            Assert.Equal(expected, y);
        }
    }

    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static long Allocated(Func<object> make)
    {
        GC.KeepAlive(make());
        long before = GC.GetAllocatedBytesForCurrentThread();
        object made = make();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(made);
        return bytes;
    }
}
