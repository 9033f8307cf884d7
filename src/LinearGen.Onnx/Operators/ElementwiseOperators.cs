using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Numerics;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Operators that go over elements, one by one or in pairs.</summary>
internal static class ElementwiseOperators
{
    /// <summary>Computes a node; null if it is none of these.</summary>
    public static Tensor? Evaluate(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        return node.Operator == "Where" ? EvaluateWhere(arguments, budget)
            : Pairwise(node) is { } pairwise ? EvaluatePairs(arguments, pairwise, budget)
            : Single(arguments) is { } single ? EvaluateSingle(arguments[0], single, budget)
            : null;
    }

    private static Tensor EvaluatePairs(Arguments arguments, Func<double, double, double> function, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        bool isOpen = node.Operator is "Max" or "Min" or "Sum";
        if (isOpen ? arguments.Inputs.Count < 1 : arguments.Inputs.Count != 2)
        {
            throw node.Error($"has {arguments.Inputs.Count} inputs; supported are {(isOpen ? "1 or more" : "2")}.");
        }

        Tensor result = arguments[0];
        for (int n = 1; n < arguments.Inputs.Count; n++)
        {
            Tensor other = arguments[n];
            bool areIntegers = result.Type.IsInteger() && other.Type.IsInteger();
            if (!areIntegers && !(result.Type.IsFloat() && other.Type.IsFloat()))
            {
                throw node.Error($"computes with {result.Type.Display()} and {other.Type.Display()}; supported are real numbers.");
            }

            // A shape's arithmetic; sizes are divided without a remainder or rounded down.
            result = Broadcasting.Apply(node, result, other, areIntegers && node.Operator == "Div" ? (a, b) => Math.Truncate(a / b) : function, budget);
        }

        return result;
    }

    private static Tensor EvaluateWhere(Arguments arguments, WorkBudget budget)
    {
        (Tensor condition, Tensor yes, Tensor no) = (arguments[0], arguments[1], arguments[2]);

        // NaN stands for "the other one": no value takes part in arithmetic that is not chosen.
        Tensor first = Broadcasting.Apply(arguments.Node, condition, yes, (is1, value) => is1 != 0 ? value : double.NaN, budget);
        Tensor second = Broadcasting.Apply(arguments.Node, condition, no, (is1, value) => is1 != 0 ? double.NaN : value, budget);
        return Broadcasting.Apply(arguments.Node, first, second, (a, b) => double.IsNaN(a) ? b : a, budget) with { Type = yes.Type };
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
        "Sum" => (a, b) => a + b,
        "Equal" => (a, b) => a == b ? 1 : 0,
        "Greater" => (a, b) => a > b ? 1 : 0,
        "GreaterOrEqual" => (a, b) => a >= b ? 1 : 0,
        "Less" => (a, b) => a < b ? 1 : 0,
        "LessOrEqual" => (a, b) => a <= b ? 1 : 0,
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
            case "Abs": return Math.Abs;
            case "Reciprocal": return x => 1 / x;
            case "Sqrt": return Math.Sqrt;
            case "Mish": return x => x * Math.Tanh(Softplus(x));
            case "Softsign": return x => x / (1 + Math.Abs(x));
            case "Selu":
                (double selu, double factor) = ActivationAttributes.Selu(node);
                return x => factor * (x > 0 ? x : selu * (Math.Exp(x) - 1));
            case "Celu":
                double celu = ActivationAttributes.Alpha(node);
                return x => x > 0 ? x : celu * (Math.Exp(x / celu) - 1);
            case "Exp": return Math.Exp;
            case "Log": return Math.Log;
            case "Erf": return Erf.Of;
            case "Relu": return x => Math.Max(x, 0);
            case "Sigmoid": return Sigmoid;
            case "Tanh": return Math.Tanh;
            case "Softplus": return Softplus;
            case "HardSwish": return x => x * Math.Clamp((x / 6) + 0.5, 0, 1);
            case "LeakyRelu":
                double slope = ActivationAttributes.Alpha(node);
                return x => x < 0 ? slope * x : x;
            case "Elu":
                double scale = ActivationAttributes.Alpha(node);
                return x => x < 0 ? scale * (Math.Exp(x) - 1) : x;
            case "HardSigmoid":
                (double alpha, double beta) = ActivationAttributes.HardSigmoid(node);
                return x => Math.Clamp((alpha * x) + beta, 0, 1);
            case "Swish":
                double steepness = ActivationAttributes.Alpha(node);
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

    private static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, exact for small x too.</summary>
    private static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
