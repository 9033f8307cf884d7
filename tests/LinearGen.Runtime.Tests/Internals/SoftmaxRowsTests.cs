using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Softmax and log-softmax of rows.</summary>
public sealed class SoftmaxRowsTests
{
    private const int Canaries = 20;

    private static readonly int[] Widths = [.. Enumerable.Range(1, 40), 63, 64, 65, 100];

    public static TheoryData<Activation> Both => SoftmaxesUnderTest.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public void Golden_rows_are_met_in_float(Activation activation) => CheckGolden<float>(activation, 3e-7, 6e-7, 5e-7);

    [Theory]
    [MemberData(nameof(Both))]
    public void Golden_rows_are_met_in_double(Activation activation) => CheckGolden<double>(activation, 1e-15, 2e-15, 2e-15);

    [Theory]
    [MemberData(nameof(Both))]
    public void Any_width_is_right_and_nothing_is_written_beside_it(Activation activation)
    {
        CheckWidths<float>(activation, 4e-7);
        CheckWidths<double>(activation, 2e-15);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void A_row_has_the_same_bits_alone_and_among_others_and_in_place(Activation activation)
    {
        SoftmaxUnderTest<float> function = SoftmaxesUnderTest.Get<float>(activation);
        foreach (int columns in Widths)
        {
            float[] z = Numbers.Draw<float>(new Random(columns), 3 * columns, 5);
            float[] dy = Numbers.Draw<float>(new Random(columns + 1), 3 * columns);
            float[] y = function.Forward(z, columns);
            float[] dz = function.Backward(y, dy, columns);
            for (int row = 0; row < 3; row++)
            {
                Range range = (row * columns)..((row + 1) * columns);
                Assert.Equal(y[range], function.Forward(z[range], columns));
                Assert.Equal(dz[range], function.Backward(y[range], dy[range], columns));
            }

            function.Forward(ref z[0], ref z[0], 3, columns);
            Assert.Equal(y, z);
            function.Backward(ref y[0], ref dy[0], ref dy[0], 3, columns);
            Assert.Equal(dz, dy);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Wide_rows_treat_infinities_and_NaN_as_narrow_ones_do(Activation activation)
    {
        SoftmaxUnderTest<float> function = SoftmaxesUnderTest.Get<float>(activation);
        foreach (int columns in new[] { 3, 10, 20, 50 })
        {
            float[] z = Numbers.Draw<float>(new Random(1), columns);
            for (int place = 0; place < columns; place++)
            {
                foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
                {
                    float[] spoilt = [.. z];
                    spoilt[place] = bad;
                    Assert.All(function.Forward(spoilt, columns), value => Assert.True(float.IsNaN(value)));
                }

                float[] masked = [.. z];
                masked[place] = float.NegativeInfinity;
                float[] y = function.Forward(masked, columns);
                Assert.Equal(activation == Activation.Softmax ? 0 : float.NegativeInfinity, y[place]);
                Assert.Equal(columns - 1, y.Count(value => float.IsFinite(value) && value != 0));
            }

            Assert.All(function.Forward([.. Enumerable.Repeat(float.NegativeInfinity, columns)], columns), value => Assert.True(float.IsNaN(value)));
        }
    }

    private static void CheckGolden<T>(Activation activation, double softmax, double logSoftmax, double gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool log = activation == Activation.LogSoftmax;
        SoftmaxUnderTest<T> function = SoftmaxesUnderTest.Get<T>(activation);
        foreach (int columns in new[] { 2, 3, 8, 10, 17 })
        {
            JsonElement tensors = Golden.Activations.Cases[$"{(log ? "log_softmax" : "softmax")}_w{columns}"].GetProperty("tensors");
            double[] x = Golden.Activations.Read(tensors.GetProperty("x"));
            double[] dy = Golden.Activations.Read(tensors.GetProperty("dy"));
            double[] y = Golden.Activations.Read(tensors.GetProperty("y"));
            double[] dx = Golden.Activations.Read(tensors.GetProperty("dx"));
            T[] results = function.Forward(Numbers.To<T>(x), columns);
            T[] gradients = function.Backward(results, Numbers.To<T>(dy), columns);
            for (int row = 0; row < x.Length / columns; row++)
            {
                Range range = (row * columns)..((row + 1) * columns);
                double greatest = x[range].Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
                double scale = dy[range].Sum(Math.Abs);
                AssertRow(y[range], results[range], log ? logSoftmax * Math.Max(1, greatest) : softmax);
                if (!y[range].Any(double.IsNaN))
                {
                    AssertRow(dx[range], gradients[range], gradient * scale);
                }
            }
        }
    }

    private static void AssertRow<T>(double[] expected, T[] actual, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < expected.Length; k++)
        {
            double value = double.CreateChecked(actual[k]);
            bool good = double.IsFinite(expected[k]) ? Math.Abs(value - expected[k]) <= tolerance : value.Equals(expected[k]);
            Assert.True(good, $"{value:R} at {k} is not {expected[k]:R} within {tolerance:G3}.");
        }
    }

    private static void CheckWidths<T>(Activation activation, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SoftmaxUnderTest<T> function = SoftmaxesUnderTest.Get<T>(activation);
        bool log = activation == Activation.LogSoftmax;
        T[] canaries = [.. Enumerable.Repeat(Numbers.To<T>(-77), Canaries)];
        foreach (int columns in Widths)
        {
            // All far below 0: a lane behind the end that held 0 would be the greatest.
            T[] z = [.. Numbers.Draw<T>(new Random(columns), columns, 5).Select(value => value - Numbers.To<T>(200))];
            T[] dy = Numbers.Draw<T>(new Random(columns + 1), columns);
            T[] y = [.. canaries, .. z, .. canaries];
            function.Forward(ref y[Canaries], ref y[Canaries], 1, columns);
            T[] dz = [.. canaries, .. dy, .. canaries];
            function.Backward(ref y[Canaries], ref dz[Canaries], ref dz[Canaries], 1, columns);

            double[] exponentials = [.. Numbers.ToDoubles<T>(z).Select(Math.Exp)];
            double[] softmax = [.. exponentials.Select(e => e / exponentials.Sum())];
            double[] upstream = Numbers.ToDoubles<T>(dy);
            double sum = log ? upstream.Sum() : upstream.Zip(softmax, (a, b) => a * b).Sum();
            AssertRow(log ? [.. softmax.Select(s => Math.Log(s))] : softmax, y[Canaries..^Canaries], log ? 10 * tolerance : tolerance);
            double[] gradients = [.. softmax.Select((s, k) => log ? upstream[k] - (s * sum) : s * (upstream[k] - sum))];
            AssertRow(gradients, dz[Canaries..^Canaries], 10 * tolerance);
            Assert.Equal(canaries, y[..Canaries]);
            Assert.Equal(canaries, y[^Canaries..]);
            Assert.Equal(canaries, dz[..Canaries]);
            Assert.Equal(canaries, dz[^Canaries..]);
        }
    }
}
