using LinearGen.Onnx.Chains;
using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Rows;

/// <summary>A part of a graph as a chain of stages.</summary>
/// <param name="Stages">The stages, rounded to the precision.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Inputs">The inputs that make up a row.</param>
/// <param name="Outputs">The outputs that make up a row of outputs.</param>
/// <param name="Changes">The operations that were folded into weights.</param>
/// <param name="Notes">The notes to the user.</param>
internal sealed record Chain(
    IReadOnlyList<ModelStage> Stages,
    Precision Precision,
    IReadOnlyList<RowPart> Inputs,
    IReadOnlyList<NamedPart> Outputs,
    IReadOnlyList<string> Changes,
    IReadOnlyList<string> Notes)
{
    /// <summary>The names of parts of a row of inputs, if the file tells them.</summary>
    public IReadOnlyList<NamedPart> InputParts { get; init; } = [];

    /// <summary>The names of parts of a row of outputs, if the file tells them.</summary>
    public IReadOnlyList<NamedPart> OutputParts { get; init; } = [];
}

/// <summary>Reads a part of a graph as a chain of stages.</summary>
internal static class ChainReader
{
    /// <summary>Reads it.</summary>
    /// <param name="part">The part.</param>
    /// <param name="inputs">The order of the inputs that a row is made of; empty for the order in which they are joined, or else the file's.</param>
    /// <exception cref="ImportException">It is no such chain; the message names the node.</exception>
    public static Chain Read(GraphPart part, IReadOnlyList<string> inputs)
    {
        if (part.Inputs.Count == 0)
        {
            throw new ImportException($"The model's output {Quoted.Name(part.Outputs[0].Name)} does not depend on its input.");
        }

        WorkBudget budget = part.Graph.Budget;
        IReadOnlyList<Expression> outputs = ExpressionBuilder.Build(part, out IReadOnlyList<string> notes);
        InputExpression[] order = InOrder(outputs, part, inputs);
        RowPart[] parts = [.. order.Select(input => new RowPart(input.Value, Width(input)))];
        Precision precision = PrecisionOf(outputs, order);

        InputRow root = new(parts.Sum(one => one.Width));
        RowForms forms = new(budget);
        RowReader reader = new(order.Zip(parts, (input, one) => (input, one.Width)), root, forms, precision, budget);
        Row[] ends = [.. outputs.Select(reader.Read)];
        IReadOnlyList<Row> steps = new RowSteps(forms, budget).Between(root, forms.Join(ends)) ?? throw outputs[0].Error("is not a chain of stages.");
        if (steps.Count == 0)
        {
            throw outputs[0].Error("leads from the model's input to its end without a Gemm or MatMul: there is no layer.");
        }

        (IReadOnlyList<ModelStage> stages, IReadOnlyList<string> changes) = StageChoice.Of(steps, precision);
        return new Chain(stages, precision, parts, NamedParts(part.Outputs.Zip(ends, (output, end) => (output.Name, end.Width))), changes, [.. notes, .. TypeNotes(order)]);
    }

    /// <summary>Columns with their names, one part behind another.</summary>
    public static IReadOnlyList<NamedPart> NamedParts(IEnumerable<(string Name, int Width)> parts)
    {
        List<NamedPart> named = [];
        int start = 0;
        foreach ((string name, int width) in parts)
        {
            named.Add(new NamedPart(name, start, width));
            start += width;
        }

        return named;
    }

    /// <summary>The precision of the matrices; a model may convert its inputs.</summary>
    private static Precision PrecisionOf(IReadOnlyList<Expression> outputs, InputExpression[] inputs)
    {
        ElementType[] matrices = [.. Walk(outputs).OfType<LinearExpression>().Select(linear => linear.Weights.Type)];
        return (matrices.Length > 0 ? matrices : [.. inputs.Select(input => input.Value.Type)]).All(type => type == ElementType.Double) ? Precision.Double : Precision.Single;
    }

    private static IEnumerable<string> TypeNotes(InputExpression[] inputs) => inputs.Select(input => input.Value.Type).Distinct()
        .Where(type => type is ElementType.Float16 or ElementType.BFloat16)
        .Select(type => $"The model computes in {type.Display()}, the class in float: results are more exact than the original's.");

    /// <summary>The inputs in the order of a row.</summary>
    private static InputExpression[] InOrder(IReadOnlyList<Expression> outputs, GraphPart part, IReadOnlyList<string> names)
    {
        // In the order in which a walk from the outputs meets them: that of a node that joins them.
        InputExpression[] met = [.. Walk(outputs).OfType<InputExpression>()];
        if (names.Count == 0)
        {
            return met;
        }

        return met.FirstOrDefault(input => !names.Contains(input.Value.Name)) is { } missing
            ? throw new ImportException($"The output {Quoted.Name(part.Outputs[0].Name)} depends on the input {Quoted.Name(missing.Value.Name)} too, which --input does not name; it names {string.Join(", ", names.Select(Quoted.Name))}.")
            : [.. names.Select(name => met.FirstOrDefault(input => input.Value.Name == name)).OfType<InputExpression>()];
    }

    /// <summary>All expressions that some depend on, each once and before its operands.</summary>
    private static IEnumerable<Expression> Walk(IReadOnlyList<Expression> outputs)
    {
        HashSet<Expression> seen = [];
        Stack<Expression> open = new(outputs.Reverse());
        while (open.TryPop(out Expression? expression))
        {
            if (!seen.Add(expression))
            {
                continue;
            }

            yield return expression;
            foreach (Expression operand in expression.Operands.Reverse())
            {
                open.Push(operand);
            }
        }
    }

    /// <summary>Values per row, as the nodes take them or else as the file declares them.</summary>
    private static int Width(InputExpression input)
    {
        if (input.Width.Value is null)
        {
            IReadOnlyList<long?>? shape = input.Value.Shape;
            double? declared = shape?.Skip(shape.Count > 1 ? 1 : 0).Aggregate((double?)1, (product, size) => product * size);
            _ = declared is > 0 and <= Limits.Width && input.Width.Fix((int)declared.Value);
        }

        return input.Width.Value is { } width and <= Limits.Width ? width
            : throw input.Error($"has rows of {(input.Width.Value is { } many ? $"{many} values; supported are up to {Limits.Width}" : "an unknown number of values; expected a shape with the last size known")}.");
    }
}
