using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Two hundred steps of the trainer against PyTorch's, weights and losses.</summary>
public class GoldenTrainingTests
{
    public static TheoryData<string> Cases => [.. Golden.Sgd.Cases.Keys];

    [Fact]
    public void There_are_runs_with_and_without_momentum() => Assert.Equal(
        ["diabetes_mlp_sgd", "diabetes_mlp_sgd_momentum"], Golden.Sgd.Cases.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_in_float_ends_where_PyTorchs_does(string name)
    {
        JsonElement deviation = Golden.Sgd.Cases[name].GetProperty("float32_deviation");
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
        JsonElement json = Golden.Sgd.Cases[name];
        JsonElement tensors = json.GetProperty("tensors");
        double[] xs = Golden.Sgd.Read(tensors.GetProperty("x_pool"));
        double[] ts = Golden.Sgd.Read(tensors.GetProperty("target_pool"));
        int[] indices = [.. Golden.Sgd.Read(tensors.GetProperty("batch_indices")).Select(index => (int)index)];
        int batch = json.GetProperty("batch").GetInt32();
        JsonElement hyper = json.GetProperty("hyper");
        double momentum = hyper.TryGetProperty("momentum", out JsonElement m) ? m.GetDouble() : 0;
        Dictionary<int, JsonElement> snapshots = json.GetProperty("snapshots").EnumerateArray().ToDictionary(s => s.GetProperty("step").GetInt32());

        PlainPerceptron<T> network = new();
        int layer = 0;
        foreach (JsonElement init in json.GetProperty("init").EnumerateArray())
        {
            Numbers.To<T>(Golden.Sgd.Read(init.GetProperty("w"))).CopyTo(network.Weights(layer));
            Numbers.To<T>(Golden.Sgd.Read(init.GetProperty("b"))).CopyTo(network.Bias(layer++));
        }

        Trainer<PlainPerceptron<T>, T> trainer = new(network, Loss.MeanSquared, new Sgd(hyper.GetProperty("lr").GetDouble(), momentum), batch);
        List<double> losses = [];
        for (int step = 1; step <= json.GetProperty("steps").GetInt32(); step++)
        {
            int[] rows = indices[((step - 1) * batch)..(step * batch)];
            T[] x = Numbers.To<T>(rows.SelectMany(row => xs[(10 * row)..((10 * row) + 10)]));
            T[] targets = Numbers.To<T>(rows.Select(row => ts[row]));
            losses.Add(double.CreateChecked(trainer.Step(x, targets)));
            if (snapshots.Remove(step, out JsonElement snapshot))
            {
                layer = 0;
                foreach (JsonElement expected in snapshot.GetProperty("layers_f64").EnumerateArray())
                {
                    Numbers.AssertClose(Golden.Sgd.Read(expected.GetProperty("w")), Numbers.ToDoubles<T>(network.Weights(layer)), weightTolerance(step), $"weights {layer} after step {step}");
                    Numbers.AssertClose(Golden.Sgd.Read(expected.GetProperty("b")), Numbers.ToDoubles<T>(network.Bias(layer)), weightTolerance(step), $"bias {layer} after step {step}");
                    layer++;
                }
            }
        }

        Assert.Empty(snapshots);
        Numbers.AssertClose(Golden.Sgd.Read(tensors.GetProperty("loss_curve")), [.. losses], lossTolerance, "loss");
    }
}
