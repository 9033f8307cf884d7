using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>The nodes that PyTorch writes for <c>x.view(x.size(0), -1)</c>: sizes are taken, picked and joined.</summary>
internal static class SizeArithmetic
{
    /// <summary>Follows a node whose inputs are sizes and constants.</summary>
    public static SizesValue Follow(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        Arguments arguments = new(node, [.. inputs.Select(input => (input as ConstantValue)?.Tensor)]);
        return node.Operator switch
        {
            "Identity" or "Squeeze" or "Unsqueeze" or "Cast" => new SizesValue(Sizes(node, inputs.Count > 0 ? inputs[0] : null)),
            "Gather" when inputs.Count == 2 => Gather(arguments, Sizes(node, inputs[0])),
            "Concat" => new SizesValue([.. inputs.SelectMany(input => Sizes(node, input))]),
            _ => throw node.Error("computes with sizes of values in a way that is not supported; Identity, Cast, Gather, Concat, Squeeze and Unsqueeze are."),
        };
    }

    /// <summary>Sizes, known or not, out of an input.</summary>
    /// <exception cref="ImportException">It holds something else.</exception>
    public static IReadOnlyList<long?> Sizes(OnnxNode node, Value? input) => input switch
    {
        SizesValue sizes => sizes.Sizes,
        ConstantValue { Tensor: { Type: ElementType.Int64 or ElementType.Int32, Rank: <= 1 } constant } => [.. constant.Values.Select(value => (long?)value)],
        _ => throw node.Error("is given something else where sizes are expected."),
    };

    private static SizesValue Gather(Arguments arguments, IReadOnlyList<long?> sizes) =>
        new([.. arguments.Integers(1).Select(index => sizes[arguments.Axis(index, sizes.Count)])]);
}
