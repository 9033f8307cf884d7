using System.Globalization;
using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>
/// Follows a graph from its inputs to its outputs and writes down how each value is computed. Nodes that only rename or reshape vanish
/// here: rows lie in memory one after another, independent of the shape.
/// </summary>
internal sealed class ExpressionBuilder
{
    private readonly GraphPart _part;
    private readonly NodeEvaluator _evaluator;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly ConversionNotes _conversions = new();

    private ExpressionBuilder(GraphPart part)
    {
        _part = part;
        _evaluator = new NodeEvaluator(part.Graph.Budget);
        foreach (GraphValue input in part.Inputs)
        {
            GraphValue value = input.Checked();
            _values.Add(input.Name, new RowsValue(new InputExpression(value), value.Type, value.Shape));
        }
    }

    /// <summary>Builds the expressions of a model's outputs.</summary>
    /// <param name="part">The part of the graph that they depend on.</param>
    /// <param name="notes">Takes notes on nodes that compute less or more exactly than the class will.</param>
    /// <exception cref="ImportException">A node is not supported, or does not fit its inputs.</exception>
    public static IReadOnlyList<Expression> Build(GraphPart part, out IReadOnlyList<string> notes)
    {
        ExpressionBuilder builder = new(part);
        foreach (OnnxNode node in part.Nodes)
        {
            builder.Add(node);
        }

        Expression[] outputs = [.. part.Outputs.Select(builder.Output)];
        notes = builder._conversions.Notes;
        return outputs;
    }

    private Expression Output(GraphValue output)
    {
        string what = $"The model's output {Quoted.Name(output.Name)}";
        if (output.Problem is { } problem)
        {
            throw new ImportException(problem);
        }

        if (Find(output.Name, null) is not RowsValue rows)
        {
            throw new ImportException($"{what} does not depend on its input.");
        }

        return output.Shape is not [.., { } declared] || rows.Width is not { } width || declared == width ? rows.Expression
            : throw new ImportException($"{what} is declared as {Quoted.Shape(output.Shape)}, but has rows of {width} values.");
    }

    private Value? Find(string name, OnnxNode? node)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (!_values.TryGetValue(name, out Value? value))
        {
            value = _part.Graph.IsStored(name) ? new ConstantValue(_part.Graph.Stored(name), name)
                : throw (node?.Error($"takes {Quoted.Name(name)}, a second output of its node; only first ones are supported.")
                    ?? new ImportException($"The model's output {Quoted.Name(name)} is a node's second output; only first ones are supported."));
            _values.Add(name, value);
        }

        return value;
    }

    private void Add(OnnxNode node)
    {
        Value?[] inputs = [.. node.Inputs.Select(name => Find(name, node))];
        IReadOnlyList<Value> results = inputs.All(input => input is null or ConstantValue)
            ? Constants(node, inputs)
            : inputs.All(input => input is null or ConstantValue or SizesValue) ? [SizeArithmetic.Follow(node, inputs)]
            : PartOperators.Moves(node) ? MovingNodes.Follow(Arguments(node, inputs), inputs, _part.Graph.Budget)
            : [Follow(node, inputs)];

        // Further outputs, a Dropout's mask for instance, are not computed.
        foreach ((string name, Value result) in node.Outputs.Zip(results.Select(SizeArithmetic.Known)))
        {
            if (result is RowsValue { Expression.Depth: > Limits.Depth })
            {
                throw node.Error($"is the last of more than {Limits.Depth} nodes in a row; they are not supported.");
            }

            if (name.Length > 0)
            {
                _values.Add(name, result);
            }
        }
    }

    private Value[] Constants(OnnxNode node, Value?[] inputs)
    {
        IReadOnlyList<Tensor> results = _evaluator.Evaluate(node, [.. inputs.Select(input => ((ConstantValue?)input)?.Tensor)]);
        return (node.Operator, inputs) switch
        {
            ("Identity", [ConstantValue passed, ..]) => [passed],
            ("Transpose", [ConstantValue { Tensor.Rank: 2, Name: { } name } matrix, ..]) when results[0].Shape[0] == matrix.Tensor.Shape[1] && node.Ints("perm") is null or [1, 0] =>
                [new ConstantValue(results[0], name, !matrix.IsTransposed)],
            _ => [.. results.Select(result => new ConstantValue(result))],
        };
    }

    /// <summary>The node's attributes and its constant inputs, without the rows.</summary>
    private static Arguments Arguments(OnnxNode node, Value?[] inputs) => new(node, [.. inputs.Select(input => (input as ConstantValue)?.Tensor)]);

    private Value Follow(OnnxNode node, Value?[] inputs)
    {
        Arguments arguments = Arguments(node, inputs);
        switch (node.Operator)
        {
            case "Gemm" or "MatMul":
                return LinearNodes.Follow(arguments, inputs, _part.Graph.Budget);
            case "Shape":
                return new SizesValue(ShapeOperators.ShapeOf(arguments, First(arguments, inputs).Shape ?? throw node.Error("asks for the shape of a value whose shape is not known.")));
            case "Expand":
                return RenamingNodes.Expand(arguments, First(arguments, [inputs[0]]), SizeArithmetic.Sizes(node, inputs.Length > 1 ? inputs[1] : null));
            case "Identity" or "Dropout" or "Cast" or "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze":
                RowsValue before = First(arguments, inputs);
                RowsValue renamed = RenamingNodes.Follow(arguments, before, inputs);
                _conversions.Add(node, before.Type, renamed.Type);
                return renamed;
            case "Add" or "Sub" or "Mul" or "Div" or "Pow" or "Max" or "Min" or "Sum" or "PRelu":
                return FollowSeveral(arguments, inputs);
            case "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "Where":
                RowsValue chosen = FollowSeveral(arguments, inputs);
                return node.Operator == "Where" ? chosen with { Type = inputs.Skip(1).OfType<RowsValue>().FirstOrDefault()?.Type ?? ElementType.Unknown } : chosen with { Type = ElementType.Bool };
            case "Neg" or "Exp" or "Log" or "Sqrt" or "Reciprocal" or "Abs" or "Erf" or "Relu" or "Sigmoid" or "Tanh" or "Softplus" or "HardSwish" or "LeakyRelu" or "Elu" or "HardSigmoid"
                or "Selu" or "Celu" or "Mish" or "Softsign" or "Swish" or "Gelu" or "Clip" or "BatchNormalization" or "LayerNormalization" or "ai.onnx.ml.Normalizer" or "Softmax" or "LogSoftmax"
                or "ReduceMean" or "ReduceSum":
                return FollowSingle(arguments, First(arguments, inputs));
            default:
                throw NodeEvaluator.Unsupported(node);
        }
    }

    /// <summary>The input that has to be the one which depends on the model's.</summary>
    private static RowsValue First(Arguments arguments, Value?[] inputs) =>
        inputs is [RowsValue rows, ..] && inputs.Skip(1).All(input => input is not RowsValue)
            ? rows
            : throw arguments.Node.Error("has an input besides its first one that depends on the model's input; supported are constants.");

    private static RowsValue FollowSingle(Arguments arguments, RowsValue rows)
    {
        OnnxNode node = arguments.Node;
        int? rank = rows.Shape?.Count;
        CheckType(node, rows);
        switch (node.Operator)
        {
            case "Softmax" or "LogSoftmax":
                // −1 is the last axis, however many there are.
                long axis = node.Int("axis", node.Opset >= SoftmaxOperators.OneAxis ? -1 : 1);
                if (axis != -1 && (rank is null || SoftmaxOperators.Axis(arguments, rank.Value) != rank - 1))
                {
                    throw node.Error($"goes along axis {axis} of {rank?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number"}; supported is the last one.");
                }

                break;
            case "LayerNormalization":
                LayerNormalization.CheckAxis(arguments, rank);
                break;
            case "BatchNormalization" when rows.Shape is { } shape && !BatchNormalization.IsOfRows(shape):
                throw node.Error($"normalises values of shape {Quoted.Shape(shape)}; supported are two dimensions, others being 1.");
            case "ReduceMean" or "ReduceSum":
                Reductions.CheckAxis(arguments, rank);
                IReadOnlyList<long?>? reduced = rows.Shape is null ? null : Reductions.KeepsAxis(node) ? [.. rows.Shape.SkipLast(1), 1] : [.. rows.Shape.SkipLast(1)];
                return new RowsValue(new FunctionExpression(arguments, [rows.Expression], rows.Width), rows.Type, reduced);
            default:
                break;
        }

        return rows with { Expression = new FunctionExpression(arguments, [rows.Expression], rows.Width) };
    }

    private static RowsValue FollowSeveral(Arguments arguments, Value?[] inputs)
    {
        OnnxNode node = arguments.Node;
        if (inputs.Length > 2 && node.Operator is "Max" or "Min" or "Sum" && inputs.All(input => input is RowsValue or ConstantValue))
        {
            // Two by two; their order does not matter.
            Value?[] ordered = [.. inputs.OfType<RowsValue>(), .. inputs.OfType<ConstantValue>()];
            return (RowsValue)ordered.Aggregate((all, next) => FollowSeveral(arguments, [all, next]))!;
        }

        int expected = node.Operator == "Where" ? 3 : 2;
        if (inputs.Any(input => input is null or SizesValue) || (inputs.Length != expected && !(inputs.Length == 1 && node.Operator is "Max" or "Min" or "Sum")))
        {
            throw node.Error($"has {inputs.Length} inputs; supported are {expected}, each of them a result or a constant.");
        }

        if (inputs.OfType<ConstantValue>().FirstOrDefault(constant => !constant.Tensor.Type.IsFloat()) is { } other)
        {
            throw node.Error($"computes with a constant of {other.Tensor.Type.Display()}; supported are real numbers.");
        }

        Expression[] operands = [.. inputs.Select((input, index) => input is RowsValue rows ? rows.Expression : (Expression)new ConstantExpression((ConstantValue)input!, ((ConstantValue)input!).Name ?? node.Inputs[index]))];
        RowsValue[] all = [.. inputs.OfType<RowsValue>()];
        foreach (RowsValue rows in all)
        {
            CheckType(node, rows);
        }

        // The others are repeated to the width of the widest.
        RowsValue widest = all.MaxBy(rows => rows.Width ?? 0)!;
        IReadOnlyList<long?>? shape = widest.Shape;
        foreach (Value? input in inputs)
        {
            IReadOnlyList<long?>? otherShape = input is RowsValue rows ? rows.Shape : [.. ((ConstantValue)input!).Tensor.Shape.Select(size => (long?)size)];
            shape = ReferenceEquals(input, widest) ? shape : Broadcast(node, shape, otherShape);
        }

        return new RowsValue(new FunctionExpression(arguments, operands, widest.Width), widest.Type, shape);
    }

    /// <summary>The shape of the result of two operands.</summary>
    private static IReadOnlyList<long?>? Broadcast(OnnxNode node, IReadOnlyList<long?>? one, IReadOnlyList<long?>? other)
    {
        if (one is null || other is null)
        {
            return other is { Count: <= 1 } ? one : null;
        }

        int rank = Math.Max(one.Count, other.Count);
        long?[] shape = new long?[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            long? left = axis < rank - one.Count ? 1 : one[axis - (rank - one.Count)], right = axis < rank - other.Count ? 1 : other[axis - (rank - other.Count)];
            shape[axis] = left == 1 ? right : right is null or 1 || left == right ? left
                : left is null ? right
                : throw node.Error($"combines values of the shapes {Quoted.Shape(one)} and {Quoted.Shape(other)}, which do not fit.");
        }

        // An open number of rows stays open beside a constant that has it fixed.
        if (one.Count == rank && one[0] is null)
        {
            shape[0] = null;
        }

        return shape;
    }

    private static void CheckType(OnnxNode node, RowsValue rows)
    {
        if (rows.Type.IsInteger())
        {
            throw node.Error($"computes with {rows.Type.Display()}; supported are real numbers.");
        }
    }
}
