using LinearGen.Tool.Numerics;
using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Operators;

/// <summary>Operators that go over elements, one by one or in pairs.</summary>
internal static class ElementwiseOperators
{
    /// <summary>Computes a node; null if it is none of these.</summary>
    public static Tensor? Evaluate(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        return Pairwise(node) is { } pairwise ? EvaluatePairs(arguments, pairwise, budget)
            : Single(arguments) is { } single ? EvaluateSingle(arguments[0], single, budget)
            : null;
    }

    private static Tensor EvaluatePairs(Arguments arguments, Func<double, double, double> function, WorkBudget budget)
    {
        if (arguments.Inputs.Count != 2)
        {
            throw arguments.Node.Error($"has {arguments.Inputs.Count} inputs; supported are 2.");
        }

        (Tensor a, Tensor b) = (arguments[0], arguments[1]);
        return a.Type.IsFloat() && b.Type.IsFloat()
            ? Broadcasting.Apply(arguments.Node, a, b, function, budget)
            : throw arguments.Node.Error($"computes with {a.Type.Display()} and {b.Type.Display()}; supported are real numbers.");
    }

    private static Tensor EvaluateSingle(Tensor x, Func<double, double> function, WorkBudget budget)
    {
        budget.Allocate(x.Values.Length);
        return x with { Values = [.. x.Values.Select(function)] };
    }

    private static Func<double, double, double>? Pairwise(OnnxNode node) => node.Operator switch
    {
        "Add" => (a, b) => a + b,
        "Sub" => (a, b) => a - b,
        "Mul" => (a, b) => a * b,
        "Div" => (a, b) => a / b,
        "Pow" => Math.Pow,
        "Max" => Math.Max,
        "Min" => Math.Min,
        "PRelu" => (a, slope) => a > 0 ? a : slope * a,
        _ => null,
    };

    private static Func<double, double>? Single(Arguments arguments)
    {
        OnnxNode node = arguments.Node;
        switch (node.Operator)
        {
            case "Neg": return x => -x;
            case "Sqrt": return Math.Sqrt;
            case "Exp": return Math.Exp;
            case "Log": return Math.Log;
            case "Erf": return Erf.Of;
            case "Relu": return x => Math.Max(x, 0);
            case "Sigmoid": return Sigmoid;
            case "Tanh": return Math.Tanh;
            case "Softplus": return x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));
            case "HardSwish": return x => x * Math.Clamp((x / 6) + 0.5, 0, 1);
            case "LeakyRelu":
                double slope = node.Float("alpha", 0.01);
                return x => x < 0 ? slope * x : x;
            case "Elu":
                double scale = node.Float("alpha", 1);
                return x => x < 0 ? scale * (Math.Exp(x) - 1) : x;
            case "HardSigmoid":
                (double alpha, double beta) = (node.Float("alpha", 0.2), node.Float("beta", 0.5));
                return x => Math.Clamp((alpha * x) + beta, 0, 1);
            case "Swish":
                double steepness = node.Float("alpha", 1);
                return x => x * Sigmoid(steepness * x);
            case "Gelu":
                return node.Text("approximate", "none") switch
                {
                    "none" => x => x / 2 * (1 + Erf.Of(x / Math.Sqrt(2))),
                    "tanh" => x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
                    string other => throw node.Error($"has the attribute approximate = {Quoted.Name(other)}; supported are 'none' and 'tanh'."),
                };
            case "Clip":
                (double least, double most) = ClipBounds(arguments);
                return x => Math.Min(Math.Max(x, least), most);
            default: return null;
        }
    }

    /// <summary>The bounds of a Clip, infinite where there is none: inputs since version 11, attributes before.</summary>
    public static (double Least, double Most) ClipBounds(Arguments arguments)
    {
        double least = Bound(arguments, 1, "min", double.NegativeInfinity);
        double most = Bound(arguments, 2, "max", double.PositiveInfinity);
        return (least, most);
    }

    private static double Bound(Arguments arguments, int input, string attribute, double none) => arguments.Optional(input) switch
    {
        null => arguments.Node.Float(attribute, none),
        { IsScalar: true } bound => bound.Values[0],
        { } other => throw arguments.Node.Error($"has a bound of shape {Quoted.Shape(other.Shape)}; expected a scalar."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, exact for small x too.</summary>
    private static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
