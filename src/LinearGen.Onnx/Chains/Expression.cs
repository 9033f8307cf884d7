using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>The computation of a value from the model's inputs. A value that is used twice is one object.</summary>
/// <param name="display">Its name in messages.</param>
/// <param name="operands">The expressions that it is computed from.</param>
internal abstract class Expression(string display, params IReadOnlyList<Expression> operands)
{
    public string Display { get; } = display;

    public IReadOnlyList<Expression> Operands { get; } = operands;

    /// <summary>Nodes on the longest way to an input.</summary>
    public int Depth { get; } = operands.Count == 0 ? 0 : operands.Max(operand => operand.Depth) + 1;

    /// <summary>Values per row.</summary>
    public abstract RowWidth Width { get; }

    /// <summary>An error that begins with the value's node.</summary>
    public ImportException Error(string message) => new($"{Display} {message}");
}

/// <summary>One of the model's inputs. The nodes that take it determine the width of its rows.</summary>
internal sealed class InputExpression(GraphValue value) : Expression($"The model's input {Quoted.Name(value.Name)}")
{
    public GraphValue Value { get; } = value;

    /// <inheritdoc/>
    public override RowWidth Width { get; } = new();
}

/// <summary>A value that does not depend on the input.</summary>
internal sealed class ConstantExpression(ConstantValue value, string name) : Expression($"The constant {Quoted.Name(name)}")
{
    public string Name { get; } = name;

    public Tensor Value { get; } = value.Tensor;

    /// <summary>The file's own name for it, or null.</summary>
    public string? Original { get; } = value.Tensor.Rank == 1 && !value.IsTransposed ? value.Name : null;

    /// <inheritdoc/>
    public override RowWidth Width { get; } = new(1);
}

/// <summary>Rows times a matrix.</summary>
/// <param name="node">The node.</param>
/// <param name="rows">The rows that are multiplied by the matrix.</param>
/// <param name="weights">W, [In, Out].</param>
/// <param name="original">The file's own name for Wᵀ, or null.</param>
internal sealed class LinearExpression(OnnxNode node, Expression rows, Tensor weights, string? original) : Expression(node.Display, rows)
{
    /// <summary>The rows that are multiplied by the matrix.</summary>
    public Expression Rows { get; } = rows;

    /// <summary>W, [In, Out].</summary>
    public Tensor Weights { get; } = weights;

    /// <summary>The file's own name for Wᵀ, [Out, In], or null.</summary>
    public string? Original { get; } = original;

    public int In => Weights.Shape[0];

    public int Out => Weights.Shape[1];

    /// <inheritdoc/>
    public override RowWidth Width { get; } = new(weights.Shape[1]);
}

/// <summary>A Gemm's product times its factor.</summary>
internal sealed class FactorExpression(OnnxNode node, Expression product, double factor) : Expression(node.Display, product)
{
    public double Factor { get; } = factor;

    /// <inheritdoc/>
    public override RowWidth Width => Operands[0].Width;
}

/// <summary>A Gemm's product plus its bias.</summary>
internal sealed class BiasExpression(OnnxNode node, Expression product, double[] bias, string? original) : Expression(node.Display, product)
{
    public double[] Bias { get; } = bias;

    /// <summary>The file's own name for it, or null.</summary>
    public string? Original { get; } = original;

    /// <inheritdoc/>
    public override RowWidth Width => Operands[0].Width;
}

/// <summary>Elements of rows, chosen and put in another order.</summary>
/// <param name="node">The node.</param>
/// <param name="parts">The rows, one after another.</param>
/// <param name="columns">For each element of the result its place in the parts together.</param>
internal sealed class MovedExpression(OnnxNode node, IReadOnlyList<Expression> parts, int[] columns) : Expression(node.Display, parts)
{
    public int[] Columns { get; } = columns;

    /// <inheritdoc/>
    public override RowWidth Width { get; } = new(columns.Length);
}

/// <summary>A function of elements, of pairs of elements or, softmax, of rows.</summary>
/// <param name="arguments">The node with the constants among its inputs.</param>
/// <param name="operands">All inputs that it has: a Clip's value but not its bounds.</param>
/// <param name="along">The number of values that a function of whole rows goes over, if that is known.</param>
internal sealed class FunctionExpression(Arguments arguments, IReadOnlyList<Expression> operands, long? along) : Expression(arguments.Node.Display, operands)
{
    public Arguments Arguments { get; } = arguments;

    public OnnxNode Node => Arguments.Node;

    public string Operator => Node.Operator;

    /// <summary>Values along the last axis, if they are known.</summary>
    public long? Along { get; } = along;

    /// <inheritdoc/>
    public override RowWidth Width { get; } = arguments.Node.Operator is "ReduceMean" or "ReduceSum"
        ? new RowWidth(1)
        : operands.Where(operand => operand is not ConstantExpression).Select(operand => operand.Width).Aggregate((one, other) => RowWidth.Join(one, other)
            ?? throw arguments.Node.Error($"combines rows of {one.Value} values with rows of {other.Value}."));

    /// <summary>Whether it is this operator with this number of operands.</summary>
    public bool Is(string name, int count) => Operator == name && Operands.Count == count;
}
