using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>A node together with the values of its inputs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Inputs">The values; null where an optional one is left out.</param>
internal sealed record Arguments(OnnxNode Node, IReadOnlyList<Tensor?> Inputs)
{
    /// <summary>An input that has to be there.</summary>
    public Tensor this[int index] => Optional(index) ?? throw Node.Error($"lacks its input {index + 1}.");

    /// <summary>An input that need not be there.</summary>
    public Tensor? Optional(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>An input that holds sizes or axes.</summary>
    public long[] Integers(int index) => this[index] is { Type: ElementType.Int64 or ElementType.Int32 } tensor
        ? [.. tensor.Values.Select(value => (long)value)]
        : throw Node.Error($"has an input {index + 1} of {this[index].Type.Display()}; expected int64.");

    /// <summary>Axes, which newer versions of an operator take as an input and older ones as an attribute; null if there are none.</summary>
    public long[]? Axes(int index) => Optional(index) is not null ? Integers(index) : Node.Ints("axes")?.ToArray();

    /// <summary>An axis counted from the front.</summary>
    /// <param name="axis">As given; negative ones count from the back.</param>
    /// <param name="rank">The number of axes.</param>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Node.Error($"has the axis {axis}, but its input has {rank}.");
}
