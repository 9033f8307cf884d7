using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Onnx.Tests.Layers.Activated;
using LinearGen.Onnx.Tests.Layers.Chains;
using LinearGen.Onnx.Tests.Support;
using LinearGen.Onnx.Writing;
using LinearGen.Tool.Writing;

namespace LinearGen.Onnx.Tests;

/// <summary>The lists of stages and parts in a file's metadata: believed where the graph is what they say, and not needed.</summary>
public sealed class ListTests
{
    public static TheoryData<string> ActivatedClasses => new(typeof(ReluAlone).Assembly.GetTypes().Where(type => type is { IsPublic: true } && type.Namespace == typeof(ReluAlone).Namespace && DrawnNetworks.ParameterCount(type) <= 200).Select(type => type.FullName!));

    [Fact]
    public void Parts_ComeBackInTheWrittenClass()
    {
        ImportedModel imported = Written.Imported(Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 1)));

        Assert.Equal([new("Angles", 0, 4), new("Speeds", 4, 6), new("Target", 9, 3)], imported.Inputs);
        Assert.Equal([new("Action", 0, 4), new("Value", 4, 1)], imported.Outputs);
        Assert.Equal([new("x", 0, 12)], imported.GraphInputs);
        string text = new ClassWriter(imported, "Acme", "Again", new ClassOptions()).Write();
        Assert.All(
            ["InputPart(\"Angles\", 0, 4)", "InputPart(\"Speeds\", 4, 6)", "InputPart(\"Target\", 9, 3)", "OutputPart(\"Action\", 0, 4)", "OutputPart(\"Value\", 4, 1)"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutTheList_StagesThatCanBeTakenForOthers_ComputeTheSame()
    {
        foreach (Type type in new[] { typeof(Policy), typeof(Ambiguous), typeof(Nested), typeof(NetworkOfBlock) })
        {
            INetwork<float> network = DrawnNetworks.Of<float>(type, 1);
            ImportedModel imported = Written.Imported(WithList(Written.Bytes(network), null));

            float[] x = DrawnNetworks.Values<float>(new Random(2), 20 * network.Shape.In, -2, 2), y = Written.Forward(network, x);
            LayerEvaluator evaluator = new(Precision.Single);
            double[] again = [.. x.Chunk(imported.In).SelectMany(row => evaluator.Forward(imported.Stages, [.. row.Select(value => (double)value)]))];
            Assert.True(y.Zip(again, (own, other) => Math.Abs(own - other)).Max() <= 2e-6 * Math.Max(1, again.Max(Math.Abs)), type.Name);
        }
    }

    [Theory]
    [MemberData(nameof(ActivatedClasses))]
    public void WithoutTheList_ActivationsAreRecognisedByTheirNodes(string name)
    {
        Type type = DrawnNetworks.Find(name);
        bool isSingle = typeof(INetwork<float>).IsAssignableFrom(type);
        byte[] file = isSingle ? Written.Bytes(DrawnNetworks.Of<float>(type, 1)) : Written.Bytes(DrawnNetworks.Of<double>(type, 1));

        ModelStage expected = Assert.Single(Written.Imported(file).Stages), actual = Assert.Single(Written.Imported(WithList(file, null)).Stages);

        (Activation Function, double Slope) own = FunctionOf(expected), other = FunctionOf(actual);
        Assert.Equal(own.Function, other.Function);
        Assert.Equal(own.Slope, other.Slope, 1e-7);
        Assert.Equal(expected.Tensors.Select(tensor => tensor.Values), actual.Tensors.Select(tensor => tensor.Values));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("[{}]")]
    [InlineData("{\"stage\":\"LinearLayer\"}")]
    [InlineData("[[[[[[[[")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":6,\"out\":4,\"bias\":true,\"activation\":\"Elu\",\"slope\":0.3}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":6,\"out\":4,\"bias\":true,\"activation\":\"LeakyRelu\"}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":6,\"out\":4,\"bias\":false,\"activation\":\"LeakyRelu\",\"slope\":0.3}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":4,\"out\":6,\"bias\":true,\"activation\":\"LeakyRelu\",\"slope\":0.3}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":8,\"out\":3,\"bias\":true,\"activation\":\"LeakyRelu\",\"slope\":0.3}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":-6,\"out\":-4,\"bias\":true,\"activation\":\"LeakyRelu\",\"slope\":0.3}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":6,\"out\":4,\"bias\":true,\"activation\":\"None\"},{\"stage\":\"ActivationLayer\",\"size\":4,\"activation\":\"Relu\"}]")]
    [InlineData("[{\"stage\":\"Gate\",\"size\":6}]")]
    [InlineData("[{\"stage\":\"Residual\",\"stages\":[]}]")]
    [InlineData("[{\"stage\":7}]")]
    [InlineData("[{\"stage\":\"LinearLayer\",\"in\":6e30,\"out\":4}]")]
    public void AListThatIsNotTheGraphs_IsNotBelieved(string list)
    {
        INetwork<float> network = DrawnNetworks.Of<float>(typeof(Fixed), 1);
        ImportedModel imported = Written.Imported(WithList(Written.Bytes(network), list));

        ModelLayer layer = Assert.IsType<ModelLayer>(Assert.Single(imported.Stages));
        Assert.Equal((Activation.LeakyRelu, (double?)0.3f), (layer.Activation, layer.Slope));
        Assert.Equal(Written.Imported(Written.Bytes(network)).Stages[0].Tensors[0].Values, layer.Tensors[0].Values);
    }

    [Fact]
    public void AList_ThatSaysAnActivationLayerApart_IsBelieved()
    {
        // The same nodes are a layer with an activation, or a layer and an activation behind it.
        const string Apart = "[{\"stage\":\"LinearLayer\",\"in\":6,\"out\":4,\"bias\":true,\"activation\":\"None\"},{\"stage\":\"ActivationLayer\",\"size\":4,\"activation\":\"LeakyRelu\",\"slope\":0.3}]";
        ModelProto model = ModelBytes.Parse(Written.Bytes(DrawnNetworks.Of<float>(typeof(Fixed), 1)));
        model.Graph.Node[1].Name = "1/LeakyRelu";

        ImportedModel imported = Written.Imported(WithList(model.ToByteArray(), Apart));

        Assert.Equal([typeof(ModelLayer), typeof(ModelActivation)], imported.Stages.Select(stage => stage.GetType()));
    }

    [Fact]
    public void AChangedGraph_IsReadByItsNodes()
    {
        ModelProto model = ModelBytes.Parse(Written.Bytes(DrawnNetworks.Of<float>(typeof(Fixed), 1)));
        model.Graph.Node[1].OpType = "Tanh";
        model.Graph.Node[1].Attribute.Clear();

        ModelLayer layer = Assert.IsType<ModelLayer>(Assert.Single(Written.Imported(model.ToByteArray()).Stages));

        Assert.Equal(Activation.Tanh, layer.Activation);
    }

    [Theory]
    [InlineData("[{\"name\":\"A\",\"start\":0,\"length\":13}]")]
    [InlineData("[{\"name\":\"A\",\"start\":-1,\"length\":3}]")]
    [InlineData("[{\"name\":\"A\",\"start\":2147483647,\"length\":2147483647}]")]
    [InlineData("[{\"name\":\"A\",\"start\":0,\"length\":1},{\"name\":\"A\",\"start\":1,\"length\":1}]")]
    [InlineData("[{\"name\":\"\",\"start\":0,\"length\":1}]")]
    [InlineData("[{\"name\":7,\"start\":0,\"length\":1}]")]
    [InlineData("[7]")]
    [InlineData("[{\"name\":\"A\"")]
    public void PartsThatAreNone_AreLeftOut(string parts)
    {
        ModelProto model = ModelBytes.Parse(Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 1)));
        model.MetadataProps.Single(entry => entry.Key == PartList.InputsKey).Value = parts;

        ImportedModel imported = Written.Imported(model.ToByteArray());

        Assert.Empty(imported.Inputs);
        Assert.Equal(2, imported.Outputs.Count);
    }

    [Fact]
    public void AChoiceOfAnInnerResult_IsReadByTheNodes()
    {
        byte[] file = Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 1));

        ImportedModel part = OnnxImporter.Read(file, "model.onnx", null, new OnnxImportOptions(["x"], ["1/Tanh"]));
        ImportedModel whole = OnnxImporter.Read(file, "model.onnx", null, new OnnxImportOptions(["x"], ["y"]));

        Assert.Equal(16, part.Out);
        Assert.Empty(part.Inputs);
        Assert.Equal(3, whole.Inputs.Count);
    }

    private static byte[] WithList(byte[] file, string? list)
    {
        ModelProto model = ModelBytes.Parse(file);
        model.MetadataProps.Clear();
        if (list is not null)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = StageList.Key, Value = list });
        }

        return model.ToByteArray();
    }

    /// <summary>A stage's function; Relu and LeakyRelu of 0, and Elu and Celu of 1, are one.</summary>
    private static (Activation Function, double Slope) FunctionOf(ModelStage stage)
    {
        (Activation activation, double? slope) = stage switch
        {
            ModelLayer layer => (layer.Activation, layer.Slope),
            ModelActivation alone => (alone.Activation, alone.Slope),
            _ => throw new ArgumentException(stage.GetType().Name, nameof(stage)),
        };
        double parameter = slope ?? Numerics.ActivationFunctions.DefaultSlope(activation) ?? 0;
        return activation is Activation.LeakyRelu && parameter == 0 ? (Activation.Relu, 0)
            : activation is Activation.Celu && parameter == 1 ? (Activation.Elu, 1)
            : (activation, parameter);
    }
}
