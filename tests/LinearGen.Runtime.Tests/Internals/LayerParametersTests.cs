using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Shapes within a vector, a panel, on their edges, and across panels.</summary>
public abstract class LayerParametersTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 2, 3 }, { 3, 2 }, { 5, 4 }, { 3, 8 }, { 5, 9 }, { 3, 16 }, { 3, 15 }, { 17, 31 }, { 4, 32 }, { 3, 33 }, { 2, 63 }, { 7, 64 }, { 3, 65 }, { 2, 97 }, { 1, 128 }, { 5, 130 }, { 33, 200 },
    };
}

/// <summary>
/// How parameters are stored, and that every way in and out /// </summary>
public abstract class LayerParametersTests<T> : LayerParametersTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Weights_come_back_as_they_were_set_in_either_layout(int inputs, int outputs)
    {
        T[] rowMajor = Numbers.Count<T>(inputs * outputs);
        T[] transposed = new T[rowMajor.Length];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                transposed[(j * inputs) + i] = rowMajor[(i * outputs) + j];
            }
        }

        foreach ((T[] values, WeightLayout layout) in new[] { (rowMajor, WeightLayout.InOut), (transposed, WeightLayout.OutIn) })
        {
            LayerParameters<T> parameters = new(inputs, outputs, hasBias: true);
            parameters.SetWeights(values, layout);
            T[] back = new T[rowMajor.Length];
            parameters.GetWeights(back, WeightLayout.InOut);
            Assert.Equal(rowMajor, back);
            parameters.GetWeights(back, WeightLayout.OutIn);
            Assert.Equal(transposed, back);
            Assert.Equal(rowMajor[^1], parameters.GetWeight(inputs - 1, outputs - 1));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_parameter_lies_where_the_kernels_read_it_and_all_else_is_zero(int inputs, int outputs)
    {
        LayerParameters<T> parameters = new(inputs, outputs, hasBias: true);
        parameters.SetWeights(Numbers.Count<T>(inputs * outputs), WeightLayout.InOut);
        parameters.SetBias(Numbers.Draw<T>(new Random(1), outputs));
        T[] bias = new T[outputs];
        parameters.GetBias(bias);

        T[] expected = PlainPanels.Lay(Numbers.Count<T>(inputs * outputs), inputs, bias);
        Assert.Equal(expected, parameters.Block.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_weights_are_those_of_the_matrix(int inputs, int outputs)
    {
        LayerParameters<T> parameters = new(inputs, outputs, hasBias: false);
        T[] values = Numbers.Count<T>(inputs * outputs);
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                parameters.SetWeight(i, j, values[(i * outputs) + j]);
            }
        }

        T[] back = new T[values.Length];
        parameters.GetWeights(back, WeightLayout.InOut);
        Assert.Equal(values, back);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Initialize_draws_row_by_row_and_then_the_bias_within_PyTorchs_bounds(int inputs, int outputs)
    {
        LayerParameters<T> parameters = new(inputs, outputs, hasBias: true);
        parameters.Initialize(new Random(42));

        Random random = new(42);
        double bound = 1 / Math.Sqrt(inputs);
        T[] expected = [.. Enumerable.Range(0, (inputs + 1) * outputs).Select(_ => Numbers.To<T>(((2 * random.NextDouble()) - 1) * bound))];
        T[] weights = new T[inputs * outputs];
        T[] bias = new T[outputs];
        parameters.GetWeights(weights, WeightLayout.InOut);
        parameters.GetBias(bias);
        Assert.Equal(expected, weights.Concat(bias));
        Assert.All(expected, value => Assert.InRange(double.CreateChecked(value), -bound, bound));
        Assert.Equal((inputs + 1) * outputs, parameters.Block.Span.ToArray().Count(value => value != T.Zero));
    }

    [Fact]
    public void Initialize_fills_the_whole_range_evenly()
    {
        LayerParameters<T> parameters = new(100, 100, hasBias: false);
        parameters.Initialize(new Random(1));
        T[] weights = new T[10_000];
        parameters.GetWeights(weights, WeightLayout.InOut);

        // Ten bins of 0.02 between −0.1 and 0.1, a thousand draws in each but for 5 standard deviations of 30.
        foreach (IGrouping<int, T> bin in weights.GroupBy(value => (int)Math.Floor((double.CreateChecked(value) + 0.1) * 50)))
        {
            Assert.InRange(bin.Key, 0, 9);
            Assert.InRange(bin.Count(), 850, 1150);
        }
    }

    [Fact]
    public void CopyFrom_copies_weights_and_bias_and_keeps_no_tie()
    {
        LayerParameters<T> source = new(5, 70, hasBias: true);
        source.Initialize(new Random(1));
        LayerParameters<T> copy = new(5, 70, hasBias: true);
        copy.CopyFrom(source);
        Assert.Equal(source.Block.Span, copy.Block.Span);

        T[] before = copy.Block.Span.ToArray();
        source.Initialize(new Random(2));
        Assert.Equal(before, copy.Block.Span.ToArray());
    }

    [Fact]
    public void The_reference_is_the_first_weight()
    {
        LayerParameters<T> parameters = new(2, 3, hasBias: false);
        parameters.SetWeight(0, 0, T.One);
        Assert.Equal(T.One, parameters.Reference);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(0)]
    public void A_wrong_number_of_weights_is_refused_and_changes_nothing(int length)
    {
        LayerParameters<T> parameters = new(2, 3, hasBias: true);
        T[] values = [.. Enumerable.Repeat(T.One, length)];
        foreach (WeightLayout layout in new[] { WeightLayout.InOut, WeightLayout.OutIn })
        {
            Assert.Contains(
                $"weights holds {length} values; expected 6, In·Out of a 2→3 layer.",
                Assert.Throws<ArgumentException>("weights", () => parameters.SetWeights(values, layout)).Message,
                StringComparison.Ordinal);
            Assert.Contains(
                $"destination holds {length} values; expected 6",
                Assert.Throws<ArgumentException>("destination", () => parameters.GetWeights(values, layout)).Message,
                StringComparison.Ordinal);
        }

        Assert.All(parameters.Block.Span.ToArray(), value => Assert.Equal(T.Zero, value));
        Assert.All(values, value => Assert.Equal(T.One, value));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_wrong_number_of_biases_is_refused_and_changes_nothing(int length)
    {
        LayerParameters<T> parameters = new(2, 3, hasBias: true);
        T[] values = [.. Enumerable.Repeat(T.One, length)];
        Assert.Contains(
            $"bias holds {length} values; expected 3, Out of a 2→3 layer.",
            Assert.Throws<ArgumentException>("bias", () => parameters.SetBias(values)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            $"destination holds {length} values; expected 3",
            Assert.Throws<ArgumentException>("destination", () => parameters.GetBias(values)).Message,
            StringComparison.Ordinal);
        Assert.All(parameters.Block.Span.ToArray(), value => Assert.Equal(T.Zero, value));
        Assert.All(values, value => Assert.Equal(T.One, value));
    }

    [Theory]
    [InlineData(-1, 0, "i", "from 0 to 1")]
    [InlineData(2, 0, "i", "from 0 to 1")]
    [InlineData(0, -1, "j", "from 0 to 2")]
    [InlineData(0, 3, "j", "from 0 to 2")]
    public void An_index_out_of_range_is_refused_even_where_there_is_padding(int i, int j, string parameter, string range)
    {
        LayerParameters<T> parameters = new(2, 3, hasBias: true);
        Assert.Contains(
            range,
            Assert.Throws<ArgumentOutOfRangeException>(parameter, () => parameters.GetWeight(i, j)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            range,
            Assert.Throws<ArgumentOutOfRangeException>(parameter, () => parameters.SetWeight(i, j, T.One)).Message,
            StringComparison.Ordinal);
        Assert.All(parameters.Block.Span.ToArray(), value => Assert.Equal(T.Zero, value));
    }

    [Fact]
    public void A_layout_that_does_not_exist_is_refused()
    {
        LayerParameters<T> parameters = new(2, 3, hasBias: false);
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => parameters.SetWeights(new T[6], (WeightLayout)2));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => parameters.GetWeights(new T[6], (WeightLayout)(-1)));
    }

    [Fact]
    public void Initialize_needs_a_source_of_draws() =>
        Assert.Throws<ArgumentNullException>("random", () => new LayerParameters<T>(2, 3, hasBias: false).Initialize(null!));

    [Fact]
    public void A_layer_too_large_for_an_array_is_refused() =>
        Assert.Throws<OverflowException>(() => new LayerParameters<T>(1 << 20, 1 << 20, hasBias: false));
}

/// <summary>Panels of 64.</summary>
public sealed class SingleLayerParametersTests : LayerParametersTests<float>;

/// <summary>Panels of 32.</summary>
public sealed class DoubleLayerParametersTests : LayerParametersTests<double>;
