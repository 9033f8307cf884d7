using Google.Protobuf;
using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Models of several inputs and outputs: what of them becomes a row, and what is left out.</summary>
public class PartTests
{
    [Fact]
    public void StatesThatArePassedOn_AreLeftOut()
    {
        OnnxModel model = OnnxModel.Layer().Node("Identity", "state").Node("Identity", "w");
        model.Graph.Input.Add(OnnxModel.Value("state", -1));
        Outputs(model, "v0", "v1", "v2");
        ImportedModel imported = Import(model);
        Assert.Equal((3, 2), (imported.In, imported.Out));
        Assert.Empty(imported.Inputs);
        Assert.Empty(imported.Outputs);
        Assert.Contains(imported.Notes, note => note.StartsWith("The output 'v1' is left out: it is made of what", StringComparison.Ordinal));
        Assert.Contains(imported.Notes, note => note.StartsWith("The output 'v2' is left out: it does not depend on", StringComparison.Ordinal));
        Assert.Contains(imported.Notes, note => note.StartsWith("The input 'state' is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_AreLeftOut_AndProbabilitiesTaken()
    {
        OnnxModel model = OnnxModel.Layer().Node("Softmax", "_").Node("ArgMax", "_", ("axis", 1)).Node("ZipMap", "v1");
        model.Graph.Node[^1].Domain = "ai.onnx.ml";
        Outputs(model, "v2", "v3");
        model.Graph.Output[0].Type.TensorType.ElemType = 7;
        model.Graph.Output[1].Type = new TypeProto();
        ImportedModel imported = Import(model);
        Assert.Equal(Activation.Softmax, Assert.Single(imported.Layers).Activation);
        Assert.Contains(imported.Notes, note => note.StartsWith("The output 'v2' is left out: it holds labels", StringComparison.Ordinal));
    }

    [Fact]
    public void GreatestValueAlone_IsLeftOutOfTheModel()
    {
        ImportedModel imported = Import(Outputs(OnnxModel.Layer().Node("ArgMax", "_", ("axis", 1)), "v1"));
        Assert.Equal(2, imported.Out);
        Assert.Contains(imported.Notes, note => note.Contains("(ArgMax) is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralOutputs_AreOneRowOfNamedParts()
    {
        OnnxModel model = OnnxModel.Layer().Node("Tanh", "_");
        model.Store(model.Random("a", 2, 3), model.Random("c", 2, 1)).Node("MatMul", "v1 a").Node("MatMul", "v1 c");
        ImportedModel imported = Import(Outputs(model, "v2", "v3"));
        Assert.Equal([(3, 2), (2, 4)], imported.Stages.Select(stage => (stage.In, stage.Out)));
        Assert.Equal([new NamedPart("v2", 0, 3), new NamedPart("v3", 3, 1)], imported.Outputs);
        Holds(model, imported, ["x"], ["v2", "v3"]);

        Assert.Equal(1, Import(model, new OnnxImportOptions([], ["v3"])).Out);
    }

    [Fact]
    public void HeadsOfTheirOwn_AreOneRowToo()
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("a", 3, 4), model.Random("b", 4, 2), model.Random("c", 3, 5), model.Random("d", 5, 1))
            .Node("MatMul", "x a").Node("Relu", "_").Node("MatMul", "_ b").Node("MatMul", "x c").Node("Tanh", "_").Node("MatMul", "_ d");
        ImportedModel imported = Import(Outputs(model, "v2", "v5"));
        Assert.Equal(3, imported.Out);
        Holds(model, imported, ["x"], ["v2", "v5"]);
    }

    [Fact]
    public void WhatCannotBeImported_IsLeftOutWithItsReason()
    {
        OnnxModel model = OnnxModel.Layer().Node("ReduceSum", "_");
        ImportedModel imported = Import(Outputs(model, "v0", "v1"));
        Assert.Equal(2, imported.Out);
        Assert.Contains(imported.Notes, note => note.StartsWith("The output 'v1' is left out: Node number 2 (ReduceSum) goes along all axes", StringComparison.Ordinal));
    }

    [Fact]
    public void InputsThatAreJoined_AreOneRowInThatOrder()
    {
        OnnxModel model = new(-1, 2);
        model.Graph.Input.Add(OnnxModel.Value("goal", -1, 1));
        model.Graph.Input.Add(OnnxModel.Value("unused", -1, 1));
        model.Store(model.Random("w", 3, 2)).Node("Concat", "goal x", ("axis", 1)).Node("MatMul", "_ w");
        ImportedModel imported = Import(Outputs(model, "v1"));
        Assert.Equal([new NamedPart("goal", 0, 1), new NamedPart("x", 1, 2)], imported.Inputs);
        Assert.Equal((3, 2), (Assert.Single(imported.Layers).In, imported.Out));
        Holds(model, imported, ["goal", "x"], ["v1"]);

        Assert.Equal([new NamedPart("x", 0, 2), new NamedPart("goal", 2, 1)], Import(model, new OnnxImportOptions(["x", "goal"], [])).Inputs);
        Assert.Contains(
            "depends on the input 'goal' too, which --input does not name",
            Assert.Throws<ImportException>(() => Import(model, new OnnxImportOptions(["x"], []))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfParts_AreInTheClass()
    {
        OnnxModel model = new(-1, 2);
        model.Graph.Input.Add(OnnxModel.Value("goal \"]\n/*", -1, 1));
        model.Store(model.Random("w", 3, 2));
        model.Graph.Node.Add(new NodeProto { OpType = "Concat", Input = { "x", "goal \"]\n/*" }, Output = { "row" }, Attribute = { new AttributeProto { Name = "axis", I = 1, Type = 2 } } });
        model.Node("MatMul", "row w");
        ImportedModel imported = Import(Outputs(model, "v0"));
        object instance = CompiledModels.Of(imported)[0];
        Assert.Null(CompiledClass.SelfTest(instance));
        Type parts = instance.GetType().GetNestedType("Inputs")!;
        Assert.NotNull(parts.GetMember("X").SingleOrDefault());
        Assert.NotNull(parts.GetMember("Goal").SingleOrDefault());
    }

    private static OnnxModel Outputs(OnnxModel model, params string[] names)
    {
        model.Graph.Output.AddRange(names.Select(name => OnnxModel.Value(name)));
        return model;
    }

    private static ImportedModel Import(OnnxModel model, OnnxImportOptions? options = null) => OnnxImporter.Read(model.ToProto().ToByteArray(), "m.onnx", null, options);

    /// <summary>The chain and the graph, node by node, give the same rows.</summary>
    private static void Holds(OnnxModel model, ImportedModel imported, string[] inputs, string[] outputs)
    {
        Onnx.Graphs.OnnxGraph graph = new(model.ToProto(), new Onnx.Tensors.ExternalData(null), new WorkBudget(0));
        Onnx.Graphs.GraphPart part = new(graph, [.. outputs.Select(name => graph.Outputs.Single(output => output.Name == name))]);
        int start = 0;
        RowPart[] parts = [.. inputs.Select(name => new RowPart(graph.Inputs.Single(input => input.Name == name), inputs.Length == 1 ? imported.In : imported.Inputs[start++].Length))];
        double[][] rows = [.. HomeOfRows.Of(imported.Stages).Draw(10)];
        double[] expected = new GraphRunner(part, parts, new WorkBudget(0)).Run([.. rows.SelectMany(row => row)]);
        double[] actual = [.. rows.SelectMany(row => new LayerEvaluator(Precision.Single).Forward(imported.Stages, row))];
        Assert.Equal(expected.Length, actual.Length);
        for (int n = 0; n < actual.Length; n++)
        {
            Assert.Equal(expected[n], actual[n], 1e-6);
        }
    }
}
