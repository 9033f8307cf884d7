using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>
/// Follows a graph from its input to its output and writes down how each value is computed. Nodes that only rename or reshape vanish
/// here: rows lie in memory one after another, whatever the shape is called.
/// </summary>
internal sealed class ExpressionBuilder
{
    private readonly OnnxGraph _graph;
    private readonly NodeEvaluator _evaluator;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    private ExpressionBuilder(OnnxGraph graph)
    {
        _graph = graph;
        _evaluator = new NodeEvaluator(graph.Budget);
        GraphValue input = graph.Input;
        _values.Add(input.Name, new RowsValue(new InputExpression(input.Name), input.Type, input.Shape));
    }

    /// <summary>How a model's output is computed.</summary>
    /// <exception cref="ImportException">A node is not supported, or does not fit what it is given.</exception>
    public static Expression Build(OnnxGraph graph)
    {
        ExpressionBuilder builder = new(graph);
        foreach (OnnxNode node in graph.Nodes)
        {
            // Outputs beyond the first, a Dropout's mask for instance, are computed by nobody.
            builder._values.Add(node.Outputs[0], builder.Follow(node));
        }

        string output = $"The model's output {Quoted.Name(graph.Output.Name)}";
        if (builder.Find(graph.Output.Name, null) is not RowsValue rows)
        {
            throw new ImportException($"{output} does not depend on its input.");
        }

        return graph.Output.Shape is not [.., { } declared] || rows.Width is not { } width || declared == width ? rows.Expression
            : throw new ImportException($"{output} is declared as {Quoted.Shape(graph.Output.Shape)}, but has rows of {width} values.");
    }

    private Value? Find(string name, OnnxNode? node)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (!_values.TryGetValue(name, out Value? value))
        {
            value = _graph.IsStored(name) ? new ConstantValue(_graph.Stored(name))
                : throw (node?.Error($"takes {Quoted.Name(name)}, a second output of its node; only first ones are supported.")
                    ?? new ImportException($"The model's output {Quoted.Name(name)} is a node's second output; only first ones are supported."));
            _values.Add(name, value);
        }

        return value;
    }

    private Value Follow(OnnxNode node)
    {
        if (node.Domain.Length > 0)
        {
            throw NodeEvaluator.Unsupported(node);
        }

        Value?[] inputs = [.. node.Inputs.Select(name => Find(name, node))];
        if (inputs.All(input => input is null or ConstantValue))
        {
            return new ConstantValue(_evaluator.Evaluate(node, [.. inputs.Select(input => ((ConstantValue?)input)?.Tensor)]));
        }

        if (inputs.All(input => input is null or ConstantValue or SizesValue))
        {
            return SizeArithmetic.Follow(node, inputs);
        }

        // What the node has besides the rows, for those who read its attributes and its constant inputs.
        Arguments arguments = new(node, [.. inputs.Select(input => (input as ConstantValue)?.Tensor)]);
        return node.Operator switch
        {
            "Gemm" or "MatMul" => LinearNodes.Follow(arguments, inputs, _graph.Budget),
            "Shape" => new SizesValue(ShapeOperators.ShapeOf(arguments, First(arguments, inputs).Shape ?? throw node.Error("asks for the shape of a value whose shape is not known."))),
            "Identity" or "Dropout" or "Cast" or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" => RenamingNodes.Follow(arguments, First(arguments, inputs), inputs),
            "Add" or "Sub" or "Mul" or "Div" or "Pow" or "Max" or "Min" or "PRelu" => FollowPair(arguments, inputs),
            "Neg" or "Exp" or "Log" or "Erf" or "Relu" or "Sigmoid" or "Tanh" or "Softplus" or "HardSwish" or "LeakyRelu" or "Elu" or "HardSigmoid"
                or "Swish" or "Gelu" or "Clip" or "BatchNormalization" or "Softmax" or "LogSoftmax" => FollowSingle(arguments, First(arguments, inputs)),
            _ => throw NodeEvaluator.Unsupported(node),
        };
    }

    /// <summary>The input that has to be the one which depends on the model's.</summary>
    private static RowsValue First(Arguments arguments, Value?[] inputs) =>
        inputs is [RowsValue rows, ..] && inputs.Skip(1).All(input => input is not RowsValue)
            ? rows
            : throw arguments.Node.Error("has an input besides its first one that depends on the model's input; supported are constants.");

    private static RowsValue FollowSingle(Arguments arguments, RowsValue rows)
    {
        OnnxNode node = arguments.Node;
        if (node.Operator is "Softmax" or "LogSoftmax")
        {
            // −1 is the last axis, however many there are.
            long axis = node.Int("axis", node.Opset >= SoftmaxOperators.OneAxis ? -1 : 1);
            int? rank = rows.Shape?.Count;
            if (axis != -1 && (rank is null || SoftmaxOperators.Axis(arguments, rank.Value) != rank - 1))
            {
                throw node.Error($"goes along axis {axis} of {rank?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number"}; supported is the last one.");
            }
        }

        if (node.Operator == "BatchNormalization" && rows.Shape is { Count: not 2 })
        {
            throw node.Error($"normalises values of shape {Quoted.Shape(rows.Shape)}; supported are two dimensions.");
        }

        return rows with { Expression = new FunctionExpression(arguments, [rows.Expression], rows.Width) };
    }

    private static RowsValue FollowPair(Arguments arguments, Value?[] inputs)
    {
        OnnxNode node = arguments.Node;
        if (inputs.Length != 2 || inputs.Any(input => input is null or SizesValue))
        {
            throw node.Error($"has {inputs.Length} inputs; supported are 2, each of them a result or a constant.");
        }

        RowsValue rows = inputs.OfType<RowsValue>().First();
        if (inputs.OfType<ConstantValue>().FirstOrDefault() is { } constant && !constant.Tensor.Type.IsFloat())
        {
            throw node.Error($"computes with a constant of {constant.Tensor.Type.Display()}; supported are real numbers.");
        }

        return rows with { Expression = new FunctionExpression(arguments, Operands(arguments, inputs), rows.Width) };
    }

    private static Expression[] Operands(Arguments arguments, Value?[] inputs) =>
    [
        .. inputs.Select((input, index) => input switch
        {
            RowsValue rows => rows.Expression,
            ConstantValue constant => (Expression)new ConstantExpression(constant.Tensor, arguments.Node.Inputs[index]),
            _ => throw arguments.Node.Error("computes with sizes of values; supported are constants."),
        }),
    ];
}
