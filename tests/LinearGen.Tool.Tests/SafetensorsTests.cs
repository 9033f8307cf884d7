using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Networks from safetensors files, which hold matrices and no more.</summary>
public class SafetensorsTests
{
    [Theory]
    [InlineData("iris_4_8_3_relu", "relu")]
    [InlineData("control_8_16_16_1_tanh", "tanh,Tanh,none")]
    [InlineData("sigmoid_net", "sigmoid,sigmoid")]
    [InlineData("nobias_matmul", "relu,none")]
    [InlineData("softmax_tail", "relu,softmax")]
    [InlineData("digits_64_32_10_relu", "ReLU")]
    public void File_ComputesWhatTheOnnxFileOfTheSameModelDoes(string name, string activations)
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(TestData.Path("Safetensors", name + ".safetensors"), folder, "--activations", activations);
        object instance = CompiledClass.Of(folder).Load(folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));

        ModelCase model = TestData.Models.Single(model => model.File == name + ".onnx");
        double[] y = CompiledClass.Forward(instance, model.X);
        for (int n = 0; n < y.Length; n++)
        {
            Assert.InRange(y[n], model.Y[n] - model.Tolerance, model.Y[n] + model.Tolerance);
        }
    }

    [Fact]
    public void Activations_NotGiven_AreSaidLoudly()
    {
        using TemporaryFolder folder = new();
        ToolRun run = ToolRun.Import(TestData.Path("Safetensors", "named_f16.safetensors"), folder);
        Assert.Contains("NO ACTIVATIONS", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Activation =", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_GiveOrderAndChoice()
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], ("encoder.weight", [3, 2]), ("decoder.weight", [4, 3]), ("other.weight", [9]), ("step", []));
        ToolRun run = ToolRun.Import(folder["m.safetensors"], folder, "--names", "encoder,decoder.weight");
        Assert.Contains("2→3→4", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
        Assert.Contains("Left out, since --names does not name them: 'other.weight', 'step'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LinearByItself_IsALayer()
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], ("weight", [1, 2]), ("bias", [1]));
        ToolRun.Import(folder["m.safetensors"], folder, "--activations", "tanh");
        object instance = CompiledClass.Of(folder).Load(folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));
        Assert.Equal(Math.Tanh(0.5), Assert.Single(CompiledClass.Forward(instance, [9, 0.5])), 1e-6);
    }

    [Fact]
    public void Numbers_AreOrderedByValue()
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], ("net.10.weight", [5, 4]), ("net.2.weight", [4, 3]), ("net.2.bias", [4]));
        ToolRun.Import(folder["m.safetensors"], folder, "--activations", "relu");
        Assert.Contains("3→4→5", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TensorType.F64, TensorType.F64, true)]
    [InlineData(TensorType.F64, TensorType.F32, false)]
    [InlineData(TensorType.F16, TensorType.BF16, false)]
    public void Class_IsOfDoubleIfAllWeightsAre(TensorType first, TensorType second, bool isDouble)
    {
        using TemporaryFolder folder = new();
        SafetensorsWriter writer = new();
        writer.Add("0.weight", [1, 1], new double[] { 1 }, first);
        writer.Add("1.weight", [1, 1], new double[] { 2 }, second);
        writer.Save(folder["m.safetensors"]);
        ToolRun.Import(folder["m.safetensors"], folder);
        Assert.Equal(isDouble, File.ReadAllText(folder["Net.cs"]).Contains("Precision.Double", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leaky_relu")]
    [InlineData("Leaky-ReLU")]
    [InlineData(" leakyrelu ")]
    public void Activations_MayBeSpeltInSeveralWays(string name)
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], ("weight", [1, 2]));
        ToolRun.Import(folder["m.safetensors"], folder, "--activations", name);
        Assert.Contains("Activation.LeakyRelu", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
    }

    [Fact]
    public void LayoutThatAFileNames_IsBelieved()
    {
        using TemporaryFolder folder = new();
        SafetensorsWriter writer = new();
        writer.Metadata["lineargen.layout"] = "in_out";
        writer.Add("weight", [1, 2], [3f, 4f]);
        writer.Save(folder["m.safetensors"]);
        ToolRun.Import(folder["m.safetensors"], folder);
        Assert.Contains("In = 1, Out = 2", File.ReadAllText(folder["Net.cs"]), StringComparison.Ordinal);
        Assert.Contains("--layout asks for OutIn", ToolRun.ImportRefused(folder["m.safetensors"], "--layout", "out-in"), StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_IsExplicit()
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], ("0.weight", [2, 3]), ("2.weight", [3, 3]), ("2.bias", [3]));
        ToolRun.Import(folder["m.safetensors"], folder, "--layout", "in-out");
        object instance = CompiledClass.Of(folder).Load(folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));

        // Row 1 of a matrix [In, Out] is what its second input adds: 3, 4, 5 here, then through [0 1 2; 3 4 5; 6 7 8] and the bias 0, 1, 2.
        Assert.Equal([(4 * 3) + (5 * 6) + 0, (3 * 1) + (4 * 4) + (5 * 7) + 1, (3 * 2) + (4 * 5) + (5 * 8) + 2], CompiledClass.Forward(instance, [0, 1]));
    }

    [Theory]
    [InlineData("/", ":0")]
    [InlineData("/", "")]
    [InlineData(".", "")]
    public void Kernels_AreInOut(string separator, string end)
    {
        using TemporaryFolder folder = new();
        string head = separator == "." ? "params.Dense_0" : "dense", next = separator == "." ? "params.Dense_1" : "dense_1";
        Save(folder["m.safetensors"], ($"{next}{separator}kernel{end}", [3, 1]), ($"{head}{separator}bias{end}", [3]), ($"{head}{separator}kernel{end}", [2, 3]));
        ToolRun run = ToolRun.Import(folder["m.safetensors"], folder);
        Assert.Contains("Matrices named kernel were taken as [In, Out]", run.Error, StringComparison.Ordinal);
        object instance = CompiledClass.Of(folder).Load(folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));

        // (10, 1)·[0 1 2; 3 4 5] + (0, 1, 2) = (3, 15, 27), times (0, 1, 2).
        Assert.Equal([69], CompiledClass.Forward(instance, [10, 1]));
    }

    [Theory]
    [InlineData("weight_g", "weight_v", 2)]
    [InlineData("parametrizations.weight.original0", "parametrizations.weight.original1", 2)]
    [InlineData("weight_g", "weight_v", 3)]
    public void NormalizedWeights_AreComputed(string magnitude, string direction, int lines)
    {
        using TemporaryFolder folder = new();
        float[] v = [3, 4, 0, 0, 0, -2], g = lines == 2 ? [10, 7] : [6, 8, 1];
        SafetensorsWriter writer = new();
        writer.Add($"fc.{direction}", [2, 3], v);
        writer.Add($"fc.{magnitude}", lines == 2 ? [2, 1] : [1, 3], g);
        writer.Add("fc.bias", [2], (float[])[0, 1]);
        writer.Save(folder["m.safetensors"]);
        ToolRun run = ToolRun.Import(folder["m.safetensors"], folder);
        Assert.Contains("Weights were computed from a weight normalisation's directions and lengths: fc.", run.Error, StringComparison.Ordinal);
        object instance = CompiledClass.Of(folder).Load(folder["Net.safetensors"]);
        Assert.Null(CompiledClass.SelfTest(instance));

        // Rows (3, 4, 0) / 5·10 and (0, 0, −2) / 2·7; or columns (3, 0) / 3·6, (4, 0) / 4·8, (0, −2) / 2·1.
        Assert.Equal(lines == 2 ? [6 + 80, 1 - 700] : [6 + 80, 1 - 100], CompiledClass.Forward(instance, [1, 10, 100]));
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        Refused("takes rows of 9 values, but tensor '0.weight' before it gives rows of 3", [("0.weight", [3, 2]), ("2.weight", [4, 9])]);
        Refused("'0.bias' has the shape [2]; expected [3]", [("0.weight", [3, 2]), ("0.bias", [2])]);
        Refused("'0.weight' has the shape [3, 2, 1]; expected a matrix", [("0.weight", [3, 2, 1])]);
        Refused("'conv.kernel' has the shape [3]; expected a matrix, [In, Out]", [("0.weight", [3, 2]), ("conv.kernel", [3])]);
        Refused("the tensor 'w' of shape [3, 2], which is not a layer's weight or bias", [("0.weight", [3, 2]), ("w", [3, 2])]);
        Refused("the tensor 'bias' of shape [3], which is not a layer's", [("bias", [3])]);
        Refused("the tensor 'act.weight' of shape [1], which is not a layer's", [("0.weight", [3, 2]), ("act.weight", [1])]);
        Refused("has no tensor whose name ends in .weight", []);
        Refused("has no tensors of a layer 'fc1', such as 'fc1.weight'; it has layers 0", [("0.weight", [3, 2])], "--names", "fc1");
        Refused("'l.weight_g' has the shape [3]; expected [3, 1] or [1, 2]", [("l.weight_g", [3]), ("l.weight_v", [3, 2])]);
        Refused("--activations names 2 for 3 layers (0, 1, 2)", [("0.weight", [2, 2]), ("1.weight", [2, 2]), ("2.weight", [2, 2])], "--activations", "relu,none");
        Refused("'swoosh' is not known; expected None, Relu", [("0.weight", [3, 2])], "--activations", "swoosh");
        Refused("--layout 'sideways': expected out-in", [("0.weight", [3, 2])], "--layout", "sideways");
    }

    public static TheoryData<string> Damaged => [.. Directory.GetFiles(TestData.Path("Safetensors", "Damaged"))
        .Select(file => Path.GetFileName(file))

        // These are sound files: only a network of other shapes or names cannot take them.
        .Where(file => file is not ("ok.safetensors" or "ok_order.safetensors" or "missing_tensor.safetensors"))];

    [Theory]
    [MemberData(nameof(Damaged))]
    public void DamagedFile_IsRefused(string file)
    {
        string message = ToolRun.ImportRefused(TestData.Path("Safetensors", "Damaged", file));
        Assert.StartsWith("error: ", message, StringComparison.Ordinal);
        Assert.Contains(file, message, StringComparison.Ordinal);
    }

    private static void Refused(string message, (string Name, long[] Shape)[] tensors, params string[] options)
    {
        using TemporaryFolder folder = new();
        Save(folder["m.safetensors"], tensors);
        Assert.Contains(message, ToolRun.ImportRefused(folder["m.safetensors"], options), StringComparison.Ordinal);
    }

    /// <summary>Tensors of the numbers 0, 1, 2 …</summary>
    private static void Save(string path, params (string Name, long[] Shape)[] tensors)
    {
        SafetensorsWriter writer = new();
        foreach ((string name, long[] shape) in tensors)
        {
            writer.Add(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (count, size) => count * size)).Select(value => (float)value)]);
        }

        writer.Save(path);
    }
}
