using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Activation functions and their gradients against values that mpmath computed.</summary>
public sealed class ActivationGoldenTests
{
    public static TheoryData<int, Activation, double> Combinations => ActivationsUnderTest.Combinations;

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Float_is_within_5e_7(int bits, Activation activation, double slope) => Check<float>(bits, activation, slope, 5e-7, 5e-7, 5e-7, 1e-6);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Double_is_within_a_few_units_in_the_last_place(int bits, Activation activation, double slope) => Check<double>(bits, activation, slope, 1e-15, 1e-15, 2e-15, 2e-15);

    private static void Check<T>(int bits, Activation activation, double slope, double relative, double absolute, double gradientRelative, double gradientAbsolute)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Golden golden = Golden.Activations;
        JsonElement @case = golden.Cases[Name(activation, slope)];
        JsonElement tensors = @case.GetProperty("tensors");
        double[] x = golden.Read(tensors.GetProperty("x"));
        double[] y = golden.Read(tensors.GetProperty("y"));
        double[] dx = golden.Read(tensors.GetProperty("dx"));
        HashSet<int> kinks = Indices(@case, "kink_points");
        HashSet<int> conventions = Indices(@case, "torch_nan_differs");

        ActivationUnderTest<T> function = ActivationsUnderTest.Get<T>(bits, activation, slope);
        T[] z = Numbers.To<T>(x);
        T[] results = function.Forward(z);
        T[] gradients = function.Backward(ActivationsUnderTest.FromOutput(activation, slope) ? results : z, [.. Enumerable.Repeat(T.One, z.Length)]);
        for (int k = 0; k < x.Length; k++)
        {
            // Near 0 an absolute bound would say nothing.
            bool tiny = Math.Abs(x[k]) is > 1e-30 and <= 1e-4 && activation is not (Activation.Elu or Activation.Celu or Activation.Selu);
            AssertClose(y[k], results[k], tiny ? 2 * relative * Math.Abs(y[k]) : (relative * Math.Abs(y[k])) + absolute, $"{activation}({x[k]:R})");
            if (!kinks.Contains(k) && !(conventions.Contains(k) && double.IsNaN(dx[k])))
            {
                AssertClose(dx[k], gradients[k], (gradientRelative * Math.Abs(dx[k])) + gradientAbsolute, $"{activation}′({x[k]:R})");
            }
        }
    }

    private static void AssertClose<T>(double expected, T actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double value = double.CreateChecked(actual);
        double rounded = double.CreateChecked(Numbers.To<T>(expected));
        bool good = double.IsFinite(rounded) ? Math.Abs(value - expected) <= tolerance : value.Equals(rounded);
        Assert.True(good, $"{what} is {value:R}, not {expected:R}.");
    }

    private static HashSet<int> Indices(JsonElement @case, string name) => [.. @case.GetProperty(name).EnumerateArray().Select(index => index.GetInt32())];

    private static string Name(Activation activation, double slope) => activation switch
    {
        Activation.LeakyRelu => FormattableString.Invariant($"leaky_relu_{slope}"),
        Activation.Elu or Activation.Celu => FormattableString.Invariant($"{activation.ToString().ToLowerInvariant()}_{slope}"),
        Activation.Gelu => "gelu_erf",
        Activation.GeluTanh => "gelu_tanh",
        _ => activation.ToString().ToLowerInvariant(),
    };
}
