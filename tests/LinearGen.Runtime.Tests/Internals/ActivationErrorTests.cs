using LinearGen.Benchmarks.Activations;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>A sample of all floats against double: the bounds that docs/activations.md states. The whole is swept by the benchmarks' command.</summary>
public sealed class ActivationErrorTests
{
    private const int Every = 4099 * 16;
    private const int Arguments = (int)(uint.MaxValue / Every);

    public static TheoryData<int, Activation, double> Combinations => ActivationsUnderTest.Combinations;

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Errors_stay_below_the_stated_bounds(int bits, Activation activation, double slope)
    {
        ActivationUnderTest<float> function = ActivationsUnderTest.Get<float>(bits, activation, slope);
        float[] z = [.. Enumerable.Range(0, Arguments).Select(k => BitConverter.UInt32BitsToSingle((uint)k * Every)).Where(value => !float.IsNaN(value))];
        float[] y = function.Forward(z);
        float[] dz = function.Backward(ActivationsUnderTest.FromOutput(activation, slope) ? y : z, [.. Enumerable.Repeat(1f, z.Length)]);
        for (int k = 0; k < z.Length; k++)
        {
            double value = References.Value(activation, z[k], slope);
            double derivative = References.Derivative(activation, z[k], slope);
            double tolerance = Math.Abs(z[k]) is > 1e-30f and <= 1e-4f && activation is not (Activation.Elu or Activation.Celu or Activation.Selu) ? 1e-6 * Math.Abs(value) : 5e-7 + (5e-7 * Math.Abs(value));
            Assert.True(Math.Abs(y[k] - value) <= tolerance || y[k].Equals((float)value), $"{activation}({z[k]:R}) is {y[k]:R}, not {value:R}.");
            Assert.True(Math.Abs(dz[k] - derivative) <= 1e-6 + (5e-7 * Math.Abs(derivative)) || dz[k].Equals((float)derivative), $"{activation}′({z[k]:R}) is {dz[k]:R}, not {derivative:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Bounded_functions_stay_within_their_bounds(int bits, Activation activation, double slope)
    {
        if (activation is not (Activation.Tanh or Activation.Sigmoid or Activation.HardTanh or Activation.HardSigmoid or Activation.Softsign))
        {
            return;
        }

        float[] z = [.. Enumerable.Range(0, 60_000).Select(k => 5 + (k * 1e-4f))];
        float[] y = ActivationsUnderTest.Get<float>(bits, activation, slope).Forward(z);
        Assert.All(y, value => Assert.InRange(value, 0, 1));
    }
}
