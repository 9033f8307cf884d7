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

    private sealed class TestGradients() : ParameterGradients<float>(new AlignedBlock<float>(5))
    {
        public void Add(TestGradients other) => AddCore(other);
    }
}
