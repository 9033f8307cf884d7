using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Losses against PyTorch's numbers, at the edges of the number range, and with arguments that do not fit.</summary>
public class LossTests
{
    private static readonly Loss[] AllLosses =
        [Loss.MeanSquared, Loss.SoftmaxCrossEntropy, Loss.BinaryCrossEntropy, Loss.L1, Loss.Huber(0.5)];

    public static TheoryData<string> GoldenCases => [.. Golden.Losses.Cases.Keys];

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Float_losses_agree_with_PyTorch(string name)
    {
        Case c = new(name);
        (double loss, double[] gradient) = c.Run<float>();

        double largest = c.Gradient.Max(Math.Abs);
        Numbers.AssertClose([c.Loss], [loss], (1e-6 * Math.Abs(c.Loss)) + (2e-7 * Math.Max(1, c.Y.Length / c.Divisor)), "loss");
        Numbers.AssertClose(c.Gradient, gradient, (1e-6 * largest) + (4e-7 / c.Divisor), "gradient");
    }

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Double_losses_agree_with_PyTorch(string name)
    {
        Case c = new(name);
        (double loss, double[] gradient) = c.Run<double>();

        Numbers.AssertClose([c.Loss], [loss], 1e-12 * Math.Max(1, Math.Abs(c.Loss)), "loss");
        Numbers.AssertClose(c.Gradient, gradient, 1e-12 * Math.Max(1, c.Gradient.Max(Math.Abs)), "gradient");
    }

    [Fact]
    public void The_golden_file_holds_every_kind_of_loss()
    {
        Assert.Equal(92, Golden.Losses.Cases.Count);
        Assert.Equal(
            ["bce_with_logits", "cross_entropy_index", "cross_entropy_soft", "huber", "l1", "mse"],
            Golden.Losses.Cases.Values.Select(c => c.GetProperty("loss").GetString()!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Mean_squared_error_is_the_mean_over_all_elements()
    {
        float[] dy = new float[4];
        float loss = Loss.MeanSquared.Compute<float>([1, 2, 3, 4], (ReadOnlySpan<float>)[0, 2, 5, 4], 2, dy);

        Assert.Equal((1f + 0 + 4 + 0) / 4, loss);
        Assert.Equal([0.5f, 0, -1, 0], dy);
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(1e6f)]
    [InlineData(1e30f)]
    public void Cross_entropy_of_huge_logits_is_the_distance_to_the_largest(float huge)
    {
        float[] dy = new float[6];
        float loss = Loss.SoftmaxCrossEntropy.Compute<float>([huge, 0, -huge, huge, 0, -huge], (ReadOnlySpan<int>)[0, 2], 3, dy);

        Assert.Equal(huge, loss);
        Assert.Equal([0, 0, 0, 0.5f, 0, -0.5f], dy);
    }

    [Fact]
    public void Cross_entropy_with_a_one_hot_target_is_that_of_its_label()
    {
        Random random = new(1);
        float[] y = Numbers.Draw<float>(random, 7 * 5, 10);
        int[] labels = [.. Enumerable.Range(0, 7).Select(_ => random.Next(5))];
        float[] targets = new float[y.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            targets[(row * 5) + labels[row]] = 1;
        }

        float[] ofLabels = new float[y.Length];
        float[] ofTargets = new float[y.Length];
        Assert.Equal(
            Loss.SoftmaxCrossEntropy.Compute<float>(y, labels, 5, ofLabels),
            Loss.SoftmaxCrossEntropy.Compute<float>(y, targets, 5, ofTargets));
        Assert.Equal(ofLabels, ofTargets);
    }

    [Fact]
    public void Cross_entropy_of_a_masked_class_is_finite()
    {
        float[] dy = new float[3];
        float loss = Loss.SoftmaxCrossEntropy.Compute<float>([1, float.NegativeInfinity, 1], (ReadOnlySpan<int>)[2], 3, dy);

        Assert.Equal(MathF.Log(2), loss);
        Assert.Equal([0.5f, 0, -0.5f], dy);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_of_outputs_that_are_not_finite_is_not_finite(float bad)
    {
        float[] dy = new float[4];
        Assert.False(float.IsFinite(Loss.SoftmaxCrossEntropy.Compute<float>([0, 1, bad, 2], (ReadOnlySpan<int>)[0, 1], 2, dy)));
        Assert.False(float.IsFinite(Loss.SoftmaxCrossEntropy.Compute<float>([0, 1, bad, 2], (ReadOnlySpan<float>)[1, 0, 0.5f, 0.5f], 2, dy)));
        Assert.All(AllLosses, loss => Assert.False(float.IsFinite(loss.Compute<float>([0, 1, bad, 2], (ReadOnlySpan<float>)[0, 0, 0, 0], 2, dy))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    public void A_label_that_is_no_class_is_refused_by_row_before_anything_is_written(int label)
    {
        float[] dy = [7, 7, 7, 7, 7, 7];
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            "labels", () => Loss.SoftmaxCrossEntropy.Compute<float>(new float[6], new[] { 0, label }, 3, dy));

        Assert.Contains($"labels[1] is {label}; expected a class from 0 to 2", thrown.Message, StringComparison.Ordinal);
        Assert.All(dy, value => Assert.Equal(7, value));
    }

    [Fact]
    public void Losses_that_take_no_labels_say_so()
    {
        float[] dy = [7, 7, 7];
        foreach (Loss loss in AllLosses.Except([Loss.SoftmaxCrossEntropy]))
        {
            NotSupportedException thrown = Assert.Throws<NotSupportedException>(
                () => loss.Compute<float>(new float[3], new[] { 0 }, 3, dy));
            Assert.Contains($"{loss.GetType().Name} takes targets, but labels holds int values, which are class labels; expected targets of float, one for each output, such as [0f, 1f]", thrown.Message, StringComparison.Ordinal);
        }

        Assert.All(dy, value => Assert.Equal(7, value));
    }

    [Theory]
    [InlineData(5, 6, 6, "y", "y holds 5 values; expected a multiple of 3")]
    [InlineData(0, 0, 0, "y", "y holds 0 values; expected a multiple of 3")]
    [InlineData(6, 3, 6, "targets", "targets holds 3 values; expected 6")]
    [InlineData(6, 6, 7, "dy", "dy holds 7 values; expected 6")]
    public void Lengths_that_do_not_fit_are_refused_before_anything_is_written(int y, int targets, int dy, string parameter, string message)
    {
        float[] gradient = [.. Enumerable.Repeat(7f, dy)];
        foreach (Loss loss in AllLosses)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(
                parameter, () => loss.Compute<float>(new float[y], new float[targets], 3, gradient));
            Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        }

        Assert.All(gradient, value => Assert.Equal(7, value));
    }

    [Fact]
    public void A_wrong_number_of_labels_is_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(
            "labels", () => Loss.SoftmaxCrossEntropy.Compute<float>(new float[6], new int[3], 3, new float[6]));
        Assert.Contains("labels holds 3 values; expected 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_below_one_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        "outputs", () => Loss.MeanSquared.Compute<float>(new float[6], new float[6], 0, new float[6]));

    [Fact]
    public void A_gradient_that_overlaps_an_input_is_refused()
    {
        float[] shared = new float[6];
        float[] separate = new float[6];
        foreach (Loss loss in AllLosses)
        {
            Assert.Throws<ArgumentException>("dy", () => loss.Compute<float>(shared, separate, 3, shared));
            Assert.Throws<ArgumentException>("dy", () => loss.Compute<float>(separate, shared, 3, shared));
        }

        Assert.Throws<ArgumentException>("dy", () => Loss.SoftmaxCrossEntropy.Compute<float>(shared, new int[2], 3, shared));
    }

    [Fact]
    public void A_loss_of_the_users_own_is_called_for_every_element_type()
    {
        SumOfOutputs loss = new();
        double[] dy = new double[2];

        Assert.Equal(3, loss.Compute<double>([1, 2], (ReadOnlySpan<double>)[0, 0], 2, dy));
        Assert.Equal([1, 1], dy);
        Assert.Equal(3f, loss.Compute<float>([1, 2], (ReadOnlySpan<float>)[0, 0], 2, new float[2]));
        Assert.Contains(
            nameof(SumOfOutputs),
            Assert.Throws<NotSupportedException>(() => loss.Compute<float>(new float[2], new int[1], 2, new float[2])).Message,
            StringComparison.Ordinal);
    }

    private sealed class SumOfOutputs : Loss
    {
        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            T sum = T.Zero;
            foreach (T value in y)
            {
                sum += value;
            }

            dy.Fill(T.One);
            return sum;
        }
    }

    /// <summary>A golden case.</summary>
    private sealed class Case
    {
        private readonly JsonElement _json;
        private readonly string _kind;
        private readonly int _width;
        private readonly double[] _targets;

        public Case(string name)
        {
            _json = Golden.Losses.Cases[name];
            JsonElement tensors = _json.GetProperty("tensors");
            _kind = _json.GetProperty("loss").GetString()!;
            _width = _json.GetProperty("width").GetInt32();
            _targets = Golden.Losses.Read(tensors.GetProperty(_kind switch { "cross_entropy_index" => "index", "cross_entropy_soft" => "prob", _ => "target" }));
            Y = Golden.Losses.Read(tensors.GetProperty("x"));
            Loss = Golden.Losses.Read(tensors.GetProperty("loss"))[0];
            Gradient = Golden.Losses.Read(tensors.GetProperty("grad"));
        }

        public double[] Y { get; }

        public double Loss { get; }

        public double[] Gradient { get; }

        /// <summary>What the mean divides by; 1 for a sum.</summary>
        public double Divisor => IsSum ? 1 : Terms;

        private bool IsSum => _json.GetProperty("reduction").GetString() == "sum";

        private double Terms => _kind.StartsWith("cross_entropy", StringComparison.Ordinal) ? Y.Length / _width : Y.Length;

        public (double Loss, double[] Gradient) Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] y = Numbers.To<T>(Y);
            T[] dy = new T[y.Length];
            dy.AsSpan().Fill(T.NaN);
            Loss function = _kind switch
            {
                "mse" => LinearGen.Loss.MeanSquared,
                "bce_with_logits" => LinearGen.Loss.BinaryCrossEntropy,
                "huber" => LinearGen.Loss.Huber(_json.GetProperty("delta").GetDouble()),
                "l1" => LinearGen.Loss.L1,
                _ => LinearGen.Loss.SoftmaxCrossEntropy,
            };
            T loss = _kind == "cross_entropy_index"
                ? function.Compute<T>(y, _targets.Select(label => (int)label).ToArray(), _width, dy)
                : function.Compute<T>(y, Numbers.To<T>(_targets), _width, dy);

            // All our losses are means; a sum is one times the number of its terms.
            double factor = IsSum ? Terms : 1;
            return (factor * double.CreateChecked(loss), [.. Numbers.ToDoubles<T>(dy).Select(value => factor * value)]);
        }
    }
}
