using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.BFloat16;

/// <summary>Layers with weights in bfloat16 beside layers of floats with the same weights, rounded: bit for bit the same.</summary>
public sealed class BFloat16LayerTests
{
    private static readonly (ILinearLayer<float> Float, ILinearLayer<float> Half, ILinearLayer<float> Fixed)[] s_layers =
    [
        (new Float33x100(), new Half33x100(), new Fixed33x100()),
        (new Float256x65(), new Half256x65(), new Fixed256x65()),
        (new Float128x129(), new Half128x129(), new Fixed128x129()),
        (new Float1x2000(), new Half1x2000(), new Fixed1x2000()),
        (new Float2000x1(), new Half2000x1(), new Fixed2000x1()),
        (new Float300x300(), new Half300x300(), new Fixed300x300()),
        (new Float157x84(), new Half157x84(), new Fixed157x84()),
        (new Float141x91(), new Half141x91(), new Fixed141x91()),
        (new Float31x417(), new Half31x417(), new Fixed31x417()),
        (new Float17x780(), new Half17x780(), new Fixed17x780()),
    ];

    public static TheoryData<int> Layers => [.. Enumerable.Range(0, s_layers.Length)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Forward_and_dX_are_those_of_rounded_weights_for_any_number_of_rows(int layer)
    {
        (ILinearLayer<float> full, ILinearLayer<float> half, ILinearLayer<float> fix) = s_layers[layer];
        (int inputs, int outputs, _) = full.Shape;
        Random random = new(layer);
        float[] weights = Draw(random, inputs * outputs), bias = Draw(random, outputs);
        full.Layer.SetWeights(Rounded(weights));
        half.Layer.SetWeights(weights);
        fix.Layer.SetWeights(weights);
        foreach (ILinearLayer<float> one in new[] { full, half, fix })
        {
            one.Layer.SetBias(bias);
        }

        for (int rows = 1; rows <= 70; rows++)
        {
            CheckForward(full, half, fix, Draw(random, rows * inputs), rows);
        }

        // One weight by itself, and a bias.
        full.Layer.SetWeight(inputs - 1, outputs - 1, BFloat16Weights.Rounded(0.3333f));
        half.Layer.SetWeight(inputs - 1, outputs - 1, 0.3333f);
        fix.Layer.SetWeight(inputs - 1, outputs - 1, 0.3333f);
        CheckForward(full, half, fix, Draw(random, 9 * inputs), 9);
        foreach (int rows in new[] { 1, 13 })
        {
            float[] x = Draw(random, rows * inputs), dy = Draw(random, rows * outputs), expected = new float[x.Length], actual = new float[x.Length];
            full.Backward(x, dy, dy, expected, null);
            half.Backward(x, dy, dy, actual, null);
            AssertBits(expected, actual);
        }

        Assert.Throws<NotSupportedException>(() => fix.CreateGradients(fix.Layer.CreateGradients()));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Weights_come_back_rounded_from_a_layer_that_is_not_trained_and_as_they_are_from_another(int layer)
    {
        (_, ILinearLayer<float> half, ILinearLayer<float> fix) = s_layers[layer];
        (int inputs, int outputs, _) = half.Shape;
        float[] weights = Draw(new Random(layer), inputs * outputs), back = new float[weights.Length];
        foreach (WeightLayout layout in Enum.GetValues<WeightLayout>())
        {
            half.Layer.SetWeights(weights, layout);
            half.Layer.GetWeights(back, layout);
            AssertBits(weights, back);
            fix.Layer.SetWeights(weights, layout);
            fix.Layer.GetWeights(back, layout);
            AssertBits(Rounded(weights), back);
        }

        half.Layer.Initialize(new Random(3));
        fix.Layer.Initialize(new Random(3));
        float[] drawn = new float[weights.Length];
        half.Layer.GetWeights(drawn);
        fix.Layer.GetWeights(back);
        AssertBits(Rounded(drawn), back);
    }

    [Fact]
    public void A_layer_that_is_not_trained_takes_half_the_memory()
    {
        Assert.Equal((300 * 320 / 2) + 320, ((ILinearLayer<float>)new Fixed300x300()).Layer.Block.Length);
        Assert.Equal(0, ((ILinearLayer<float>)new Fixed300x300()).Layer.Transposed.Length);
        Assert.Equal(new PanelLayout(33, 100, sizeof(float)).BlockLength, ((ILinearLayer<float>)new Fixed33x100()).Layer.Block.Length);
    }

    [Fact]
    public void Parameters_that_a_caller_writes_are_rounded_when_it_says_so()
    {
        Fixed33x100 layer = new();
        ((INetwork<float>)layer).Parameters[0] = 1.001f;
        ((INetwork<float>)layer).ParametersChanged();

        Assert.Equal(1, layer[0, 0]);
    }

    [Fact]
    public void Weights_of_double_are_not_rounded() =>
        Assert.Throws<NotSupportedException>(() => new LayerParameters<double>(100, 200, hasBias: false, weights: WeightStorage.Packed));

    [Fact]
    public void Storage_of_a_layer_of_floats_is_refused()
    {
        ILinearLayer<float> full = new Float300x300();

        foreach (ILinearLayer<float> hooks in new ILinearLayer<float>[] { new Half300x300(), new Fixed300x300() })
        {
            Assert.Throws<ArgumentException>(() => hooks.Adopt(full.Layer.MovedTo(new(full.Layer.Block.Length), new(full.Layer.Transposed.Length))));
        }
    }

    internal static float[] Draw(Random random, int count)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return values;
    }

    internal static float[] Rounded(float[] values) => Array.ConvertAll(values, BFloat16Weights.Rounded);

    internal static void AssertBits(float[] expected, float[] actual) =>
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));

    private static void CheckForward(ILinearLayer<float> full, ILinearLayer<float> half, ILinearLayer<float> fix, float[] x, int rows)
    {
        int outputs = full.Shape.Out;
        float[] expected = new float[rows * outputs], y = new float[rows * outputs];
        full.Forward(x, expected);
        half.Forward(x, y);
        AssertBits(expected, y);
        fix.Forward(x, y);
        AssertBits(expected, y);
    }
}
