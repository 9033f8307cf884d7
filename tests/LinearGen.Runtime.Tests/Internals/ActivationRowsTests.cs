using System.Numerics;
using LinearGen.Benchmarks.Activations;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The loops over elements: every length, nothing touched beside them, the same bits wherever a value stands.</summary>
public sealed class ActivationRowsTests
{
    private const int Canaries = 20;

    public static TheoryData<int, Activation, double> Combinations => ActivationsUnderTest.Combinations;

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_length_writes_its_elements_alone_with_the_same_bits(int bits, Activation activation, double slope)
    {
        CheckLengths<float>(bits, activation, slope);
        CheckLengths<double>(bits, activation, slope);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Results_may_take_the_place_of_arguments(int bits, Activation activation, double slope)
    {
        CheckInPlace<float>(bits, activation, slope);
        CheckInPlace<double>(bits, activation, slope);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Infinities_and_NaN_give_limits(int bits, Activation activation, double slope)
    {
        CheckLimits<float>(bits, activation, slope, -1e4);
        CheckLimits<double>(bits, activation, slope, -1e4);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Gradients_are_proportional_to_dy(int bits, Activation activation, double slope)
    {
        float[] z = [-3, -1, -0.1f, 0.2f, 1, 2.5f, 4, 7];
        ActivationUnderTest<float> function = ActivationsUnderTest.Get<float>(bits, activation, slope);
        float[] source = ActivationsUnderTest.FromOutput(activation, slope) ? function.Forward(z) : z;
        float[] slopes = function.Backward(source, [1, 1, 1, 1, 1, 1, 1, 1]);
        float[] dy = [2, -3, 0.5f, 10, -0.1f, 1e3f, 7, 0];
        float[] dz = function.Backward(source, dy);
        for (int k = 0; k < z.Length; k++)
        {
            Assert.Equal(slopes[k] * dy[k], dz[k], 1e-6 * Math.Abs(slopes[k] * dy[k]));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Both_widths_give_the_same_bits(Activation activation, double slope)
    {
        CheckWidths<float>(activation, slope);
        CheckWidths<double>(activation, slope);
    }

    public static IEnumerable<object[]> Functions => ActivationsUnderTest.Elementwise.Select(function => new object[] { function.Activation, function.Slope });

    private static void CheckWidths<T>(Activation activation, double slope)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(11);
        T[] z = Numbers.Draw<T>(random, 500, 12);
        T[] dy = Numbers.Draw<T>(random, 500);
        ActivationUnderTest<T> narrow = ActivationsUnderTest.Get<T>(256, activation, slope);
        ActivationUnderTest<T> wide = ActivationsUnderTest.Get<T>(512, activation, slope);
        T[] y = narrow.Forward(z);
        Assert.Equal(y, wide.Forward(z));
        T[] source = ActivationsUnderTest.FromOutput(activation, slope) ? y : z;
        Assert.Equal(narrow.Backward(source, dy), wide.Backward(source, dy));
    }

    private static void CheckLengths<T>(int bits, Activation activation, double slope)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ActivationUnderTest<T> function = ActivationsUnderTest.Get<T>(bits, activation, slope);
        const int Longest = 70;
        T[] z = Numbers.Draw<T>(new Random(7), Longest, 6);
        T[] dy = Numbers.Draw<T>(new Random(8), Longest);
        T[] y = Each(z, (value, k) => function.Forward([value])[0]);
        T[] source = ActivationsUnderTest.FromOutput(activation, slope) ? y : z;
        T[] dz = Each(source, (value, k) => function.Backward([value], [dy[k]])[0]);
        for (int count = 0; count <= Longest; count++)
        {
            T[] results = Guarded<T>(count);
            function.Forward(ref z[0], ref results[Canaries], count);
            Assert.Equal(Guarded(y[..count]), results);

            T[] gradients = Guarded<T>(count);
            function.Backward(ref source[0], ref dy[0], ref gradients[Canaries], count);
            Assert.Equal(Guarded(dz[..count]), gradients);
        }
    }

    private static void CheckInPlace<T>(int bits, Activation activation, double slope)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ActivationUnderTest<T> function = ActivationsUnderTest.Get<T>(bits, activation, slope);
        T[] z = Numbers.Draw<T>(new Random(9), 53, 6);
        T[] dy = Numbers.Draw<T>(new Random(10), 53);
        T[] y = function.Forward(z);
        T[] dz = function.Backward(z, dy);

        T[] values = [.. z];
        function.Forward(ref values[0], ref values[0], values.Length);
        Assert.Equal(y, values);
        T[] gradients = [.. dy];
        function.Backward(ref z[0], ref gradients[0], ref gradients[0], gradients.Length);
        Assert.Equal(dz, gradients);
    }

    private static void CheckLimits<T>(int bits, Activation activation, double slope, double low)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ActivationUnderTest<T> function = ActivationsUnderTest.Get<T>(bits, activation, slope);
        T[] z = [T.NegativeInfinity, Numbers.To<T>(-3e38), Numbers.To<T>(low), Numbers.To<T>(-low), Numbers.To<T>(3e38), T.PositiveInfinity, T.NaN];
        T[] y = function.Forward(z);
        T[] dz = function.Backward(ActivationsUnderTest.FromOutput(activation, slope) ? y : z, [.. Enumerable.Repeat(T.One, z.Length)]);
        for (int k = 0; k < 6; k++)
        {
            bool negative = k < 3;
            T expected = Numbers.To<T>(References.Value(activation, double.CreateChecked(z[k]), slope));
            // Float's tanh ends a few units in the last place before 1, which it may not exceed; Softsign's 1 - |y| has the roundings of y.
            double tolerance = activation == Activation.Tanh && typeof(T) == typeof(float) ? 4e-7 : activation == Activation.Softsign ? 1e-11 : 0;
            Assert.True(expected == y[k] || T.Abs(expected - y[k]) <= Numbers.To<T>(tolerance), $"{activation}({z[k]}) is {y[k]}, not {expected}.");
            T derivative = Numbers.To<T>(References.Derivative(activation, double.CreateChecked(z[k]), slope));
            Assert.True(derivative == dz[k] || T.Abs(derivative - dz[k]) <= Numbers.To<T>(2 * tolerance), $"{activation}′({z[k]}) is {dz[k]}, not {derivative}.");
        }

        Assert.True(T.IsNaN(y[6]));
    }

    private static T[] Each<T>(T[] values, Func<T, int, T> function) => [.. values.Select(function)];

    private static T[] Guarded<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T> => Guarded(new T[count]);

    private static T[] Guarded<T>(T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] canaries = [.. Enumerable.Repeat(Numbers.To<T>(-77), Canaries)];
        return [.. canaries, .. values, .. canaries];
    }
}
