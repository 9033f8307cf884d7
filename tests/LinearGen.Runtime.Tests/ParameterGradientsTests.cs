using LinearGen.Internals;

namespace LinearGen.Runtime.Tests;

/// <summary>What all gradients can do.</summary>
public class ParameterGradientsTests
{
    private readonly TestGradients _gradients = new();

    public ParameterGradientsTests() => new float[] { 3, 0, -4, 0, 0 }.CopyTo(_gradients.Values);

    [Fact]
    public void New_gradients_are_zero() => Assert.Equal(new float[5], new TestGradients().Values);

    [Fact]
    public void Clear_sets_every_gradient_to_zero()
    {
        _gradients.Clear();
        Assert.Equal(new float[5], _gradients.Values);
    }

    [Fact]
    public void Scale_multiplies_every_gradient()
    {
        _gradients.Scale(-0.5f);
        Assert.Equal([-1.5f, 0, 2, 0, 0], _gradients.Values);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Scaling_by_what_is_not_finite_is_refused_and_changes_nothing(float factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(factor), () => _gradients.Scale(factor));
        Assert.Equal([3, 0, -4, 0, 0], _gradients.Values);
    }

    [Fact]
    public void The_norm_is_Euclids()
    {
        Assert.Equal(5, _gradients.Norm());
        _gradients.Clear();
        Assert.Equal(0, _gradients.Norm());
    }

    [Theory]
    [InlineData(1e19f)]
    [InlineData(1e38f)]
    [InlineData(1e-30f)]
    public void The_norm_of_float_gradients_whose_squares_overflow_or_vanish_is_right(float scale)
    {
        TestGradients gradients = new(20);
        gradients.Values[1] = 3 * scale;
        gradients.Values[19] = -(0.4f * scale);
        Assert.InRange(gradients.Norm(), MathF.Sqrt(9.16f) * scale * 0.999999f, MathF.Sqrt(9.16f) * scale * 1.000001f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e160)]
    [InlineData(1e-170)]
    [InlineData(1e-320)]
    public void The_norm_of_double_gradients_whose_squares_overflow_or_vanish_is_right(double scale)
    {
        DoubleGradients gradients = new(20);
        gradients.Values[1] = 3 * scale;
        gradients.Values[19] = -4 * scale;
        Assert.InRange(gradients.Norm(), 5 * scale * (1 - 1e-3), 5 * scale * (1 + 1e-3));
        Assert.Equal(0, new DoubleGradients(3).Norm());
    }

    [Fact]
    public void The_norm_is_that_of_all_values_wherever_they_lie()
    {
        for (int length = 0; length < 40; length++)
        {
            TestGradients gradients = new(length);
            Support.Numbers.Count<float>(length).CopyTo(gradients.Values);
            Assert.Equal((float)Math.Sqrt(Enumerable.Range(1, length).Sum(k => (double)k * k)), gradients.Norm());
        }
    }

    [Fact]
    public void The_norm_of_what_is_not_finite_is_not_finite()
    {
        DoubleGradients gradients = new(9);
        gradients.Values[8] = double.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, gradients.Norm());
        gradients.Values[0] = double.NaN;
        Assert.True(double.IsNaN(gradients.Norm()));
        _gradients.Values[0] = float.NaN;
        Assert.True(float.IsNaN(_gradients.Norm()));
    }

    [Fact]
    public void Add_adds_anothers_gradients_and_leaves_that_one_alone()
    {
        TestGradients other = new();
        other.Values.Fill(1);
        _gradients.Add(other);
        Assert.Equal([4, 1, -3, 1, 1], _gradients.Values);
        Assert.Equal([1, 1, 1, 1, 1], other.Values);
    }

    [Fact]
    public void Adding_nothing_is_refused() => Assert.Throws<ArgumentNullException>("other", () => _gradients.Add(null!));

    private sealed class DoubleGradients(int length) : ParameterGradients<double>(new AlignedBlock<double>(length));

    private sealed class TestGradients(int length = 5) : ParameterGradients<float>(new AlignedBlock<float>(length))
    {
        public void Add(TestGradients other) => AddCore(other);
    }
}
