using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>The nodes that PyTorch writes for <c>x.view(x.size(0), -1)</c>, <c>x.chunk(2)</c> or <c>x.expand_as(y)</c>: sizes are taken, picked, joined and computed with.</summary>
internal static class SizeArithmetic
{
    /// <summary>Follows a node whose inputs are sizes and constants.</summary>
    public static Value Follow(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        Arguments arguments = new(node, [.. inputs.Select(input => (input as ConstantValue)?.Tensor)]);
        return node.Operator switch
        {
            "Identity" or "Cast" => inputs[0]!,
            "Squeeze" => new SizesValue(Sizes(node, inputs[0]), IsScalar: true),
            "Unsqueeze" or "Reshape" => new SizesValue(Sizes(node, inputs[0])),
            "Gather" when inputs is [SizesValue, ConstantValue { Tensor: var indices }] => new SizesValue(Gather(arguments, Sizes(node, inputs[0])), indices.Rank == 0),
            "Slice" when inputs is [SizesValue sizes, ..] => new SizesValue(Slice(node, sizes, arguments)),
            "Concat" => new SizesValue([.. inputs.SelectMany(input => Sizes(node, input))]),
            "Add" => Pairs(node, inputs, (a, b) => a + b),
            "Sub" => Pairs(node, inputs, (a, b) => a - b),
            "Mul" => Pairs(node, inputs, (a, b) => a * b),
            "Div" => Pairs(node, inputs, (a, b) => b == 0 ? null : a / b),
            "Equal" => Pairs(node, inputs, (a, b) => a is null || b is null ? ((a ?? b) is < 0 ? 0 : null) : a == b ? 1 : 0),
            "Where" => Where(node, inputs),
            "ConstantOfShape" => Filled(arguments, Sizes(node, inputs[0])),
            _ => throw node.Error("computes with sizes of values in a way that is not supported; Identity, Cast, Gather, Slice, Concat, Reshape, Squeeze, Unsqueeze, ConstantOfShape, Equal, Where and the four arithmetic operations are."),
        };
    }

    /// <summary>Sizes that are all known are a constant like any other.</summary>
    public static Value Known(Value value) => value is SizesValue sizes && sizes.Sizes.All(size => size is not null)
        ? new ConstantValue(new Tensor(ElementType.Int64, sizes.IsScalar && sizes.Sizes.Count == 1 ? [] : [sizes.Sizes.Count], [.. sizes.Sizes.Select(size => (double)size!)]))
        : value;

    /// <summary>Sizes, known or not, out of an input.</summary>
    /// <exception cref="ImportException">It holds something else.</exception>
    public static IReadOnlyList<long?> Sizes(OnnxNode node, Value? input) => input switch
    {
        SizesValue sizes => sizes.Sizes,
        ConstantValue { Tensor: { Type: ElementType.Int64 or ElementType.Int32 or ElementType.Bool, Rank: <= 1 } constant } => [.. constant.Values.Select(value => (long?)value)],
        _ => throw node.Error("is given something else where sizes are expected."),
    };

    private static IReadOnlyList<long?> Gather(Arguments arguments, IReadOnlyList<long?> sizes) =>
        [.. arguments.Integers(1).Select(index => sizes[arguments.Axis(index, sizes.Count)])];

    /// <summary>Computed on places, as all that chooses.</summary>
    private static IReadOnlyList<long?> Slice(OnnxNode node, SizesValue sizes, Arguments arguments)
    {
        Tensor places = Tensor.Of(ElementType.Int64, [.. Enumerable.Range(0, sizes.Sizes.Count).Select(place => (double)place)]);
        Tensor chosen = PartOperators.Evaluate(arguments with { Inputs = [places, .. arguments.Inputs.Skip(1)] }, new WorkBudget(0)) ?? throw node.Error("chooses nothing.");
        return [.. chosen.Values.Select(place => sizes.Sizes[(int)place])];
    }

    private static SizesValue Pairs(OnnxNode node, IReadOnlyList<Value?> inputs, Func<long?, long?, long?> function)
    {
        (IReadOnlyList<long?> a, IReadOnlyList<long?> b) = (Sizes(node, inputs[0]), Sizes(node, inputs[1]));
        int count = Math.Max(a.Count, b.Count);
        return (a.Count == count || a.Count == 1) && (b.Count == count || b.Count == 1)
            ? new SizesValue([.. Enumerable.Range(0, count).Select(n => function(a[n % a.Count], b[n % b.Count]))], inputs.All(input => input is SizesValue { IsScalar: true } or ConstantValue { Tensor.Rank: 0 }))
            : throw node.Error($"computes with {a.Count} and {b.Count} sizes, which do not fit.");
    }

    private static SizesValue Where(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        IReadOnlyList<long?>[] all = [.. inputs.Take(3).Select(input => Sizes(node, input))];
        int count = all.Max(sizes => sizes.Count);
        return new SizesValue([.. Enumerable.Range(0, count).Select(n => all[0][n % all[0].Count] is { } chosen ? (chosen != 0 ? all[1][n % all[1].Count] : all[2][n % all[2].Count]) : null)]);
    }

    /// <summary>A constant of a shape; where sizes are open it is repeated as rows are, which one of it stands for.</summary>
    private static ConstantValue Filled(Arguments arguments, IReadOnlyList<long?> sizes)
    {
        Tensor shape = Tensor.Of(ElementType.Int64, [.. sizes.Select(size => (double)(size ?? 1))]);
        return new ConstantValue(ShapeOperators.Evaluate(arguments with { Inputs = [shape] }, new WorkBudget(0))!);
    }
}
