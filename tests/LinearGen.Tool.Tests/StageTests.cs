using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Testing;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Writing;

namespace LinearGen.Tool.Tests;

/// <summary>Graphs that are more than layers: each becomes the stages that it is, none of which changes a number.</summary>
public class StageTests
{
    [Fact]
    public void NormalisedInputs_AreAStageOfTheirOwn()
    {
        float[] mean = [101325, 48.137f, 5537000], deviation = [800, 0.02f, 150];
        OnnxModel model = Normalised(mean, deviation).Node("Relu", "_");
        ImportedModel imported = model.Import();
        ModelNormalization stage = Assert.IsType<ModelNormalization>(imported.Stages[0]);
        Assert.Equal(mean.Select(value => (double)value), stage.Mean);
        Assert.Equal(deviation.Select(value => (double)value), stage.Deviation);
        Assert.Null(stage.Clip);
        Assert.Empty(imported.Changes);
        Assert.Equal("mean", stage.OriginalNames["mean"]);

        // What a float has of such inputs is all that is lost: kernels are held to 2e-6, the chain in double to far less.
        LayerEvaluator evaluator = new(Precision.Single);
        float[] w = [.. model.Graph.Initializer.Single(tensor => tensor.Name == "w").FloatData];
        foreach (double[] row in HomeOfRows.Of(imported.Stages).Draw(100))
        {
            double[] y = evaluator.Forward(imported.Stages, row);
            for (int j = 0; j < y.Length; j++)
            {
                double sum = Enumerable.Range(0, 3).Sum(i => (row[i] - mean[i]) / deviation[i] * w[(i * 2) + j]);
                Assert.Equal(Math.Max(sum, 0), y[j], 1e-12);
            }
        }
    }

    [Fact]
    public void SelfTest_TellsActivationsWhereTheModelLives()
    {
        // Around 0 all of these inputs are a hundred deviations away, where Gelu is Relu.
        SelfCheck check = Normalised([100, 200, -300], [1, 2, 3]).Node("Relu", "_").Import().Check;
        Assert.Empty(check.Undetected);
        Assert.InRange(check.Inputs[0], 80, 120);
    }

    [Fact]
    public void BoundsOfNormalisedInputs_AreClip()
    {
        OnnxModel model = new(-1, 3);
        model.Store(OnnxModel.Tensor("mean", [3], 1, 2, 3), OnnxModel.Tensor("std", [3], 4, 5, 6), OnnxModel.Tensor("low", [], -5), OnnxModel.Tensor("high", [], 5), model.Random("w", 3, 2));
        model.Node("Sub", "x mean").Node("Div", "_ std").Node("Clip", "_ low high").Node("MatMul", "_ w");
        Assert.Equal(5, Assert.IsType<ModelNormalization>(model.Import().Stages[0]).Clip);
    }

    [Fact]
    public void ScaledActions_AreARescaling()
    {
        OnnxModel model = OnnxModel.Layer().Store(OnnxModel.Tensor("s", [2], 3, 4), OnnxModel.Tensor("t", [2], 1, -1), OnnxModel.Tensor("high", [2], 2, 2.5f));
        ImportedModel imported = model.Node("Tanh", "_").Node("Mul", "_ s").Node("Add", "_ t").Node("Min", "_ high").Import();
        ModelRescaling stage = Assert.IsType<ModelRescaling>(imported.Stages[1]);
        Assert.Equal(2, imported.Stages.Count);
        Assert.Equal([3, 4], stage.Scale);
        Assert.Equal([1, -1], stage.Offset);
        Assert.Equal([2, 2.5], stage.High);
        Assert.All(stage.Low, low => Assert.Equal(double.NegativeInfinity, low));
    }

    [Fact]
    public void FactorsThatCostAccuracy_AreNotWorkedIn()
    {
        // 1e6·(x·w) − 1e6·(x·w) of nearly the same weights: rounding the product's weights would be all of the difference.
        OnnxModel model = new(-1, 2);
        model.Store(OnnxModel.Tensor("w", [2, 2], 1.0000001f, 1, 1, 1), OnnxModel.Tensor("s", [2], 3.3333333f, 3.3333333f), OnnxModel.Tensor("v", [2, 1], 1, -1))
            .Node("MatMul", "x w").Node("Mul", "_ s").Node("MatMul", "_ v");
        ImportedModel imported = model.Import();
        Assert.IsType<ModelRescaling>(imported.Stages[1]);
        Assert.Empty(imported.Changes);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(18)]
    public void LayerNormalisation_IsAStage(int opset)
    {
        OnnxModel model = OnnxModel.Layer();
        model.Opset = opset;
        model.Store(OnnxModel.Tensor("gain", [2], 2, 3), OnnxModel.Tensor("bias", [2], 1, -1));
        if (opset == 17)
        {
            model.Node("LayerNormalization", "_ gain bias", ("epsilon", 0.25f));
        }
        else
        {
            model.Store(OnnxModel.Tensor("two", [], 2), OnnxModel.Tensor("epsilon", [], 0.25f), OnnxModel.Integers("axes", -1));
            Mean("v0").Node("Sub", "v0 _").Node("Pow", "v2 two");
            Mean("_").Node("Add", "_ epsilon").Node("Sqrt", "_").Node("Div", "v2 _").Node("Mul", "_ gain").Node("Add", "_ bias");
        }

        ImportedModel imported = model.Node("Tanh", "_").Import();
        ModelLayerNorm norm = Assert.IsType<ModelLayerNorm>(imported.Stages[1]);
        Assert.Equal((0.25, "gain", "bias"), (norm.Epsilon, norm.OriginalNames["weight"], norm.OriginalNames["bias"]));
        Assert.Equal([2, 3], norm.Gain);
        Assert.Equal(Activation.Tanh, Assert.IsType<ModelActivation>(imported.Stages[2]).Activation);

        OnnxModel Mean(string x) => opset < 18 ? model.Node("ReduceMean", x, ("axes", new long[] { -1 })) : model.Node("ReduceMean", $"{x} axes");
    }

    [Fact]
    public void SumWithWhatABranchBeginsWith_IsAResidualBlock()
    {
        OnnxModel model = OnnxModel.Layer();
        model.Store(model.Random("u", 2, 5), model.Random("v", 5, 2)).Node("MatMul", "_ u").Node("Tanh", "_").Node("MatMul", "_ v").Node("Add", "v0 _").Node("Relu", "_");
        ImportedModel imported = model.Import();
        ModelResidual block = Assert.IsType<ModelResidual>(imported.Stages[1]);
        Assert.Equal([(2, 5), (5, 2)], block.Stages.Select(stage => (stage.In, stage.Out)));
        Assert.Equal(Activation.Relu, Assert.IsType<ModelActivation>(imported.Stages[2]).Activation);
        Assert.Equal(["0.weight", "0.bias", "1.0.weight", "1.2.weight"], WeightsFile.Names(imported));
    }

    [Fact]
    public void ReluOfAResidualAndTheLayerItself_AreOneBlock()
    {
        ImportedModel imported = OnnxModel.Layer().Node("Relu", "_").Node("Add", "_ v0").Import();
        Assert.IsType<ModelActivation>(Assert.Single(Assert.IsType<ModelResidual>(imported.Stages[1]).Stages));
    }

    [Theory]
    [InlineData("LeakyRelu", 0.2f)]
    [InlineData("Elu", 2f)]
    [InlineData("Celu", 0.5f)]
    public void SlopesOfActivations_AreKept(string operation, float alpha)
    {
        ModelLayer layer = Assert.IsType<ModelLayer>(Assert.Single(OnnxModel.Layer().Node(operation, "_", ("alpha", alpha)).Import().Stages));
        Assert.Equal((operation, alpha), (layer.Activation.ToString(), layer.Slope));
    }

    [Theory]
    [InlineData("LeakyRelu")]
    [InlineData("HardSwish")]
    [InlineData("Selu")]
    public void FloatAttributesOfDoubleModels_AreTakenAsTheyAre(string activation)
    {
        OnnxModel model = new(-1, 3) { HasOracle = false };
        model.Graph.Input[0].Type.TensorType.ElemType = 11;
        TensorProto weights = new() { Name = "w", DataType = 11 };
        weights.Dims.AddRange([3L, 2L]);
        weights.DoubleData.AddRange([0.3, -1.7, 2.2, 0.9, -0.4, 1.1]);
        model.Store(weights).Node("MatMul", "x w");
        _ = activation == "HardSwish" ? model.Node("HardSigmoid", "_", ("alpha", 1f / 6), ("beta", 0.5f)).Node("Mul", "v0 _") : model.Node(activation, "_");
        ImportedModel imported = model.Import();
        Assert.Equal(Precision.Double, imported.Precision);

        LayerEvaluator evaluator = new(Precision.Double);
        foreach (double[] row in HomeOfRows.Of(imported.Stages).Draw(100))
        {
            double[] y = evaluator.Forward(imported.Stages, row);
            for (int j = 0; j < 2; j++)
            {
                double z = Enumerable.Range(0, 3).Sum(i => row[i] * weights.DoubleData[(i * 2) + j]);
                double expected = activation switch
                {
                    "LeakyRelu" => z < 0 ? z * 0.01f : z,
                    "HardSwish" => z * Math.Clamp((z * (1f / 6)) + 0.5, 0, 1),
                    _ => 1.05070102214813232421875 * (z > 0 ? z : 1.67326319217681884765625 * (Math.Exp(z) - 1)),
                };
                Assert.Equal(expected, y[j], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("x·σ(1.7·x)")]
    [InlineData("2·x·σ(x)")]
    [InlineData("0.5·x·(1 + erf(0.75·x))")]
    public void GatesOfScaledValues_AreTheActivationOfThose(string function)
    {
        OnnxModel model = OnnxModel.Layer().Store(
            OnnxModel.Tensor("0.5", [], 0.5f), OnnxModel.Tensor("0.75", [], 0.75f), OnnxModel.Tensor("1", [], 1), OnnxModel.Tensor("1.7", [], 1.7f), OnnxModel.Tensor("2", [], 2));
        _ = function switch
        {
            "x·σ(1.7·x)" => model.Node("Mul", "v0 1.7").Node("Sigmoid", "_").Node("Mul", "v0 _"),
            "2·x·σ(x)" => model.Node("Sigmoid", "_").Node("Mul", "v0 _").Node("Mul", "_ 2"),
            _ => model.Node("Mul", "_ 0.75").Node("Erf", "_").Node("Add", "_ 1").Node("Mul", "v0 _").Node("Mul", "_ 0.5"),
        };
        ImportedModel imported = model.Import();
        Assert.Equal(function.StartsWith('0') ? Activation.Gelu : Activation.Silu, Assert.IsType<ModelLayer>(imported.Stages[0]).Activation);
        Assert.IsType<ModelRescaling>(imported.Stages[1]);
    }

    [Fact]
    public void ChosenColumns_AreColumnsAndRowsOfWeights()
    {
        OnnxModel model = new(-1, 5);
        model.Store(model.Random("w", 3, 4), model.Random("v", 2, 3), OnnxModel.Integers("places", 4, 0, 2), OnnxModel.Integers("parts", 2, 2))
            .Node("Gather", "x places", ("axis", 1)).Node("MatMul", "_ w").Node("Split", "_ parts", ("axis", 1)).Node("Tanh", "second").Node("MatMul", "_ v");
        model.Graph.Node[2].Output.Add("second");
        ImportedModel imported = model.Import();
        Assert.Equal([(5, 2), (2, 3)], imported.Stages.Select(stage => (stage.In, stage.Out)));
        Assert.All(Enumerable.Range(0, 2), column => Assert.Equal(0, Assert.IsType<ModelLayer>(imported.Stages[0]).Weights[(1 * 2) + column]));
        Assert.NotEmpty(imported.Changes);
    }

    [Fact]
    public void Columns_ThatOnlySomeActivationIsFor_StandBesideTheOthers()
    {
        // tanh of some, σ of others, the rest as it is.
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 5), OnnxModel.Integers("parts", 1, 2, 2)).Node("MatMul", "x w").Node("Split", "_ parts", ("axis", 1)).Node("Tanh", "_").Node("Sigmoid", "b").Node("Concat", "v2 v3 c", ("axis", 1));
        model.Graph.Node[1].Output.AddRange(["b", "c"]);
        Assert.Equal(5, model.Import().Out);
    }

    [Theory]
    [InlineData("LeakyRelu", Activation.LeakyRelu)]
    [InlineData("Elu", Activation.Elu)]
    [InlineData("Relu", Activation.Relu)]
    public void ChoicesBySign_AreActivations(string activation, Activation expected)
    {
        OnnxModel model = OnnxModel.Layer().Store(OnnxModel.Tensor("0", [], 0), OnnxModel.Tensor("0.1", [], 0.1f), OnnxModel.Tensor("1", [], 1));
        _ = activation switch
        {
            "LeakyRelu" => model.Node("Greater", "v0 0").Node("Mul", "v0 0.1").Node("Where", "v1 v0 _"),
            "Elu" => model.Node("Greater", "v0 0").Node("Where", "v1 0 v0").Node("Exp", "_").Node("Sub", "_ 1").Node("Where", "v1 v0 _"),
            _ => model.Node("Less", "v0 0").Node("Where", "v1 0 v0"),
        };
        Assert.Equal(expected, Assert.Single(model.Import().Layers).Activation);
    }

    [Fact]
    public void SizesOfAChunk_AreComputed()
    {
        // What PyTorch writes for tanh(h.chunk(2, -1)[0]) before version 18.
        OnnxModel model = OnnxModel.Layer().Store(OnnxModel.Integers("1", 1), OnnxModel.Integers("0", 0), OnnxModel.Integers("2", 2));
        model.Node("Shape", "v0").Node("Gather", "_ 1").Node("Add", "_ 1").Node("Div", "_ 2").Node("Mul", "_ 1").Node("Slice", "v0 0 v5 1").Node("Tanh", "_");
        Assert.Equal((3, 1, Activation.Tanh), (model.Import().In, model.Import().Out, Assert.Single(model.Import().Layers).Activation));
    }

    [Fact]
    public void SparseWeights_AreRead()
    {
        OnnxModel model = new(-1, 3) { HasOracle = false };
        SparseTensorProto sparse = new() { Values = OnnxModel.Tensor("w", [2], 5, 7), Indices = OnnxModel.Integers("i", 1, 4) };
        sparse.Dims.AddRange([3L, 2L]);
        model.Graph.SparseInitializer.Add(sparse);
        Assert.Equal([0, 5, 0, 0, 7, 0], Assert.Single(model.Node("MatMul", "x w").Import().Layers).Weights);
    }

    [Fact]
    public void QuantisedWeights_AreRead()
    {
        TensorProto small = new() { Name = "q", DataType = 3 };
        small.Dims.AddRange([3L, 2L]);
        small.Int32Data.AddRange([1, -2, 3, 4, -5, 6]);
        TensorProto zero = new() { Name = "zero", DataType = 3 };
        zero.Int32Data.Add(1);
        OnnxModel model = new OnnxModel(-1, 3).Store(small, zero, OnnxModel.Tensor("scale", [], 0.5f)).Node("DequantizeLinear", "q scale zero").Node("MatMul", "x _");
        Assert.Equal([0, -1.5, 1, 1.5, -3, 2.5], Assert.Single(model.Import().Layers).Weights);
    }

    [Fact]
    public void MatrixTimesOneColumn_IsALayer()
    {
        OnnxModel model = new(3);
        model.Store(OnnxModel.Tensor("w", [2, 3], 1, 2, 3, 4, 5, 6), OnnxModel.Tensor("b", [2], 7, 8)).Node("MatMul", "w x").Node("Add", "_ b");
        ModelLayer layer = Assert.Single(model.Import().Layers);
        Assert.Equal([1, 4, 2, 5, 3, 6], layer.Weights);
        Assert.Equal([7, 8], layer.Bias!);
    }

    [Fact]
    public void FunctionsOfTheFile_AreWrittenOut()
    {
        ModelProto proto = OnnxModel.Layer().Node("Twice", "_", ("slope", 0.3f)).Node("Tanh", "_").ToProto();
        proto.Graph.Node[1].Domain = "own";
        FunctionProto function = new() { Name = "Twice", Domain = "own", Input = { "a" }, Output = { "c" }, Attribute = { "slope" } };
        function.Node.Add(new NodeProto { OpType = "LeakyRelu", Input = { "a" }, Output = { "b" }, Attribute = { new AttributeProto { Name = "alpha", RefAttrName = "slope", Type = 1 } } });
        function.Node.Add(new NodeProto { OpType = "Add", Input = { "b", "b" }, Output = { "c" } });
        proto.Functions.Add(function);
        ImportedModel imported = OnnxImporter.Read(proto.ToByteArray(), "m.onnx", null);
        Assert.Contains(imported.Layers, layer => layer is { Activation: Activation.LeakyRelu, Slope: 0.3f });

        function.Node.Add(new NodeProto { OpType = "Twice", Domain = "own", Input = { "c" }, Output = { "d" } });
        Assert.Contains("is a function of the file and is nested in more than", Assert.Throws<ImportException>(() => OnnxImporter.Read(proto.ToByteArray(), "m.onnx", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfPrecisionInside_IsNoted()
    {
        OnnxModel model = new OnnxModel(-1, 3) { HasOracle = false }.Node("Cast", "x", ("to", 10)).Node("Cast", "_", ("to", 1));
        ImportedModel imported = model.Store(model.Random("w", 3, 2)).Node("MatMul", "_ w").Import();
        Assert.Contains(imported.Notes, note => note.Contains("rounds float to float16; the class does not", StringComparison.Ordinal));
    }

    [Fact]
    public void EmbeddedStages_HaveTheirNumbers()
    {
        OnnxModel model = new(-1, 3);
        model.Store(OnnxModel.Tensor("mean", [3], 1, 2, 3), OnnxModel.Tensor("std", [3], 4, 5, 6), model.Random("w", 3, 3), model.Random("gain", 3), model.Random("bias", 3), OnnxModel.Tensor("high", [], 0.5f), OnnxModel.Tensor("s", [], 3))
            .Node("Sub", "x mean").Node("Div", "_ std").Node("MatMul", "_ w").Node("Tanh", "_").Node("Add", "_ v1").Node("LayerNormalization", "_ gain bias").Node("Mul", "_ s").Node("Min", "_ high");
        ImportedModel imported = model.Import();
        Assert.Equal(["ModelNormalization", "ModelResidual", "ModelLayerNorm", "ModelRescaling"], imported.Stages.Select(stage => stage.GetType().Name));

        ClassWriter writer = new(imported, "Acme.Models", "Net", new ClassOptions { IsEmbedded = true });
        GeneratorResult result = GeneratorHarness.Run(writer.Write(), writer.Head("Weights.") + EmbeddedWeightsWriter.Write(imported, "Net"));
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        object instance = result.Load().GetType("Acme.Models.Net", throwOnError: true)!.GetMethod("Create")!.Invoke(null, null)!;
        Assert.Null(CompiledClass.SelfTest(instance));
    }

    private static OnnxModel Normalised(float[] mean, float[] deviation)
    {
        // ONNX Runtime's own float sums are as far off as inputs of such sizes make them.
        OnnxModel model = new(-1, 3) { HasOracle = false };
        return model.Store(OnnxModel.Tensor("mean", [3], mean), OnnxModel.Tensor("std", [3], deviation), model.Random("w", 3, 2)).Node("Sub", "x mean").Node("Div", "_ std").Node("MatMul", "_ w");
    }
}
