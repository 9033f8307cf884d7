using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LinearGen.Kernel.Tests;

/// <summary>Two hundred steps of generated networks against PyTorch's, weights and losses; the tolerances are in the README of the runtime tests' golden data.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class GoldenTrainingTests<T>(ITestOutputHelper output) 
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Golden");
    private static readonly byte[] s_bytes = File.ReadAllBytes(Path.Combine(s_folder, "optimizers.bin"));
    private static readonly JsonElement[] s_cases = ReadCases();

    [Fact]
    public void EveryRun_EndsWherePyTorchsDoes()
    {
        Tally tally = new();
        Assert.Equal(8, s_cases.Length);
        foreach (JsonElement one in s_cases)
        {
            bool isDigits = one.GetProperty("name").GetString()!.StartsWith("digits", StringComparison.Ordinal);
            string name = (typeof(T) == typeof(double) ? "Precise" : "") + (isDigits ? "Classifier" : "Regression");
            Train(one, Catalog.Declared.Get<T>(name), isDigits, tally);
        }

        output.WriteLine(tally.ToString());
        tally.ThrowIfFailed();
    }

    private static void Train(JsonElement one, Subject<T> subject, bool isDigits, Tally tally)
    {
        JsonElement tensors = one.GetProperty("tensors");
        double scale = one.GetProperty("x_scale").GetDouble();
        T[] xs = [.. Read(tensors.GetProperty("x_pool")).Select(x => T.CreateChecked(x * scale))];
        double[] targets = Read(tensors.GetProperty("target_pool"));
        int[] indices = [.. Read(tensors.GetProperty("batch_indices")).Select(index => (int)index)];
        int batch = one.GetProperty("batch").GetInt32();
        int inputs = subject.In;

        ISequentialNetwork<T> network = (ISequentialNetwork<T>)subject.New();
        int layer = 0;
        foreach (JsonElement init in one.GetProperty("init").EnumerateArray())
        {
            ((INetworkStage<T>)network.Layers[layer]).Layer.SetWeights(Array.ConvertAll(Read(init.GetProperty("w")), T.CreateChecked), WeightLayout.InOut);
            ((INetworkStage<T>)network.Layers[layer++]).Layer.SetBias(Array.ConvertAll(Read(init.GetProperty("b")), T.CreateChecked));
        }

        Loss loss = isDigits ? Loss.SoftmaxCrossEntropy : Loss.MeanSquared;
        Trainer<INetwork<T>, T> trainer = new(network, loss, Optimizer(one), batch);
        Dictionary<int, JsonElement> snapshots = one.GetProperty("snapshots").EnumerateArray().ToDictionary(snapshot => snapshot.GetProperty("step").GetInt32());
        Assert.Equal([1, 10, 200], snapshots.Keys.Order());
        List<T> losses = [];
        for (int step = 1; step <= one.GetProperty("steps").GetInt32(); step++)
        {
            int[] rows = indices[((step - 1) * batch)..(step * batch)];
            T[] x = [.. rows.SelectMany(row => xs[(inputs * row)..(inputs * (row + 1))])];
            losses.Add(isDigits ? trainer.Step(x, (int[])[.. rows.Select(row => (int)targets[row])]) : trainer.Step(x, (T[])[.. rows.Select(row => T.CreateChecked(targets[row]))]));
            if (!snapshots.TryGetValue(step, out JsonElement snapshot))
            {
                continue;
            }

            double tolerance = Tolerance(one, string.Create(CultureInfo.InvariantCulture, $"step{step}"), "f32_vs_f64_maxabs", "f32_perm_vs_f64_maxabs", 1e-7);
            layer = 0;
            foreach (JsonElement expected in snapshot.GetProperty("layers_f64").EnumerateArray())
            {
                (_, int outputs, _) = network.Layers[layer].Shape;
                T[] weights = new T[network.Layers[layer].Shape.In * outputs];
                T[] bias = new T[outputs];
                ((INetworkStage<T>)network.Layers[layer]).Layer.GetWeights(weights, WeightLayout.InOut);
                ((INetworkStage<T>)network.Layers[layer]).Layer.GetBias(bias);
                string what = $"{one.GetProperty("name")} after step {step}, layer {layer++}: ";
                Bounded.Compare<T>(tally, what + "weights", weights, Array.ConvertAll(Read(expected.GetProperty("w")), value => new Bounded(value, tolerance)));
                Bounded.Compare<T>(tally, what + "bias", bias, Array.ConvertAll(Read(expected.GetProperty("b")), value => new Bounded(value, tolerance)));
            }
        }

        double lossTolerance = Tolerance(one, null, "loss_curve_maxabs_f32", "loss_curve_maxabs_f32_perm", 5e-7);
        Bounded.Compare<T>(tally, $"{one.GetProperty("name")}: loss", losses.ToArray(), Array.ConvertAll(Read(tensors.GetProperty("loss_curve")), value => new Bounded(value, lossTolerance)));
    }

    private static double Tolerance(JsonElement one, string? part, string first, string second, double least)
    {
        JsonElement deviation = one.GetProperty("float32_deviation");
        deviation = part is null ? deviation : deviation.GetProperty(part);
        return typeof(T) == typeof(double) ? 1e-12 : (8 * Math.Max(deviation.GetProperty(first).GetDouble(), deviation.GetProperty(second).GetDouble())) + least;
    }

    private static Optimizer Optimizer(JsonElement one)
    {
        JsonElement hyper = one.GetProperty("hyper");
        return one.GetProperty("optimizer").GetString() switch
        {
            "SGD" => new Sgd(hyper.GetProperty("lr").GetDouble(), hyper.TryGetProperty("momentum", out JsonElement momentum) ? momentum.GetDouble() : 0),
            "Adam" => new Adam(),
            "AdamW" => new AdamW(),
            string other => throw new InvalidDataException(other),
            null => throw new InvalidDataException(),
        };
    }

    private static double[] Read(JsonElement tensor) => GoldenTensor.Read(tensor, s_bytes);

    private static JsonElement[] ReadCases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, "optimizers.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }
}

public sealed class SingleGoldenTrainingTests(ITestOutputHelper output) : GoldenTrainingTests<float>(output);

public sealed class DoubleGoldenTrainingTests(ITestOutputHelper output) : GoldenTrainingTests<double>(output);
