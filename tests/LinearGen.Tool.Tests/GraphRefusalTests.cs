using Google.Protobuf;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Graphs that are something else: the message names the node and what is supported.</summary>
public class GraphRefusalTests
{
    [Fact]
    public void OtherOperator() => Refused(OnnxModel.Layer().Node("Einsum", "_"), "Node number 2 (Einsum) is not supported. Supported are chains of Gemm, MatMul and Add");

    [Theory]
    [InlineData("Conv", "is a convolution")]
    [InlineData("LSTM", "is recurrent")]
    [InlineData("QuantizeLinear", "rounds the model's values to small integers")]
    [InlineData("RandomNormalLike", "draws random numbers")]
    public void OperatorOfAKindThatIsKnown_IsRefusedWithItsReason(string operation, string message) => Refused(OnnxModel.Layer().Node(operation, "_"), $"({operation}) {message}");

    [Fact]
    public void ValuesMultipliedByOthers() => Refused(OnnxModel.Layer().Store(OnnxModel.Tensor("u", [3, 2], 1, 2, 3, 4, 5, 6)).Node("MatMul", "x u").Node("Mul", "_ v0"), "(Mul) combines two values that both depend on the model's input");

    [Fact]
    public void RowsOfABatchThatAreMoved() => Refused(OnnxModel.Layer().Node("Transpose", "_", ("perm", new long[] { 1, 0 })), "(Transpose) moves values between the rows of a batch");

    [Fact]
    public void OperatorOfAnotherDomain()
    {
        OnnxModel model = OnnxModel.Layer().Node("Attention", "_");
        model.Graph.Node[1].Domain = "com.microsoft";
        Refused(model, "(com.microsoft.Attention) is not supported");
    }

    [Fact]
    public void AttributeOfAnotherKind() => Refused(OnnxModel.Layer().Node("Elu", "_", ("alpha", 2)), "has an attribute 'alpha' that is not a float");

    /// <summary>Each is nearly an activation, and computes something else.</summary>
    [Theory]
    [InlineData("ln(2 + exp(x))", "(Log) is supported only as a part of an activation")]
    [InlineData("x·(0.2·x + 0.4 kept between 0 and 1)", "(Mul) combines two values that both depend on the model's input")]
    [InlineData("0.5·x·(2 + erf(x))", "(Mul) combines two values that both depend on the model's input")]
    [InlineData("3 / x", "(Div) is supported only as a part of an activation")]
    public void NearlyAnActivation(string function, string message)
    {
        OnnxModel model = OnnxModel.Layer().Store(
            OnnxModel.Tensor("0.5", [], 0.5f), OnnxModel.Tensor("2", [], 2), OnnxModel.Tensor("3", [], 3));
        _ = function switch
        {
            "ln(2 + exp(x))" => model.Node("Exp", "_").Node("Add", "_ 2").Node("Log", "_"),
            "x·(0.2·x + 0.4 kept between 0 and 1)" => model.Node("HardSigmoid", "_", ("beta", 0.4f)).Node("Mul", "v0 _"),
            "0.5·x·(2 + erf(x))" => model.Node("Erf", "_").Node("Add", "_ 2").Node("Mul", "v0 _").Node("Mul", "_ 0.5"),
            _ => model.Node("Div", "3 _"),
        };
        Refused(model, message);
    }

    [Fact]
    public void WeightsOfAnotherTypeThanTheRows()
    {
        TensorProto tensor = new() { Name = "w", DataType = 11 };
        tensor.Dims.AddRange([1L, 1L]);
        tensor.DoubleData.Add(1);
        Refused(new OnnxModel(-1, 1).Store(tensor).Node("MatMul", "x w"), "(MatMul) takes 'w' of double; expected float as its values are");
    }

    [Fact]
    public void WeightsOfIntegers()
    {
        OnnxModel model = new OnnxModel(-1, 1).Store(OnnxModel.Integers("raw", 1), OnnxModel.Integers("s", 1, 1)).Node("Reshape", "raw s").Node("MatMul", "x _");
        model.Graph.Input[0].Type.TensorType.ElemType = 0;
        Refused(model, "of int64; expected real numbers");
    }

    [Fact]
    public void ValuesMadeIntegers() => Refused(OnnxModel.Layer().Node("Cast", "_", ("to", 7)), "(Cast) makes int64 from the model's values; supported are real numbers");

    [Fact]
    public void BatchNormalizationInTraining()
    {
        OnnxModel model = OnnxModel.Layer().Store([.. new[] { "s", "t", "m", "v" }.Select(name => OnnxModel.Tensor(name, [2], 1, 1))]);
        Refused(model.Node("BatchNormalization", "_ s t m v", ("training_mode", 1)), "(BatchNormalization) is in training mode");
    }

    [Fact]
    public void NodesThatDependOnEachOther()
    {
        OnnxModel model = OnnxModel.Layer().Store(OnnxModel.Tensor("c", [], 1)).Node("Add", "v2 c").Node("Add", "v1 c");
        Refused(model, "is part of a cycle");
    }

    [Fact]
    public void ResultOfTwoNodes()
    {
        OnnxModel model = OnnxModel.Layer().Node("Relu", "_").Node("Tanh", "v0");
        model.Graph.Node[1].Output[0] = "v0";
        Refused(model, "has the output 'v0', a name that another value has already");
    }

    [Fact]
    public void BytesBeyondATensor()
    {
        TensorProto tensor = new() { Name = "w", DataType = 1, RawData = ByteString.CopyFrom(0, 0, 128, 63, 0, 0, 0, 0) };
        tensor.Dims.AddRange([1L, 1L]);
        Refused(new OnnxModel(-1, 1).Store(tensor).Node("MatMul", "x w"), "'w' has 8 bytes of data; expected 4");
    }

    [Fact]
    public void ShapeWithoutItsData()
    {
        TensorProto tensor = new() { Name = "w", DataType = 1 };
        tensor.Dims.AddRange([1L << 20, 1L << 20]);
        Refused(new OnnxModel(-1, 1 << 20).Store(tensor).Node("MatMul", "x w"), "which is not possible or too large");
    }

    [Fact]
    public void MoreProductsThanAnybodyNeeds()
    {
        OnnxModel model = OnnxModel.Layer();
        model.Store(model.Random("a", 900, 900)).Node("MatMul", "a a").Node("MatMul", "_ a").Node("Identity", "v0");
        model.Store(model.Random("column", 1, 900), model.Random("row", 900, 1)).Node("MatMul", "column v2").Node("MatMul", "_ row").Node("Mul", "v0 _");
        Refused(model, "far larger tensors than the file holds");
    }

    [Fact]
    public void SoftmaxOverRows() => Refused(OnnxModel.Layer().Node("Softmax", "_", ("axis", 0)), "(Softmax) goes along axis 0 of 2; supported is the last one");

    [Fact]
    public void SoftmaxOverAPart() => Refused(OnnxModel.Layer().Store(OnnxModel.Integers("s", -1, 1)).Node("Reshape", "_ s").Node("Softmax", "_"), "goes over 1 values; supported are all 2");

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void SoftmaxOverAllRowsOfACall(string operation) => Refused(
        OnnxModel.Layer().Store(OnnxModel.Integers("s", 1, -1)).Node("Reshape", "_ s").Node(operation, "_"),
        $"({operation}) goes over an unknown number of values; supported are all 2 of node number 1 (Gemm)");

    [Fact]
    public void WeightsOnTheLeft()
    {
        OnnxModel model = new(3, -1);
        Refused(model.Store(model.Random("w", 2, 3)).Node("MatMul", "w x"), "samples would be columns");
    }

    [Fact]
    public void TransposedRows() => Refused(new OnnxModel(3, -1).Store(OnnxModel.Tensor("w", [3, 1], 1, 2, 3)).Node("Gemm", "x w", ("transA", 1)), "has transA = 1: it takes samples as columns");

    [Fact]
    public void ProductOfTwoResults() => Refused(new OnnxModel(-1, 3).Node("MatMul", "x x"), "multiplies two values that depend on the model's input");

    [Fact]
    public void NoLayer() => Refused(new OnnxModel(-1, 3).Node("Identity", "x"), "without a Gemm or MatMul: there is no layer");

    [Fact]
    public void PartOfAnActivation() => Refused(OnnxModel.Layer().Node("Erf", "_"), "(Erf) is supported only as a part of an activation");

    [Fact]
    public void WidthsThatDoNotMeet()
    {
        OnnxModel model = OnnxModel.Layer();
        Refused(model.Store(model.Random("v", 3, 2)).Node("MatMul", "_ v"), "(MatMul) takes rows of 3 values, 'v' being [3, 2], but is given rows of 2");
    }

    [Fact]
    public void RowsPutTogetherByAReshape()
    {
        OnnxModel model = OnnxModel.Layer();
        Refused(model.Store(model.Random("v", 4, 2), OnnxModel.Integers("s", -1, 4)).Node("Reshape", "_ s").Node("MatMul", "_ v"), "takes rows of 4 values, but");
    }

    [Fact]
    public void InputOfAnotherWidth() => Refused(OnnxModel.Layer(-1, 5), "is given rows of 5");

    [Fact]
    public void WeightsAsAnInput()
    {
        OnnxModel model = new(-1, 3);
        model.Graph.Input.Add(OnnxModel.Value("w", 3, 2));
        Refused(model.Node("MatMul", "x w"), "multiplies two values that depend on the model's input");
    }

    [Fact]
    public void WeightThatIsNotFinite() =>
        Refused(new OnnxModel(-1, 2).Store(OnnxModel.Tensor("w", [2, 1], 1, float.NaN)).Node("MatMul", "x w"), "has the weight NaN, element 1 of 2");

    [Fact]
    public void WeightThatIsTooLargeForFloat() =>
        Refused(new OnnxModel(-1, 2).Store(OnnxModel.Tensor("w", [2, 1], 1, 1e38f)).Node("Gemm", "x w", ("alpha", 100f)), "outputs are not finite for inputs of ordinary size");

    [Theory]
    [InlineData(6)]
    [InlineData(26)]
    public void OtherOperatorSets(int version)
    {
        OnnxModel model = OnnxModel.Layer();
        model.Opset = version;
        Refused(model, $"uses version {version} of the ONNX operators; supported are versions 7 to 25");
    }

    [Theory]
    [InlineData(0, "does not say which version of the ONNX format")]
    [InlineData(9999, "version 9999 of the ONNX format")]
    public void OtherFormats(long version, string message)
    {
        ModelProto model = OnnxModel.Layer().ToProto();
        model.IrVersion = version;
        Assert.Contains(message, Assert.Throws<ImportException>(() => OnnxImporter.Read(model.ToByteArray(), "model.onnx", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputOfAnotherWidthThanDeclared()
    {
        OnnxModel model = OnnxModel.Layer();
        model.Graph.Output.Add(OnnxModel.Value("v0", -1, 5));
        Refused(model, "output 'v0' is declared as [?, 5], but has rows of 2 values");
    }

    [Fact]
    public void TensorInTwoForms()
    {
        TensorProto tensor = OnnxModel.Tensor("w", [1, 1], 1);
        tensor.RawData = ByteString.CopyFrom(0, 0, 128, 63);
        Refused(new OnnxModel(-1, 1).Store(tensor).Node("MatMul", "x w"), "'w' is given in 2 forms");
    }

    [Fact]
    public void TensorAtAnUnknownPlace()
    {
        TensorProto tensor = OnnxModel.Tensor("w", [1, 1], 1);
        tensor.DataLocation = 7;
        Refused(new OnnxModel(-1, 1).Store(tensor).Node("MatMul", "x w"), "at a place of kind 7");
    }

    [Fact]
    public void RowsThatAreRepeated() => Refused(OnnxModel.Layer().Store(OnnxModel.Tensor("c", [3, 1], 1, 1, 1)).Node("Add", "_ c"), "gives 24 values for 4 rows; its last layer gives 2 for each");

    [Fact]
    public void ProductOfNothing() => Refused(new OnnxModel(-1, 1).Node("Gemm", "x"), "(Gemm) has too few inputs");

    [Fact]
    public void DropoutInTraining()
    {
        TensorProto yes = new() { Name = "yes", DataType = 9 };
        yes.Int32Data.Add(1);
        Refused(OnnxModel.Layer().Store(yes).Node("Dropout", "_ - yes"), "(Dropout) is in training mode");
    }

    [Fact]
    public void NamesAreMadeFitForATerminal()
    {
        OnnxModel model = OnnxModel.Layer().Node("Bad\u001b[31m\nOperator" + new string('x', 5000), "_");
        string message = model.Refused();
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1, 1000);
    }

    [Fact]
    public void MoreNodesThanAnybodyNeeds()
    {
        OnnxModel model = OnnxModel.Layer();
        for (int n = 0; n < 60_000; n++)
        {
            model.Graph.Node.Add(new NodeProto());
        }

        Refused(model, "more than 50000");
    }

    [Fact]
    public void AHugeConstantOutOfASmallFile()
    {
        OnnxModel model = OnnxModel.Layer();
        model.Store(model.Random("column", 30_000, 1), model.Random("row", 1, 30_000)).Node("Mul", "column row").Node("Add", "v0 _");
        Refused(model, "far larger tensors than the file holds");
    }

    [Fact]
    public void ALongChain_EndsWithoutOverflow()
    {
        OnnxModel model = OnnxModel.Layer();
        for (int n = 0; n < 5_000; n++)
        {
            model.Node("Identity", "_");
        }

        Assert.Single(model.Import().Layers);
        for (int n = 0; n < 500; n++)
        {
            model.Node("Neg", "_");
        }

        Assert.Single(model.Import().Layers);
        for (int n = 0; n < 2_000; n++)
        {
            model.Node("Relu", "_");
        }

        Refused(model, "is the last of more than 2000 nodes in a row");
    }

    [Fact]
    public void MoreLayersThanAreSupported()
    {
        OnnxModel model = new(-1, 2);
        model.Store(model.Random("w", 2, 2));
        for (int n = 0; n < 300; n++)
        {
            model.Node("MatMul", n == 0 ? "x w" : "_ w");
        }

        Refused(model, "more than 256 layers");
    }

    private static void Refused(OnnxModel model, string message) => Assert.Contains(message, model.Refused(), StringComparison.Ordinal);
}
