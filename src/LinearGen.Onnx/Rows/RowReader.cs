using System.Runtime.CompilerServices;
using LinearGen.Onnx.Chains;
using LinearGen.Onnx.Operators;

namespace LinearGen.Onnx.Rows;

/// <summary>Reads expressions as rows: finds activations and normalisations in the nodes that they are written as.</summary>
internal sealed class RowReader
{
    private readonly Dictionary<Expression, Row> _rows = [];
    private readonly RowForms _forms;
    private readonly ActivationPatterns _activations;
    private readonly Closeness _closeness;
    private readonly WorkBudget _budget;

    /// <param name="inputs">The inputs, in the order of a row, with their widths.</param>
    /// <param name="root">The row of all of them.</param>
    /// <param name="forms">Makes rows.</param>
    /// <param name="precision">The model's precision.</param>
    /// <param name="budget">The limit on allocation.</param>
    public RowReader(IEnumerable<(InputExpression Input, int Width)> inputs, InputRow root, RowForms forms, Precision precision, WorkBudget budget)
    {
        _forms = forms;
        _closeness = new Closeness(precision);
        _activations = new ActivationPatterns(_closeness);
        _budget = budget;
        int start = 0;
        foreach ((InputExpression input, int width) in inputs)
        {
            _rows.Add(input, forms.Pick(root, [.. Enumerable.Range(start, width)]));
            start += width;
        }
    }

    /// <summary>The row that an expression is.</summary>
    /// <exception cref="ImportException">It is none that stages can compute; the message names the node.</exception>
    public Row Read(Expression expression)
    {
        if (!_rows.TryGetValue(expression, out Row? row))
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                throw expression.Error("is the last of more nodes in a row than can be read.");
            }

            _budget.Allocate(expression.Width.Value ?? 1);
            _rows.Add(expression, row = ReadNew(expression));
        }

        return row;
    }

    private Row ReadNew(Expression expression)
    {
        switch (expression)
        {
            case LinearExpression linear:
                return new LinearRow(linear.Display, Read(linear.Rows), linear.Weights.Values, null) { WeightsName = linear.Original };
            case FactorExpression factor:
                return Multiply(factor.Display, Read(factor.Operands[0]), factor.Factor);
            case BiasExpression bias:
                return RowForms.Element(bias.Display, Read(bias.Operands[0]), Element.Add, bias.Bias, bias.Original);
            case MovedExpression moved:
                return _forms.Pick(_forms.Join([.. moved.Operands.Select(Read)]), moved.Columns);
            case FunctionExpression function:
                return ReadFunction(function);
            default:
                throw expression.Error("is not read here.");
        }
    }

    private Row ReadFunction(FunctionExpression function)
    {
        // Patterns of several nodes come before the single nodes that they consist of.
        if (_activations.Match(function) is { } activation)
        {
            return Activated(function, activation);
        }

        if (LayerNormPatterns.Match(function) is { } norm)
        {
            return Normalized(function, norm);
        }

        return function switch
        {
            { Operator: "LayerNormalization" } => LayerNorm(function),
            { Operator: "BatchNormalization" } => BatchNorm(function),
            { Operator: "ai.onnx.ml.Normalizer" } => Normalizer(function),
            { Operator: "HardSigmoid" } => HardSigmoid(function),
            { Operator: "ReduceMean" or "ReduceSum" } => Reduced(function),
            { Operator: "Neg", Operands: [var only] } => Multiply(function.Display, Read(only), -1),
            { Operator: "Sum" or "Max" or "Min", Operands: [not ConstantExpression and var only] } => Read(only),
            { Operator: "Relu", Operands: [var inner] } => Clamp(function, inner, [0], [double.PositiveInfinity]),
            { Operator: "Clip", Operands: [var inner] } => ElementwiseOperators.ClipBounds(function.Arguments) is var (least, most) ? Clamp(function, inner, [least], [most]) : throw NotAlone(function),
            { Operator: "Max" or "Min", Operands: [not ConstantExpression and var inner, ConstantExpression bound] } => ClampByConstant(function, inner, bound),
            { Operator: "Max" or "Min", Operands: [ConstantExpression bound, var inner] } => ClampByConstant(function, inner, bound),
            { Operator: "Add" or "Sum" or "Sub" or "Mul" or "Div", Operands: [not ConstantExpression and var inner, ConstantExpression constant] } => WithConstant(function, inner, constant, isFirst: false),
            { Operator: "Add" or "Sum" or "Sub" or "Mul", Operands: [ConstantExpression constant, var inner] } => WithConstant(function, inner, constant, isFirst: true),
            { Operator: "Add" or "Sum" or "Sub" or "Gemm", Operands: [var first, var second] } => Sum(function, first, second),
            _ => throw NotAlone(function),
        };
    }

    private Row Activated(FunctionExpression function, ActivationMatch match)
    {
        Row inner = Multiply(function.Display, Read(match.Inner), match.InnerFactor);
        if (match.Activation is Activation.Softmax or Activation.LogSoftmax)
        {
            CheckAlong(function, SoftmaxOf(function).Along, inner.Width);
        }

        return Multiply(function.Display, new ActivationRow(function.Display, inner, match.Activation, match.Slope), match.OuterFactor);
    }

    /// <summary>The node that goes over the row; a logarithm may follow it.</summary>
    private static FunctionExpression SoftmaxOf(FunctionExpression function) => function.Operator == "Log" ? (FunctionExpression)function.Operands[0] : function;

    /// <summary>A function of whole rows over anything but the whole row, which a reshape can make of it, is another function: over a part, or over all rows.</summary>
    private static void CheckAlong(FunctionExpression function, long? along, int width)
    {
        if (along != width)
        {
            string count = along?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of";
            throw function.Error($"goes over {count} values; supported are all {width} of {Quoted.Lower(function.Operands[0].Display)}.");
        }
    }

    private LayerNormRow Normalized(FunctionExpression function, LayerNormMatch match)
    {
        Row inner = Read(match.Inner);
        CheckAlong(function, match.Along, inner.Width);
        return new LayerNormRow(function.Display, inner, match.Epsilon, Constant(match.Gain), Constant(match.Bias)) { GainName = match.Gain?.Original, BiasName = match.Bias?.Original };

        double[]? Constant(ConstantExpression? constant) => constant is null ? null : RowConstant.Of(constant.Value, inner.Width, function.Node, constant.Name);
    }

    private LayerNormRow LayerNorm(FunctionExpression function)
    {
        Row inner = Read(function.Operands[0]);
        CheckAlong(function, function.Along, inner.Width);
        double[] gain = RowConstant.Of(function.Arguments[1], inner.Width, function.Node, function.Node.Inputs[1]);
        double[]? bias = function.Arguments.Optional(2) is { } summand ? RowConstant.Of(summand, inner.Width, function.Node, function.Node.Inputs[2]) : null;
        return new LayerNormRow(function.Display, inner, LayerNormalization.Epsilon(function.Arguments), gain, bias)
        {
            GainName = function.Node.Inputs[1],
            BiasName = bias is null ? null : function.Node.Inputs[2],
        };
    }

    private Row BatchNorm(FunctionExpression function)
    {
        Row row = Read(function.Operands[0]);
        (double[] mean, double[] deviation, double[] scale, double[] bias) = BatchNormalization.Columns(function.Arguments, row.Width);
        row = RowForms.Element(function.Display, row, Element.Subtract, mean);
        row = RowForms.Element(function.Display, row, Element.Divide, deviation);
        row = RowForms.Element(function.Display, row, Element.Multiply, scale);
        return RowForms.Element(function.Display, row, Element.Add, bias);
    }

    /// <summary>Probabilities, whose sum is 1 already, stay as they are.</summary>
    private Row Normalizer(FunctionExpression function)
    {
        Row row = Read(function.Operands[0]);
        bool isDistribution = row is ActivationRow { Activation: Activation.Softmax } || (row is ActivationRow { Activation: Activation.Sigmoid, Source: LinearRow linear } && AreOpposite(linear));
        return isDistribution && function.Node.Text("norm", "MAX") == "L1" ? row
            : throw function.Error($"divides a row by its {function.Node.Text("norm", "MAX")} norm, which no stage does; supported is L1 after Softmax, whose sum is 1 already. --output names the result of a node before it.");
    }

    /// <summary>σ(z) + σ(−z) is 1.</summary>
    private static bool AreOpposite(LinearRow linear) => linear.Width == 2
        && Enumerable.Range(0, linear.Source.Width).All(n => linear.Weights[2 * n] == -linear.Weights[(2 * n) + 1])
        && (linear.Bias is null || linear.Bias[0] == -linear.Bias[1]);

    private ClampRow HardSigmoid(FunctionExpression function)
    {
        (double alpha, double beta) = ActivationAttributes.HardSigmoid(function.Node);
        Row row = Multiply(function.Display, Read(function.Operands[0]), alpha);
        row = RowForms.Element(function.Display, row, Element.Add, Same(beta, row.Width));
        return new ClampRow(function.Display, row, Same(0, row.Width), Same(1, row.Width));
    }

    /// <summary>The sum or the mean of a row is a product with a matrix of one column.</summary>
    private LinearRow Reduced(FunctionExpression function)
    {
        Row row = Read(function.Operands[0]);
        CheckAlong(function, function.Along, row.Width);
        return new LinearRow(function.Display, row, Same(function.Operator == "ReduceMean" ? 1.0 / row.Width : 1, row.Width), null);
    }

    private ClampRow ClampByConstant(FunctionExpression function, Expression inner, ConstantExpression bound)
    {
        double[] bounds = Constant(function, inner, bound);
        return function.Operator == "Max" ? Clamp(function, inner, bounds, [double.PositiveInfinity]) : Clamp(function, inner, [double.NegativeInfinity], bounds);
    }

    private ClampRow Clamp(FunctionExpression function, Expression inner, double[] low, double[] high)
    {
        Row row = Read(inner);

        // The greatest number of a type stands for no bound.
        double greatest = _closeness.Greatest;
        return new ClampRow(
            function.Display,
            row,
            [.. Enumerable.Range(0, row.Width).Select(n => low[n % low.Length] is var value && value <= -greatest ? double.NegativeInfinity : value)],
            [.. Enumerable.Range(0, row.Width).Select(n => high[n % high.Length] is var value && value >= greatest ? double.PositiveInfinity : value)]);
    }

    private Row WithConstant(FunctionExpression function, Expression inner, ConstantExpression constant, bool isFirst)
    {
        double[] numbers = Constant(function, inner, constant);
        Row row = Read(inner);
        switch (function.Operator)
        {
            case "Mul":
                return RowForms.Element(function.Display, row, Element.Multiply, numbers, constant.Original);
            case "Div":
                return RowForms.Element(function.Display, row, Element.Divide, numbers, constant.Original);
            case "Sub" when !isFirst:
                return RowForms.Element(function.Display, row, Element.Subtract, numbers, constant.Original);
            default:
                row = function.Operator == "Sub" ? Multiply(function.Display, row, -1) : row;
                return RowForms.Element(function.Display, row, Element.Add, numbers, constant.Original);
        }
    }

    private SumRow Sum(FunctionExpression function, Expression first, Expression second)
    {
        (Row one, Row other) = (Read(first), Read(second));
        int width = Math.Max(one.Width, other.Width);
        return new SumRow(function.Display, Repeated(one), Repeated(other), function.Operator == "Sub");

        // One value beside a wider row is added to each of it.
        Row Repeated(Row row) => row.Width == width ? row : _forms.Pick(row, new int[width]);
    }

    private static double[] Constant(FunctionExpression function, Expression inner, ConstantExpression constant) =>
        RowConstant.Of(constant.Value, inner.Width.Value ?? throw function.Error("is given rows whose width is not known."), function.Node, constant.Name, function.Along);

    private static Row Multiply(string display, Row row, double factor) => RowForms.Element(display, row, Element.Multiply, Same(factor, row.Width));

    private static double[] Same(double value, int count)
    {
        double[] values = new double[count];
        Array.Fill(values, value);
        return values;
    }

    private static ImportException NotAlone(FunctionExpression function) => function.Operands.Count(operand => operand is not ConstantExpression) > 1
        ? function.Error("combines two values that both depend on the model's input, in a way that is not a known activation; supported are sums of them. --output names the result of a node before it.")
        : function.Error("is supported only as a part of an activation or normalisation as exporters write it; here it is part of none. --output names the result of a node before it.");
}
