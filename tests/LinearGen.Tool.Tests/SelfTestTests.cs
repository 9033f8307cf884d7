using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>The written SelfTest sees what can go wrong between an import and a running program.</summary>
public sealed class SelfTestTests : IClassFixture<SquareModel>
{
    private readonly SquareModel _model;

    public SelfTestTests(SquareModel model) => _model = model;

    [Fact]
    public void ImportedWeights_Pass() => Assert.Null(_model.SelfTest(_ => { }));

    [Theory]
    [InlineData("0.weight")]
    [InlineData("2.weight")]
    [InlineData("4.weight")]
    public void TransposedMatrix_Fails(string name) => Fails(_model.SelfTest(tensors => tensors[name] = SquareModel.Transpose(tensors[name])));

    [Theory]
    [InlineData("0", "2")]
    [InlineData("2", "4")]
    [InlineData("0", "4")]
    public void SwappedLayers_Fail(string first, string second) => Fails(_model.SelfTest(tensors =>
    {
        foreach (string part in new[] { ".weight", ".bias" })
        {
            (tensors[first + part], tensors[second + part]) = (tensors[second + part], tensors[first + part]);
        }
    }));

    [Theory]
    [InlineData("0.bias")]
    [InlineData("4.bias")]
    public void MissingBias_Fails(string name) => Fails(_model.SelfTest(tensors => tensors[name] = new float[SquareModel.Size]));

    [Fact]
    public void WeightOffByAThousandth_Fails() => Fails(_model.SelfTest(tensors => tensors["2.weight"][5] += 1e-3f));

    [Fact]
    public void WeightThatIsNoNumber_Fails() => Fails(_model.SelfTest(tensors => tensors["2.weight"][5] = float.NaN));

    [Theory]
    [InlineData("Activation.Gelu,", "Activation.GeluTanh,")]
    [InlineData("Activation.Gelu,", "Activation.Relu,")]
    [InlineData("Activation.Relu,", "Activation.LeakyRelu,")]
    [InlineData("Activation.Tanh,", "Activation.None,")]
    [InlineData("typeof(NetHidden1), typeof(NetHidden2)", "typeof(NetHidden2), typeof(NetHidden1)")]
    public void EditedDeclaration_Fails(string written, string edited)
    {
        CompiledClass compiled = CompiledClass.Of(_model.Folder, source => source.Contains(written, StringComparison.Ordinal) ? source.Replace(written, edited, StringComparison.Ordinal) : throw new InvalidOperationException(source));
        Fails(CompiledClass.SelfTest(compiled.Load(_model.Folder["Net.safetensors"])));
    }

    [Fact]
    public void WhatNoRowCanShow_IsSaid()
    {
        // Sums of what is positive by what is positive are never negative: a Relu behind them is nothing.
        OnnxModel model = new(-1, 2);
        model.Store(model.Random("w", 2, 2), OnnxModel.Tensor("v", [2, 1], 1, 2)).Node("MatMul", "x w").Node("Sigmoid", "_").Node("MatMul", "_ v");
        Assert.Contains("layer 2 with Relu instead of None", model.Import().Check.Undetected);
        Assert.DoesNotContain("layer 1 with its weights transposed", model.Import().Check.Undetected);
    }

    [Fact]
    public void Message_SaysWhatDiffers()
    {
        string message = _model.SelfTest(tensors => tensors["2.weight"] = SquareModel.Transpose(tensors["2.weight"]))!;
        Assert.Matches(@"^Net does not compute what the imported model does: output \d of test row \d is -?[\d.]+; expected -?[\d.]+ within [\d.E-]+\. Its weights are not the imported ones", message);
    }

    [Fact]
    public void LayersThatComputeSomethingElse_AreNotImported()
    {
        ModelLayer[] layers = [new(2, 1, [1, 2], null, Activation.None, "A layer")];
        SelfCheck check = SelfCheckMaker.Make(layers, Precision.Single, rows => [.. rows.Chunk(2).Select(row => row[0] + (2 * row[1]))]);
        Assert.NotEmpty(check.Inputs);
        Assert.Contains(
            "differ from the model",
            Assert.Throws<ImportException>(() => SelfCheckMaker.Make(layers, Precision.Single, rows => [.. rows.Chunk(2).Select(row => row[0] + (2.001 * row[1]))])).Message,
            StringComparison.Ordinal);
    }

    private static void Fails(string? message) => Assert.StartsWith("Net does not compute what the imported model does", message, StringComparison.Ordinal);
}

/// <summary>A network of square layers, all of one shape, so that nothing but the self-test sees what is put into the wrong place.</summary>
public sealed class SquareModel : IDisposable
{
    public const int Size = 4;

    private readonly CompiledClass _compiled;

    public SquareModel()
    {
        OnnxModel model = new(-1, Size);
        foreach ((string operation, int n) in new[] { "Gelu", "Relu", "Tanh" }.Select((operation, n) => (operation, n)))
        {
            model.Store(model.Random($"w{n}", Size, Size), model.Random($"b{n}", Size)).Node("Gemm", $"{(n == 0 ? "x" : "_")} w{n} b{n}").Node(operation, "_");
        }

        model.Opset = 20;
        File.WriteAllBytes(Source["model.onnx"], Google.Protobuf.MessageExtensions.ToByteArray(model.ToProto()));
        ToolRun.Import(Source["model.onnx"], Folder);
        _compiled = CompiledClass.Of(Folder);
    }

    internal TemporaryFolder Source { get; } = new();

    internal TemporaryFolder Folder { get; } = new();

    public static float[] Transpose(float[] matrix) => [.. matrix.Select((_, n) => matrix[(n % Size * Size) + (n / Size)])];

    public void Dispose()
    {
        Source.Dispose();
        Folder.Dispose();
    }

    /// <summary>The message of the self-test after something was done to the weights' file.</summary>
    internal string? SelfTest(Action<Dictionary<string, float[]>> change)
    {
        Dictionary<string, float[]> tensors = [];
        SafetensorsWriter writer = new();
        using (SafetensorsFile file = SafetensorsFile.Open(Folder["Net.safetensors"]))
        {
            foreach (SafetensorsTensor tensor in file.Tensors)
            {
                file.Read(tensor.Name, tensors[tensor.Name] = new float[tensor.ElementCount]);
            }
        }

        change(tensors);
        foreach ((string name, float[] values) in tensors)
        {
            writer.Add(name, values.Length == Size ? [Size] : [Size, Size], values);
        }

        writer.Save(Source["changed.safetensors"]);
        return CompiledClass.SelfTest(_compiled.Load(Source["changed.safetensors"]));
    }
}
