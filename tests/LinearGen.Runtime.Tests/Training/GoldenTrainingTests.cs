using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Two hundred steps of the trainer against PyTorch's, weights and losses.</summary>
public class GoldenTrainingTests
{
    public static TheoryData<string> Cases => [.. Golden.Optimizers.Cases.Keys];

    [Fact]
    public void There_are_runs_of_every_kind_on_both_networks() => Assert.Equal(
        from data in new[] { "diabetes", "digits" } from kind in new[] { "adam", "adamw", "sgd", "sgd_momentum" } select $"{data}_mlp_{kind}",
        Golden.Optimizers.Cases.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_in_float_ends_where_PyTorchs_does(string name)
    {
        JsonElement deviation = Golden.Optimizers.Cases[name].GetProperty("float32_deviation");
        double Largest(JsonElement of, string a, string b) => Math.Max(of.GetProperty(a).GetDouble(), of.GetProperty(b).GetDouble());
        Run<float>(
            name,
            step => (8 * Largest(deviation.GetProperty($"step{step}"), "f32_vs_f64_maxabs", "f32_perm_vs_f64_maxabs")) + 1e-7,
            (8 * Largest(deviation, "loss_curve_maxabs_f32", "loss_curve_maxabs_f32_perm")) + 5e-7);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_in_double_ends_where_PyTorchs_does(string name) => Run<double>(name, _ => 1e-12, 1e-12);

    private static void Run<T>(string name, Func<int, double> weightTolerance, double lossTolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (name.StartsWith("digits", StringComparison.Ordinal))
        {
            Run<PlainClassifier<T>, T>(name, new PlainClassifier<T>(), Loss.SoftmaxCrossEntropy, weightTolerance, lossTolerance);
        }
        else
        {
            Run<PlainPerceptron<T>, T>(name, new PlainPerceptron<T>(), Loss.MeanSquared, weightTolerance, lossTolerance);
        }
    }

    private static void Run<TNetwork, T>(string name, TNetwork network, Loss loss, Func<int, double> weightTolerance, double lossTolerance)
        where TNetwork : PlainNetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement json = Golden.Optimizers.Cases[name];
        JsonElement tensors = json.GetProperty("tensors");
        double scale = json.GetProperty("x_scale").GetDouble();
        double[] xs = [.. Golden.Optimizers.Read(tensors.GetProperty("x_pool")).Select(x => x * scale)];
        double[] ts = Golden.Optimizers.Read(tensors.GetProperty("target_pool"));
        int[] indices = [.. Golden.Optimizers.Read(tensors.GetProperty("batch_indices")).Select(index => (int)index)];
        int batch = json.GetProperty("batch").GetInt32();
        Dictionary<int, JsonElement> snapshots = json.GetProperty("snapshots").EnumerateArray().ToDictionary(s => s.GetProperty("step").GetInt32());

        int layer = 0;
        foreach (JsonElement init in json.GetProperty("init").EnumerateArray())
        {
            Numbers.To<T>(Golden.Optimizers.Read(init.GetProperty("w"))).CopyTo(network.Weights(layer));
            Numbers.To<T>(Golden.Optimizers.Read(init.GetProperty("b"))).CopyTo(network.Bias(layer++));
        }

        Trainer<TNetwork, T> trainer = new(network, loss, Optimizer(json), batch);
        List<double> losses = [];
        for (int step = 1; step <= json.GetProperty("steps").GetInt32(); step++)
        {
            int[] rows = indices[((step - 1) * batch)..(step * batch)];
            T[] x = Numbers.To<T>(rows.SelectMany(row => xs[(network.Shape.In * row)..(network.Shape.In * (row + 1))]));
            losses.Add(double.CreateChecked(loss == Loss.MeanSquared
                ? trainer.Step(x, Numbers.To<T>(rows.Select(row => ts[row])))
                : trainer.Step(x, rows.Select(row => (int)ts[row]).ToArray())));
            if (snapshots.Remove(step, out JsonElement snapshot))
            {
                layer = 0;
                foreach (JsonElement expected in snapshot.GetProperty("layers_f64").EnumerateArray())
                {
                    Numbers.AssertClose(Golden.Optimizers.Read(expected.GetProperty("w")), Numbers.ToDoubles<T>(network.Weights(layer)), weightTolerance(step), $"weights {layer} after step {step}");
                    Numbers.AssertClose(Golden.Optimizers.Read(expected.GetProperty("b")), Numbers.ToDoubles<T>(network.Bias(layer)), weightTolerance(step), $"bias {layer} after step {step}");
                    layer++;
                }
            }
        }

        Assert.Empty(snapshots);
        Numbers.AssertClose(Golden.Optimizers.Read(tensors.GetProperty("loss_curve")), [.. losses], lossTolerance, "loss");
        Assert.All(network.PaddingValues, value => Assert.Equal(T.Zero, value));
    }

    /// <summary>The optimiser of a run, with our defaults where the run has PyTorch's.</summary>
    private static Optimizer Optimizer(JsonElement json)
    {
        JsonElement hyper = json.GetProperty("hyper");
        double rate = hyper.GetProperty("lr").GetDouble();
        return json.GetProperty("optimizer").GetString() switch
        {
            "SGD" => new Sgd(rate, hyper.TryGetProperty("momentum", out JsonElement m) ? m.GetDouble() : 0),
            "Adam" => new Adam(),
            "AdamW" => new AdamW(),
            string other => throw new InvalidDataException(other),
            null => throw new InvalidDataException(),
        };
    }
}
