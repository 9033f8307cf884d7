using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Schema;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Graphs that are chains of layers in one form or another.</summary>
public class GraphTests
{
    private const int FirstWithGelu = 20;

    [Theory]
    [InlineData(0, 1f, 1f)]
    [InlineData(1, 1f, 1f)]
    [InlineData(0, 0.5f, 1f)]
    [InlineData(1, -2f, 3f)]
    [InlineData(1, 0.25f, 0f)]
    public void Gemm_FactorsAndTransposes_BecomeWeights(int transB, float alpha, float beta)
    {
        float[] w = [1, 2, 3, 4, 5, 6];
        OnnxModel model = new OnnxModel(-1, 3)
            .Store(OnnxModel.Tensor("w", transB == 1 ? [2, 3] : [3, 2], w), OnnxModel.Tensor("b", [2], 10, 20))
            .Node("Gemm", "x w b", ("transB", transB), ("alpha", alpha), ("beta", beta));

        ModelLayer layer = Assert.Single(model.Import().Layers);
        double[] expected = transB == 1 ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
        Assert.Equal(expected.Select(value => value * alpha), layer.Weights);
        Assert.Equal(beta == 0 ? [] : [10.0 * beta, 20.0 * beta], layer.Bias ?? []);
    }

    [Theory]
    [InlineData(new long[0], new float[] { 5 }, new double[] { 5, 5 })]
    [InlineData(new long[] { 1 }, new float[] { 5 }, new double[] { 5, 5 })]
    [InlineData(new long[] { 1, 1 }, new float[] { 5 }, new double[] { 5, 5 })]
    [InlineData(new long[] { 2 }, new float[] { 5, 6 }, new double[] { 5, 6 })]
    [InlineData(new long[] { 1, 2 }, new float[] { 5, 6 }, new double[] { 5, 6 })]
    [InlineData(new long[] { 4, 2 }, new float[] { 5, 6, 5, 6, 5, 6, 5, 6 }, new double[] { 5, 6 })]
    [InlineData(new long[] { 4, 1 }, new float[] { 5, 5, 5, 5 }, new double[] { 5, 5 })]
    public void Gemm_Bias_IsRepeated(long[] shape, float[] values, double[] expected)
    {
        OnnxModel model = new(4, 3);
        model.Store(model.Random("w", 3, 2), OnnxModel.Tensor("b", shape, values)).Node("Gemm", "x w b");
        Assert.Equal(expected, Assert.Single(model.Import().Layers).Bias!);
    }

    [Fact]
    public void Gemm_BiasWithAnotherRowForEachSample_IsRefused()
    {
        OnnxModel model = new(2, 3);
        model.Store(model.Random("w", 3, 2), OnnxModel.Tensor("b", [2, 2], 1, 2, 1, 3)).Node("Gemm", "x w b");
        Assert.Contains("(Gemm) combines rows with 'b' of shape [2, 2], which is another for each row", model.Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ b")]
    [InlineData("b _")]
    public void MatMulAndAdd_AreOneLayer(string operands)
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 2), OnnxModel.Tensor("b", [2], 1, 2)).Node("MatMul", "x w").Node("Add", operands).Node("Relu", "_");
        ModelLayer layer = Assert.Single(model.Import().Layers);
        Assert.Equal([1, 2], layer.Bias!);
        Assert.Equal(Activation.Relu, layer.Activation);
    }

    [Fact]
    public void WeightsThroughOtherNodes_AreFollowed()
    {
        OnnxModel model = new(-1, 3);
        model.Store(OnnxModel.Tensor("raw", [6], 1, 2, 3, 4, 5, 6), OnnxModel.Integers("shape", 2, -1))
            .Node("Constant", "", ("value", OnnxModel.Tensor("", [1, 2], 7, 8)))
            .Node("Identity", "raw").Node("Reshape", "_ shape").Node("Transpose", "_", ("perm", new long[] { 1, 0 }))
            .Node("Gemm", "x _ v0");
        ModelLayer layer = Assert.Single(model.Import().Layers);
        Assert.Equal([1, 4, 2, 5, 3, 6], layer.Weights);
        Assert.Equal([7, 8], layer.Bias!);
    }

    [Fact]
    public void LayersWithoutActivation_StayTwo()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 4), model.Random("v", 4, 2)).Node("MatMul", "x w").Node("MatMul", "_ v");
        Assert.Equal([(3, 4), (4, 2)], model.Import().Layers.Select(layer => (layer.In, layer.Out)));
    }

    [Theory]
    [InlineData("Mul", 3f)]
    [InlineData("Div", 4f)]
    [InlineData("Add", -1f)]
    [InlineData("Sub", 0.5f)]
    public void NumbersAfterALayer_BecomePartOfIt(string operation, float value)
    {
        foreach (string operands in operation == "Div" ? ["_ c"] : new[] { "_ c", "c _" })
        {
            OnnxModel model = OnnxModel.Layer().Store(OnnxModel.Tensor("c", [], value)).Node(operation, operands).Node("Tanh", "_");
            Assert.Equal(Activation.Tanh, Assert.Single(model.Import().Layers).Activation);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(21)]
    public void Renaming_IsPassedThrough(int opset)
    {
        OnnxModel model = new(-1, 1, 3, 1) { Opset = opset };
        model.Store(model.Random("w", 3, 2), OnnxModel.Integers("rows", -1, 2), OnnxModel.Integers("one", 1)).Node("Identity", "x").Node("Dropout", "_").Node("Flatten", "_").Node("Cast", "_", ("to", 1)).Node("MatMul", "_ w");
        _ = opset < 13
            ? model.Node("Unsqueeze", "_", ("axes", new long[] { 1 })).Node("Squeeze", "_", ("axes", new long[] { 1 }))
            : model.Node("Unsqueeze", "_ one").Node("Squeeze", "_ one");
        model.Node("Reshape", "_ rows").Node("Softmax", "_", ("axis", 1));
        ModelLayer layer = Assert.Single(model.Import().Layers);
        Assert.Equal((3, 2, Activation.Softmax), (layer.In, layer.Out, layer.Activation));
    }

    [Fact]
    public void SizesThatAreOpen_StayOpenBehindASqueeze()
    {
        OnnxModel model = new();
        model.Store(model.Random("w", 3, 2), OnnxModel.Integers("one", 1)).Node("Flatten", "x").Node("Unsqueeze", "_ one").Node("Squeeze", "_ one").Node("MatMul", "_ w");
        Assert.Single(model.Import().Layers);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(10, 2)]
    [InlineData(11, 8)]
    [InlineData(16, 2)]
    public void ElementTypes_AreRead(int type, int size)
    {
        double[] values = [0.5, -1.5, 2, 0.25, -8, 1];
        byte[] raw = [.. values.SelectMany(value => type switch
        {
            1 => BitConverter.GetBytes((float)value),
            10 => BitConverter.GetBytes((Half)value),
            11 => BitConverter.GetBytes(value),
            _ => BitConverter.GetBytes((float)value)[2..],
        })];
        TensorProto bytes = new() { Name = "w", DataType = type, RawData = ByteString.CopyFrom(raw) };
        TensorProto numbers = new() { Name = "w", DataType = type };
        for (int n = 0; n < values.Length; n++)
        {
            switch (type)
            {
                case 1: numbers.FloatData.Add((float)values[n]); break;
                case 11: numbers.DoubleData.Add(values[n]); break;
                default: numbers.Int32Data.Add(BitConverter.ToUInt16(raw, n * size)); break;
            }
        }

        foreach (TensorProto tensor in new[] { bytes, numbers })
        {
            tensor.Dims.AddRange([3L, 2L]);
            OnnxModel model = new OnnxModel(-1, 3) { HasOracle = type != 16 }.Store(tensor).Node("MatMul", "x w");
            model.Graph.Input[0].Type.TensorType.ElemType = type;
            ImportedModel imported = model.Import();
            Assert.Equal(values, Assert.Single(imported.Layers).Weights);
            Assert.Equal(type == 11 ? Precision.Double : Precision.Single, imported.Precision);
        }
    }

    [Theory]
    [InlineData("Relu", Activation.Relu)]
    [InlineData("LeakyRelu", Activation.LeakyRelu)]
    [InlineData("Elu", Activation.Elu)]
    [InlineData("Sigmoid", Activation.Sigmoid)]
    [InlineData("Tanh", Activation.Tanh)]
    [InlineData("Gelu", Activation.Gelu)]
    [InlineData("Softplus", Activation.Softplus)]
    [InlineData("HardSwish", Activation.HardSwish)]
    [InlineData("Softmax", Activation.Softmax)]
    [InlineData("LogSoftmax", Activation.LogSoftmax)]
    public void ActivationNodes_AreActivations(string operation, Activation activation)
    {
        OnnxModel model = OnnxModel.Layer().Node(operation, "_");
        model.Opset = FirstWithGelu;
        Assert.Equal(activation, Assert.Single(model.Import().Layers).Activation);
    }

    [Fact]
    public void ReluOfRelu_IsRelu() =>
        Assert.Equal(Activation.Relu, Assert.Single(OnnxModel.Layer().Node("Relu", "_").Node("Relu", "_").Import().Layers).Activation);

    [Fact]
    public void Gelu_Approximated_IsGeluTanh()
    {
        OnnxModel model = OnnxModel.Layer().Node("Gelu", "_", ("approximate", "tanh"));
        model.Opset = FirstWithGelu;
        Assert.Equal(Activation.GeluTanh, Assert.Single(model.Import().Layers).Activation);
    }

    [Fact]
    public void GeluTanh_WithADifference_IsFound()
    {
        // √(2/π)·(x − (−0.044715)·x³)
        OnnxModel model = OnnxModel.Layer().Store(
            OnnxModel.Tensor("3", [], 3), OnnxModel.Tensor("c", [], -0.044715f), OnnxModel.Tensor("r", [], (float)Math.Sqrt(2 / Math.PI)), OnnxModel.Tensor("1", [], 1), OnnxModel.Tensor("h", [], 0.5f));
        model.Node("Pow", "v0 3").Node("Mul", "_ c").Node("Sub", "v0 _").Node("Mul", "_ r").Node("Tanh", "_").Node("Add", "_ 1").Node("Mul", "v0 _").Node("Mul", "_ h");
        Assert.Equal(Activation.GeluTanh, Assert.Single(model.Import().Layers).Activation);
    }

    [Fact]
    public void BatchNormalization_HasTheStandardsEpsilon()
    {
        OnnxModel model = new OnnxModel(-1, 1).Store(OnnxModel.Tensor("w", [1, 1], 2), OnnxModel.Tensor("s", [1], 3), OnnxModel.Tensor("t", [1], 4), OnnxModel.Tensor("m", [1], 5), OnnxModel.Tensor("v", [1], 1e-3f));
        ModelLayer layer = Assert.Single(model.Node("MatMul", "x w").Node("BatchNormalization", "_ s t m v").Import().Layers);
        double factor = 3 / Math.Sqrt(1e-3 + 1e-5);
        Assert.Equal(2 * factor, layer.Weights[0], 1e-3);
        Assert.Equal(4 - (5 * factor), layer.Bias![0], 1e-3);
    }

    [Fact]
    public void NumberMinusALayer_IsNegative()
    {
        OnnxModel model = new OnnxModel(-1, 1).Store(OnnxModel.Tensor("w", [1, 1], 2), OnnxModel.Tensor("c", [], 3));
        ModelLayer layer = Assert.Single(model.Node("MatMul", "x w").Node("Sub", "c _").Import().Layers);
        Assert.Equal((-2.0, 3.0), (layer.Weights[0], Assert.Single(layer.Bias!)));
    }

    [Fact]
    public void FlattenAlongTheLastAxis_CountsFromTheBack()
    {
        OnnxModel model = new(2, 3);
        model.Store(model.Random("w", 3, 2)).Node("Flatten", "x", ("axis", -1)).Node("MatMul", "_ w");
        Assert.Equal((3, 2), (Assert.Single(model.Import().Layers).In, model.Import().Out));
    }

    [Fact]
    public void NodesInAnyOrder_AreSorted()
    {
        OnnxModel model = OnnxModel.Layer().Node("Relu", "_");
        NodeProto first = model.Graph.Node[0];
        model.Graph.Node.RemoveAt(0);
        model.Graph.Node.Add(first);
        Assert.Equal(Activation.Relu, Assert.Single(model.Import().Layers).Activation);
    }

    [Fact]
    public void ResultsThatNobodyTakes_DoNotMatter()
    {
        OnnxModel model = OnnxModel.Layer().Node("Frobnicate", "x").Node("Relu", "v0");
        model.HasOracle = false;
        Assert.Equal(Activation.Relu, Assert.Single(model.Import().Layers).Activation);
    }
}
