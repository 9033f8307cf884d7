using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>How a value is computed from the model's input. A value that is used twice is one object.</summary>
/// <param name="display">What messages call it.</param>
internal abstract class Expression(string display)
{
    public string Display { get; } = display;

    /// <summary>An error that begins with the value's node.</summary>
    public ImportException Error(string message) => new($"{Display} {message}");
}

/// <summary>The model's input.</summary>
internal sealed class InputExpression(string name) : Expression($"The model's input {Quoted.Name(name)}");

/// <summary>A value that does not depend on the input.</summary>
internal sealed class ConstantExpression(Tensor value, string name) : Expression($"The constant {Quoted.Name(name)}")
{
    public string Name { get; } = name;

    public Tensor Value { get; } = value;
}

/// <summary>Rows times a matrix.</summary>
internal sealed class LinearExpression(OnnxNode node, Expression rows, Tensor weights, double[]? bias) : Expression(node.Display)
{
    /// <summary>What is multiplied.</summary>
    public Expression Rows { get; } = rows;

    /// <summary>W, [In, Out].</summary>
    public Tensor Weights { get; } = weights;

    /// <summary>b, [Out], or null.</summary>
    public double[]? Bias { get; } = bias;

    public int In => Weights.Shape[0];

    public int Out => Weights.Shape[1];
}

/// <summary>A function of elements, of pairs of elements or, softmax, of rows.</summary>
/// <param name="arguments">The node with the constants among its inputs.</param>
/// <param name="operands">All inputs that it has: a Clip's value but not its bounds.</param>
/// <param name="width">The values per row, if they are known.</param>
internal sealed class FunctionExpression(Arguments arguments, IReadOnlyList<Expression> operands, long? width) : Expression(arguments.Node.Display)
{
    public Arguments Arguments { get; } = arguments;

    public OnnxNode Node => Arguments.Node;

    public string Operator => Node.Operator;

    public IReadOnlyList<Expression> Operands { get; } = operands;

    public long? Width { get; } = width;

    /// <summary>Whether it is this operator with so many operands.</summary>
    public bool Is(string name, int count) => Operator == name && Operands.Count == count;
}
