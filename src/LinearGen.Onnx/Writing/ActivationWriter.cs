using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Numerics;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Writing;

/// <summary>
/// Writes activations as nodes: as the one that the standard has, or as the several that PyTorch's exporter writes and runtimes join. In double, where
/// ONNX Runtime has no Elu, Celu, Selu, Softplus, Softsign, HardSigmoid, HardSwish and Erf, they are written of what it has.
/// </summary>
/// <param name="graph">The graph that takes them.</param>
internal sealed class ActivationWriter(GraphWriter graph)
{
    private bool IsDouble => graph.Precision == Precision.Double;

    /// <summary>Writes f(x).</summary>
    /// <param name="activation">f.</param>
    /// <param name="slope">Its parameter; null for the default.</param>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public string Write(Activation activation, double? slope, string x)
    {
        double parameter = slope ?? ActivationFunctions.DefaultSlope(activation) ?? 0;
        return activation switch
        {
            Activation.None => x,
            Activation.Relu => graph.Node("Relu", x),
            Activation.Sigmoid => graph.Node("Sigmoid", x),
            Activation.Tanh => graph.Node("Tanh", x),
            Activation.Softmax or Activation.LogSoftmax => graph.Node(activation.ToString(), [x], NodeAttributes.Integer("axis", -1)),
            Activation.Relu6 => Clip(x, 0, 6),
            Activation.HardTanh => Clip(x, -1, 1),
            Activation.Gelu => Gelu(x),
            Activation.GeluTanh => GeluTanh(x),
            Activation.Silu => graph.Node("Mul", x, graph.Node("Sigmoid", x)),
            Activation.Softplus => Softplus(x),
            Activation.Mish => graph.Node("Mul", x, graph.Node("Tanh", Softplus(x))),

            // An attribute is a float; of doubles the slope is a stored number.
            Activation.LeakyRelu => IsDouble ? graph.Node("PRelu", x, graph.Constant(parameter)) : graph.Node("LeakyRelu", [x], NodeAttributes.Number("alpha", (float)parameter)),
            Activation.Elu => IsDouble ? Below(x, Times(parameter, ExpMinusOne(x))) : graph.Node("Elu", [x], NodeAttributes.Number("alpha", (float)parameter)),

            // The standard's Celu is made of an Elu of x/α, which takes the other side where α is negative.
            Activation.Celu => IsDouble || parameter < 0
                ? Below(x, Times(parameter, ExpMinusOne(graph.Node("Div", x, graph.Constant(parameter)))))
                : graph.Node("Celu", [x], NodeAttributes.Number("alpha", (float)parameter)),
            Activation.Selu => IsDouble ? Times(ActivationFunctions.SeluScale, Below(x, Times(ActivationFunctions.SeluAlpha, ExpMinusOne(x)))) : graph.Node("Selu", x),
            Activation.Softsign => IsDouble ? graph.Node("Div", x, Plus(1, graph.Node("Abs", x))) : graph.Node("Softsign", x),
            Activation.HardSigmoid => HardSigmoid(x),
            Activation.HardSwish => IsDouble ? graph.Node("Mul", x, HardSigmoid(x)) : graph.Node("HardSwish", x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "It is written as no node."),
        };
    }

    /// <summary>0.5·x·(1 + erf(x/√2)).</summary>
    private string Gelu(string x)
    {
        string quotient = graph.Node("Div", x, graph.Constant(Math.Sqrt(2)));
        string erf = IsDouble ? Cast(graph.Node("Erf", Cast(quotient, ElementType.Float)), ElementType.Double) : graph.Node("Erf", quotient);
        return Times(0.5, graph.Node("Mul", x, Plus(1, erf)));
    }

    /// <summary>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    private string GeluTanh(string x)
    {
        string cube = graph.Node("Mul", graph.Node("Mul", x, x), x);
        string tanh = graph.Node("Tanh", Times(Math.Sqrt(2 / Math.PI), graph.Node("Add", x, Times(0.044715, cube))));
        return Times(0.5, graph.Node("Mul", x, Plus(1, tanh)));
    }

    /// <summary>max(x, 0) + ln(1 + exp(−|x|)), which does not overflow.</summary>
    private string Softplus(string x) => IsDouble
        ? graph.Node("Add", graph.Node("Relu", x), graph.Node("Log", Plus(1, graph.Node("Exp", graph.Node("Neg", graph.Node("Abs", x))))))
        : graph.Node("Softplus", x);

    private string HardSigmoid(string x) => IsDouble
        ? Clip(Plus(0.5, Times(1.0 / 6, x)), 0, 1)
        : graph.Node("HardSigmoid", [x], NodeAttributes.Number("alpha", (float)(1.0 / 6)), NodeAttributes.Number("beta", 0.5f));

    private string ExpMinusOne(string x) => graph.Node("Sub", graph.Node("Exp", x), graph.Constant(1));

    /// <summary>x above 0, otherwise another value.</summary>
    private string Below(string x, string below) => graph.Node("Where", graph.Node("Greater", x, graph.Constant(0)), x, below);

    private string Clip(string x, double low, double high) => graph.Node("Clip", x, graph.Constant(low), graph.Constant(high));

    private string Plus(double constant, string x) => graph.Node("Add", x, graph.Constant(constant));

    private string Times(double constant, string x) => graph.Node("Mul", x, graph.Constant(constant));

    private string Cast(string x, ElementType type) => graph.Node("Cast", [x], NodeAttributes.Integer("to", (long)type));
}
