using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Inference;

/// <summary>What rounding weights to bfloat16 costs networks that were trained on real data: accuracies, or R², over ten seeds.</summary>
public class BFloat16AccuracyTests(ITestOutputHelper output)
{
    private const int Seeds = 10;

    /// <summary>Tenths of a percent of the rows, or of the variance.</summary>
    private const double Bound = 0.003;

    [Fact]
    public void Digits_KeepTheirAccuracy() => Check("digits", () => new DigitsNet(), () => new DigitsNetRounded(), () => new DigitsNetRounding());

    [Fact]
    public void BreastCancer_KeepsItsAccuracy() => Check("breast_cancer", () => new CancerNet(), () => new CancerNetRounded(), () => new CancerNetRounding());

    [Fact]
    public void Diabetes_KeepsItsVariance() => Check("diabetes", () => new DiabetesNet(), () => new DiabetesNetRounded(), () => new DiabetesNetRounding());

    [Fact]
    public void Iris_KeepsItsAccuracy() => Check("iris", () => new IrisNet(), () => new IrisNetRounded(), () => new IrisNetRounding());

    private void Check(string name, Func<INetwork<float>> full, Func<INetwork<float>> rounded, Func<INetwork<float>> rounding)
    {
        JsonElement json = Golden.RealData.Cases[name];
        (TrainingData<float> train, TrainingData<float> test) = Read(json);
        double before = 0, after = 0, trained = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            INetwork<float> network = Train(full(), json, train, seed), copy = rounded();
            using MemoryStream file = new();
            Safetensors.Save(file, network);
            file.Position = 0;
            Safetensors.Load(file, copy);
            before += Measure(network, test) / Seeds;
            after += Measure(copy, test) / Seeds;
            trained += Measure(Train(rounding(), json, train, seed), test) / Seeds;
        }

        output.WriteLine($"{name}: {before:F4} in float, {after:F4} rounded afterwards, {trained:F4} trained with rounded weights");
        Assert.InRange(after, before - Bound, before + Bound);

        // Another path of training ends elsewhere, as another seed does, but not lower.
        Assert.InRange(trained, before - 0.02, 1);
        Assert.InRange(before, name == "diabetes" ? 0.3 : 0.88, 1);
    }

    private static INetwork<float> Train(INetwork<float> network, JsonElement json, TrainingData<float> data, int seed)
    {
        JsonElement how = json.GetProperty("train");
        network.Initialize(new Random(seed));
        Trainer<INetwork<float>> trainer = new(network, data.HasLabels ? Loss.SoftmaxCrossEntropy : Loss.MeanSquared, new Adam(how.GetProperty("lr").GetDouble()), how.GetProperty("batch").GetInt32());
        trainer.Fit(data, new FitOptions { Epochs = how.GetProperty("epochs").GetInt32(), Seed = seed, KeepBest = false });
        return network;
    }

    private static double Measure(INetwork<float> network, TrainingData<float> test)
    {
        float[] y = new float[test.Rows * network.Shape.Out];
        network.Forward(test.X, y);
        if (test.HasLabels)
        {
            int outputs = network.Shape.Out;
            return Enumerable.Range(0, test.Rows).Count(row => y.AsSpan(row * outputs, outputs) is var scores && scores.IndexOf(Max(scores)) == test.Labels[row]) / (double)test.Rows;
        }

        double mean = 0, residual = 0, variance = 0;
        foreach (float target in test.Targets)
        {
            mean += target / (double)test.Rows;
        }

        for (int row = 0; row < test.Rows; row++)
        {
            residual += Math.Pow(test.Targets[row] - y[row], 2);
            variance += Math.Pow(test.Targets[row] - mean, 2);
        }

        return 1 - (residual / variance);

        static float Max(ReadOnlySpan<float> values)
        {
            float most = values[0];
            foreach (float value in values)
            {
                most = MathF.Max(most, value);
            }

            return most;
        }
    }

    private static (TrainingData<float> Train, TrainingData<float> Test) Read(JsonElement json)
    {
        JsonElement tensors = json.GetProperty("tensors");
        float scale = json.GetProperty("x_scale").GetSingle();
        float[] x = [.. Golden.RealData.Read(tensors.GetProperty("x")).Select(value => (float)value * scale)];
        double[] y = Golden.RealData.Read(tensors.GetProperty("y"));
        int inputs = json.GetProperty("features").GetInt32();
        TrainingData<float> all = json.GetProperty("task").GetString() == "class"
            ? new(x, inputs, (int[])[.. y.Select(value => (int)value)])
            : new(x, inputs, (float[])[.. y.Select(value => (float)value)], 1);
        return (all.Select(Rows("train_rows")), all.Select(Rows("test_rows")));

        int[] Rows(string name) => [.. Golden.RealData.Read(tensors.GetProperty(name)).Select(row => (int)row)];
    }
}
