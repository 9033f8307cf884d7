using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Tool.Safetensors;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Normalisations in safetensors files, by the names of several frameworks.</summary>
public sealed class SafetensorsNormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BatchNorm_IsNormalizationAndRescaling()
    {
        Save(("0.weight", [2, 2], [1, 0, 0, 1]), ("1.running_mean", [2], [1, 2]), ("1.running_var", [2], [4, 9]), ("1.weight", [2], [10, 100]), ("1.bias", [2], [5, 6]), ("1.num_batches_tracked", [], [77]), ("3.weight", [1, 2], [1, 1]));
        ImportedModel model = Read(new TensorOptions(Activations: [Activation.Relu], Epsilon: 0));
        Assert.Equal([typeof(ModelLayer), typeof(ModelNormalization), typeof(ModelRescaling), typeof(ModelActivation), typeof(ModelLayer)], model.Stages.Select(stage => stage.GetType()));

        // (7 − 1) / 2·10 + 5 = 35, (5 − 2) / 3·100 + 6 = 106; (1 − 1) / 2·10 + 5 = 5, (−1 − 2) / 3·100 + 6 < 0.
        Assert.Equal([141], Forward(model, 7, 5));
        Assert.Equal([5], Forward(model, 1, -1));
        Assert.Contains(model.Notes, note => note.StartsWith("Activations were put behind the normalisation that follows a layer", StringComparison.Ordinal));
        Assert.Contains(model.Notes, note => note.StartsWith("Taken as BatchNorm: 1; as LayerNorm: none; epsilon, which is not in the file, is 0.", StringComparison.Ordinal));
    }

    [Fact]
    public void WrittenClass_ComputesTheSame()
    {
        Save(("0.running_mean", [2], [1, 2]), ("0.running_var", [2], [4, 9]), ("1.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("2.weight", [3], [1, 2, 3]), ("2.bias", [3], [0, 0, 1]), ("4.weight", [1, 3], [1, -1, 1]));
        ToolRun.Import(_folder["m.safetensors"], _folder, "--activations", "silu");
        object instance = CompiledClass.Of(_folder).Load(_folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));
        double[] row = [3, -4];
        Assert.Equal(Forward(Read(new TensorOptions(Activations: [Activation.Silu])), row)[0], CompiledClass.Forward(instance, row)[0], 1e-5);
    }

    [Fact]
    public void BatchNormByItself_IsAModel()
    {
        Save(("bn.running_mean", [2], [1, 2]), ("bn.running_var", [2], [4, 9]));
        Assert.Equal([3, 1], Forward(Read(new TensorOptions(Epsilon: 0)), 7, 5));
    }

    [Fact]
    public void LayerNorm_IsAStage()
    {
        Save(("net.0.weight", [2, 1], [1, 3]), ("net.1.weight", [2], [10, 100]), ("net.1.bias", [2], [5, -300]), ("net.3.weight", [2, 2], [1, 0, 0, 1]));
        ImportedModel model = Read(new TensorOptions(Activations: [Activation.Relu], Epsilon: 0));

        // Any (x, 3·x) of a positive x is normalised to (−1, 1): −10 + 5 and 100 − 300; of a negative one to (1, −1): 10 + 5 and −100 − 300.
        Assert.Equal([0, 0], Forward(model, 4));
        Assert.Equal([15, 0], Forward(model, -4));
        Assert.Equal("net.1.weight", model.Stages[1].OriginalNames["weight"]);
        Assert.Contains(model.Notes, note => note.StartsWith("Taken as BatchNorm: none; as LayerNorm: net.1;", StringComparison.Ordinal));
    }

    /// <summary>A deviation of 0 shows what is added to its square, a row of (−0.001, 0.001) what is added to 0.000001.</summary>
    [Theory]
    [InlineData(1e-5, "running_mean", "running_var", null, null)]
    [InlineData(1e-5, "running_mean", "running_var", "weight", "bias")]
    [InlineData(1e-3, "moving_mean", "moving_variance", "gamma", "beta")]
    [InlineData(1e-5, "mean", "var", "scale", "bias")]
    [InlineData(1e-5, null, null, "weight", "bias")]
    [InlineData(1e-3, null, null, "gamma", "beta")]
    [InlineData(1e-6, null, null, "scale", "bias")]
    public void Epsilon_IsTheFrameworksOwn(double epsilon, string? mean, string? variance, string? gain, string? bias)
    {
        List<(string, long[], float[])> tensors = [];
        if (mean is not null)
        {
            tensors.AddRange([($"n/{mean}", [2], [0, 0]), ($"n/{variance}", [2], [0, 0])]);
        }

        if (gain is not null)
        {
            tensors.AddRange([($"n/{gain}", [2], [1, 1]), ($"n/{bias}", [2], [0, 0])]);
        }

        Save([.. tensors]);
        double expected = 0.001 / Math.Sqrt(mean is null ? 1e-6 + epsilon : epsilon), given = 0.001 / Math.Sqrt(mean is null ? 1e-6 + 0.5 : 0.5);
        Assert.Equal(expected, Forward(Read(new TensorOptions()), -0.001, 0.001)[1], expected * 1e-6);
        Assert.Equal(given, Forward(Read(new TensorOptions(Epsilon: 0.5)), -0.001, 0.001)[1], given * 1e-6);
    }

    [Theory]
    [InlineData("fc1|bn1|fc2|bn2|fc10", "fc{0}.weight", "bn{0}.bias", "bn{0}.weight", 1, 2, 10)]
    [InlineData("Dense_0|LayerNorm_0|Dense_1|LayerNorm_1|Dense_2", "params.Dense_{0}.kernel", "params.LayerNorm_{0}.bias", "params.LayerNorm_{0}.scale", 0, 1, 2)]
    [InlineData("block1.fc|block1.ln|block2.fc|block2.ln|block3.fc", "block{0}.fc.weight", "block{0}.ln.bias", "block{0}.ln.weight", 1, 2, 3)]
    public void NormalizationsFollowTheLayerOfTheirNumber(string order, string weight, string bias, string gain, int first, int second, int third)
    {
        List<(string, long[], float[])> tensors = [.. new[] { third, first, second }.Select(number => (string.Format(null, weight, number), (long[])[2, 2], (float[])[1, 2, 3, 4]))];
        tensors.AddRange(new[] { second, first }.SelectMany(number => new[] { bias, gain }.Select(name => (string.Format(null, name, number), (long[])[2], (float[])[1, 2]))));
        Save([.. tensors]);
        Assert.Contains(Read(new TensorOptions()).Notes, note => note == $"The order of layers was taken from their names: {order.Replace("|", ", ", StringComparison.Ordinal)}. --names gives another.");
    }

    [Fact]
    public void KerasModel_IsReadByItsNames()
    {
        Save(("dense/kernel", [1, 2], [1, 3]), ("dense/bias", [2], [0, 0]), ("batch_normalization/gamma", [2], [1, 1]), ("batch_normalization/beta", [2], [0, 0]), ("batch_normalization/moving_mean", [2], [1, 2]), ("batch_normalization/moving_variance", [2], [4, 9]), ("dense_1/kernel", [2, 1], [1, 10]));
        ImportedModel model = Read(new TensorOptions(Epsilon: 0));

        // 3·(1, 3) = (3, 9); (3 − 1) / 2 = 1, (9 − 2) / 3 = 7/3.
        Assert.Equal(1 + (70 / 3.0), Forward(model, 3)[0], 1e-5);
    }

    [Fact]
    public void FlaxCollections_AreOneModule()
    {
        Save(("params.BatchNorm_0.scale", [1], [10]), ("params.BatchNorm_0.bias", [1], [5]), ("batch_stats.BatchNorm_0.mean", [1], [1]), ("batch_stats.BatchNorm_0.var", [1], [4]));
        Assert.Equal([35], Forward(Read(new TensorOptions(Epsilon: 0)), 7));
        Assert.Equal([35], Forward(Read(new TensorOptions(Epsilon: 0, Names: ["params.BatchNorm_0"])), 7));
    }

    [Fact]
    public void ActivationsOfAllModules_StandWhereTheyAreSaid()
    {
        Save(("0.weight", [1, 1], [1]), ("2.running_mean", [1], [1]), ("2.running_var", [1], [1]), ("3.weight", [1, 1], [1]));
        Assert.Equal([-1], Forward(Read(new TensorOptions(Activations: [Activation.Relu, Activation.None, Activation.None], Epsilon: 0)), -5));
        Assert.Equal([0], Forward(Read(new TensorOptions(Activations: [Activation.Relu], Epsilon: 0)), -5));
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        (string, long[], float[]) fc = ("fc.weight", [2, 2], [1, 2, 3, 4]), head = ("head.weight", [2, 2], [1, 2, 3, 4]);
        Refused("cannot be told from their names: fc, head, norm. --names gives the order", [], fc, head, ("norm.weight", [2], [1, 1]), ("norm.bias", [2], [0, 0]));
        Refused("'norm.bias' has the shape [3]; expected [2], since 'norm.weight' is [2]", ["--names", "norm"], ("norm.weight", [2], [1, 1]), ("norm.bias", [3], [0, 0, 0]));
        Refused("'norm.running_var' has the variance -1, element 1 of 2; expected 0 or more", [], ("norm.running_mean", [2], [1, 1]), ("norm.running_var", [2], [1, -1]));
        Refused("'norm.running_mean' has the shape [1, 2]; expected [n]", [], ("norm.running_mean", [1, 2], [1, 1]), ("norm.running_var", [2], [1, 1]));
        Refused("the tensor 'norm.running_mean' of shape [2], which is not a layer's weight or bias, nor part of a BatchNorm or LayerNorm", [], ("norm.running_mean", [2], [1, 1]));
        Refused("the tensor 'norm.scale' of shape [2], which is not a layer's weight", [], ("norm.scale", [2], [1, 1]));
        Refused("--activations names 3 for 1 layers and 1 normalisations (0, 1); expected one for each of all", ["--activations", "relu,none,relu"], ("0.weight", [1, 1], [1]), ("1.weight", [1], [1]), ("1.bias", [1], [1]));
        Refused("--epsilon 'small': expected a number, 0 or more", ["--epsilon", "small"], fc);
        Refused("--epsilon '-1': expected a number, 0 or more", ["--epsilon=-1"], fc);
    }

    private void Refused(string message, string[] options, params (string Name, long[] Shape, float[] Values)[] tensors)
    {
        Save(tensors);
        Assert.Contains(message, ToolRun.ImportRefused(_folder["m.safetensors"], options), StringComparison.Ordinal);
    }

    private ImportedModel Read(TensorOptions options) => SafetensorsImporter.Read(_folder["m.safetensors"], options);

    private static double[] Forward(ImportedModel model, params double[] row) => new LayerEvaluator(model.Precision).Forward(model.Stages, row);

    private void Save(params (string Name, long[] Shape, float[] Values)[] tensors)
    {
        SafetensorsWriter writer = new();
        foreach ((string name, long[] shape, float[] values) in tensors)
        {
            writer.Add(name, shape, values);
        }

        writer.Save(_folder["m.safetensors"]);
    }
}
