#pragma warning disable CA1859 // What is tested is what interfaces give.
using LinearGen.Internals;
using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Calls;

/// <summary>Networks that somebody makes of stages by hand: what does not fit is refused before anything is moved, and what stages of one's own do stays within the network's memory.</summary>
public sealed class ChainSafetyTests
{
    private const int Line = 16;

    /// <summary>Elements of the parameters of <see cref="Norm"/>, <see cref="Square"/> and <see cref="Statistics"/>, and of the transposed weights, in whole lines.</summary>
    private const int OfVectors = Line + Line;
    private const int OfSquare = 64 + Line;

    public static TheoryData<string> Mistakes =>
    [
        "null", "no stages", "a null stage", "a network of one's own", "the same stage twice", "the same block twice", "a stage of another network",
        "a block of another network", "a stage that a block has", "a size that does not fit", "a block that does not end as it begins",
        "too few parameters", "too many parameters", "negative parameters", "other transposes",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_no_network_can_be_made_of_is_refused_and_the_stages_stay_as_they_are(string mistake)
    {
        (Norm norm, Square square, Block block, Staged taken) = (new(), new(), new(), new());
        square.SetWeights([.. Enumerable.Range(0, 64).Select(k => (float)k)]);
        float[] expected = Forward(square);
        float[] ofBlock = Forward(block);
        float[] ofTaken = Forward(taken.Block);
        Exception? refusal = Outcome.Of(() => _ = mistake switch
        {
            "null" => new LayerChain<float>(0, 0, null!),
            "no stages" => new LayerChain<float>(0, 0),
            "a null stage" => new LayerChain<float>(OfSquare, OfSquare, square, null!),
            "a network of one's own" => new LayerChain<float>(OfSquare, OfSquare, square, new Foreign()),
            "the same stage twice" => new LayerChain<float>(2 * OfSquare, 2 * OfSquare, square, square),
            "the same block twice" => new LayerChain<float>(2 * (OfVectors + OfSquare), 2 * OfSquare, block, block),
            "a stage of another network" => new LayerChain<float>(OfVectors, 0, taken.Statistics, norm),
            "a block of another network" => new LayerChain<float>(OfVectors + OfSquare, OfSquare, taken.Block),
            "a stage that a block has" => new LayerChain<float>(OfVectors, 0, block.Norm),
            "a size that does not fit" => new LayerChain<float>(OfSquare, OfSquare, square, new First()),
            "a block that does not end as it begins" => new LayerChain<float>(isResidual: true, isTrainable: true, OfSquare, OfSquare, square, new Last()),
            "too few parameters" => new LayerChain<float>(OfVectors, OfSquare, norm, square),
            "too many parameters" => new LayerChain<float>(OfVectors + OfSquare + Line, OfSquare, norm, square),
            "negative parameters" => new LayerChain<float>(-Line, -Line, norm, square),
            _ => new LayerChain<float>(OfVectors + OfSquare, 0, norm, square),
        });
        Assert.True(refusal is ArgumentException or InvalidOperationException, $"{mistake}: {refusal?.ToString() ?? "it was accepted"}");
        Assert.Equal(expected, Forward(square));
        Assert.Equal(ofBlock, Forward(block));
        Assert.Equal(ofTaken, Forward(taken.Block));

        // The stages that are left can still become a network.
        Assert.Equal(OfVectors + OfSquare, Chain(new LayerChain<float>(OfVectors + OfSquare, OfSquare, norm, square)).Parameters.Length);
    }

    [Fact]
    public void A_block_that_a_network_has_taken_in_shares_its_memory_for_good()
    {
        Block block = new();
        LayerChain<float> chain = new(OfVectors + OfSquare, OfSquare, block);
        block.Square.SetWeights([.. Enumerable.Repeat(1f, 64)]);
        Assert.Equal(Forward(block), Forward(Chain(chain)));
        Assert.True(((INetwork<float>)block).Parameters.Overlaps(Chain(chain).Parameters));
    }

    // A stage of one's own may answer with other sizes each time, and write and throw as it likes.
    [Fact]
    public void Stages_that_lie_come_to_an_answer()
    {
        Random random = new(1);
        for (int round = 0; round < 400; round++)
        {
            Outcome.Of(() =>
            {
                bool isResidual = random.Next(2) == 0;
                Liar liar = new(random);
                INetwork<float> network = Chain(random.Next(3) switch
                {
                    0 => new LayerChain<float>(isResidual, isTrainable: true, OfSquare, OfSquare, liar, new Square()),
                    1 => new LayerChain<float>(isResidual, isTrainable: true, OfSquare, OfSquare, new Square(), liar),
                    _ => new LayerChain<float>(isResidual, isTrainable: true, OfVectors + OfSquare, OfSquare, new Norm(), liar, new Square()),
                });
                liar.IsLying = true;
                float[] x = new float[8 * random.Next(5)];
                float[] y = new float[x.Length + 2];
                y.AsSpan().Fill(7);
                Activations<float> activations = new Kept(5, ((ISequentialNetwork<float>)network).Layers);
                Outcome.Of(() => network.Forward(x, y.AsSpan(1, x.Length)));
                Outcome.Of(() => network.Forward(x, activations));
                Outcome.Of(() => network.Backward(x, activations, x, y.AsSpan(1, x.Length), new Sums(((ISequentialNetwork<float>)network).Layers)));
                Assert.Equal((7, 7), (y[0], y[^1]));
            });
        }
    }

    // Steps of the same classes, of other sizes.
    [Fact]
    public void Activations_and_gradients_of_other_sizes_are_refused()
    {
        LayerChain<float> eight = new(2 * OfVectors, 0, new LayerNormStage<float>(8, 1e-5), new LayerNormStage<float>(8, 1e-5));
        LayerChain<float> hundred = new(2 * ((2 * 112) + 112), 0, new LayerNormStage<float>(100, 1e-5), new LayerNormStage<float>(100, 1e-5));
        (float[] x, float[] large) = (new float[8], new float[100]);
        (Kept small, Kept own) = (new(1, eight), new(1, hundred));
        hundred.Forward(large, own);
        Assert.Throws<ArgumentException>(() => hundred.Forward(large, small));
        Assert.Throws<ArgumentException>(() => eight.Forward(x, own));
        Assert.Throws<ArgumentException>(() => hundred.Backward(large, own, large, [], new Sums(eight)));
        Assert.Throws<ArgumentException>(() => hundred.Backward(large, small, large, [], null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Stages_of_impossible_sizes_are_refused(int size)
    {
        foreach (Func<int, Stage<float>> create in (Func<int, Stage<float>>[])
            [size => new LayerNormStage<float>(size, 1e-5), size => new NormalizationStage<float>(size, 1), size => new RescalingStage<float>(size)])
        {
            Assert.NotNull(Outcome.Of(() => create(size)));
        }

        if (size < 1)
        {
            Assert.IsAssignableFrom<ArgumentException>(Outcome.Of(() => _ = new SoftmaxStage<float, int>(size)));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_stage_has_the_vectors_that_it_has(int vector)
    {
        LayerNormStage<float> stage = new(8, 1e-5);
        float[] before = ((INetwork<float>)stage).Parameters.ToArray();
        Assert.IsType<ArgumentOutOfRangeException>(Outcome.Of(() => stage.Set(vector, new float[8], "values")));
        Assert.IsType<ArgumentOutOfRangeException>(Outcome.Of(() => stage.Get(vector, new float[8])));
        Assert.Equal(before, ((INetwork<float>)stage).Parameters.ToArray());
    }

    [Fact]
    public void Gradients_are_made_over_storage_of_the_stages_shape_alone()
    {
        foreach (INetworkStage<float> stage in (INetworkStage<float>[])[new Norm(), new Statistics()])
        {
            foreach (LayerParameters<float> storage in (LayerParameters<float>[])[default, new(1, 8, false), new(2, 9, false), new(2, 8, true)])
            {
                Assert.IsAssignableFrom<ArgumentException>(Outcome.Of(() => stage.CreateGradients(storage)));
                Assert.IsAssignableFrom<ArgumentException>(Outcome.Of(() => stage.Adopt(storage)));
            }
        }
    }

    private static float[] Forward(INetwork<float> network)
    {
        float[] y = new float[network.Shape.Out];
        network.Forward([1, -2, 3, 4, 5, -6, 7, 8], y);
        return y;
    }

    private static INetwork<float> Chain(LayerChain<float> chain) => new Handmade(chain);

    /// <summary>A network around a chain.</summary>
    private sealed class Handmade(LayerChain<float> chain) : ISequentialNetwork<float>
    {
        public LayerChain<float> Layers => chain;

        public void Forward(ReadOnlySpan<float> x, Span<float> y) => chain.Forward(x, y);

        public void Initialize(Random random) => chain.Initialize(random);

        public ParameterGradients<float> CreateGradients() => new Sums(chain);

        public Activations<float> CreateActivations(int maxRows) => new Kept(maxRows, chain);
    }

    private sealed class Kept(int maxRows, LayerChain<float> chain) : NetworkActivations<float>(maxRows, chain);

    private sealed class Sums(LayerChain<float> chain) : NetworkGradients<float>(chain);

    /// <summary>No stage at all.</summary>
    private sealed class Foreign : INetwork<float>
    {
        public NetworkShape Shape => new(8, 8, 0);

        public Span<float> Parameters => default;

        public int LayerCount => 0;

        public Range ParameterRange(int layer) => default;

        public bool IsFrozen(int layer) => false;

        public void ParametersChanged()
        {
        }

        public void Forward(ReadOnlySpan<float> x, Span<float> y)
        {
        }

        public void Forward(ReadOnlySpan<float> x, Activations<float> activations)
        {
        }

        public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
        {
        }

        public void Initialize(Random random)
        {
        }

        public ParameterGradients<float> CreateGradients() => null!;

        public Activations<float> CreateActivations(int maxRows) => null!;
    }

    /// <summary>A stage that fits until it is part of a network.</summary>
    private sealed class Liar(Random random) : INetworkStage<float>
    {
        private LayerParameters<float> _layer;

        public bool IsLying { get; set; }

        public bool Frozen { get; set; }

        public NetworkShape Shape => IsLying || random.Next(20) == 0 ? new(random.Next(-1, 100), random.Next(-1, 100), random.Next()) : new(8, 8, 0);

        public ref readonly LayerParameters<float> Layer
        {
            get
            {
                if (IsLying && random.Next(4) == 0)
                {
                    _layer = new(random.Next(1, 20), random.Next(1, 20), random.Next(2) == 0);
                }

                return ref _layer;
            }
        }

        public void Adopt(LayerParameters<float> storage)
        {
        }

        public ParameterGradients<float> CreateGradients(LayerParameters<float> storage) => random.Next(2) == 0 ? null! : new Norm().CreateGradients();

        public void Forward(ReadOnlySpan<float> x, Span<float> y)
        {
            y.Clear();
            if (random.Next(8) == 0)
            {
                throw new AdversaryException();
            }
        }

        public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
        {
            dx.Clear();
            if (random.Next(8) == 0)
            {
                throw new AdversaryException();
            }
        }

        public void Initialize(Random random)
        {
        }
    }
}
