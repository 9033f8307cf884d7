using System.Globalization;
using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.Writing;

/// <summary>Writes stages as nodes.</summary>
/// <param name="graph">The graph that takes them.</param>
internal sealed class StageWriter(GraphWriter graph)
{
    private readonly ActivationWriter _activations = new(graph);

    /// <summary>Writes stages one after another, behind the graph's last value.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="prefix">What their places begin with: that of the block around them.</param>
    public void Write(IReadOnlyList<ModelStage> stages, string prefix = "")
    {
        int place = 0;
        foreach (ModelStage stage in stages)
        {
            string own = prefix + place.ToString(CultureInfo.InvariantCulture);
            place += stage.Places;
            graph.Place = own;
            graph.Last = Write(stage, graph.Last, own);
        }
    }

    private string Write(ModelStage stage, string x, string place) => stage switch
    {
        ModelLayer layer => _activations.Write(layer.Activation, layer.Slope, Linear(layer, x)),
        ModelActivation activation => _activations.Write(activation.Activation, activation.Slope, x),
        ModelNormalization normalization => Normalization(normalization, x),
        ModelRescaling rescaling => Rescaling(rescaling, x),
        ModelLayerNorm norm => LayerNorm(norm, x),
        ModelResidual block => Residual(block, x, place),
        _ => throw new ArgumentException(stage.GetType().Name, nameof(stage)),
    };

    /// <summary>x·W + b, W being [In, Out].</summary>
    private string Linear(ModelLayer layer, string x)
    {
        string weights = graph.Tensor("weight", [layer.In, layer.Out], layer.Weights);
        return layer.Bias is { } bias ? graph.Node("Gemm", x, weights, graph.Tensor("bias", [layer.Out], bias)) : graph.Node("Gemm", x, weights);
    }

    private string Normalization(ModelNormalization stage, string x)
    {
        string difference = graph.Node("Sub", x, Columns("mean", stage.Mean));
        string quotient = graph.Node("Div", difference, Columns("deviation", stage.Deviation));
        return stage.Clip is { } clip ? graph.Node("Clip", quotient, graph.Constant(-clip), graph.Constant(clip)) : quotient;
    }

    private string Rescaling(ModelRescaling stage, string x)
    {
        string product = graph.Node("Mul", x, Columns("scale", stage.Scale));
        string sum = graph.Node("Add", product, Columns("offset", stage.Offset));
        if (!stage.IsBounded)
        {
            return sum;
        }

        // Bounds of each column, which a Clip does not have.
        string low = graph.Node("Max", sum, Columns("low", stage.Low));
        return graph.Node("Min", low, Columns("high", stage.High));
    }

    private string LayerNorm(ModelLayerNorm stage, string x)
    {
        (string gain, string bias) = (Columns("weight", stage.Gain), Columns("bias", stage.Bias));
        if (graph.Precision == Precision.Single)
        {
            return graph.Node("LayerNormalization", [x, gain, bias], NodeAttributes.Integer("axis", -1), NodeAttributes.Number("epsilon", (float)stage.Epsilon));
        }

        // The node's epsilon is a float, which would show in double.
        string difference = graph.Node("Sub", x, Mean(x));
        string variance = Mean(graph.Node("Mul", difference, difference));
        string deviation = graph.Node("Sqrt", graph.Node("Add", variance, graph.Constant(stage.Epsilon)));
        return graph.Node("Add", graph.Node("Mul", graph.Node("Div", difference, deviation), gain), bias);
    }

    private string Mean(string x) => graph.Node("ReduceMean", [x], NodeAttributes.Integers("axes", -1));

    private string Residual(ModelResidual block, string x, string place)
    {
        Write(block.Stages, place + ".");
        graph.Place = place;
        return graph.Node("Add", x, graph.Last);
    }

    private string Columns(string name, double[] values) => graph.Tensor(name, [values.Length], values);
}
