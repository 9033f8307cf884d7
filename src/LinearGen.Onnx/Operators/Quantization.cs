using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Weights that are stored as small integers with a scale.</summary>
internal static class Quantization
{
    /// <summary>(x − zero point)·scale, with one scale for all or one for each index of an axis.</summary>
    public static Tensor Dequantize(Arguments arguments, WorkBudget budget)
    {
        (Tensor x, Tensor scale) = (arguments[0], arguments[1]);
        Tensor? zero = arguments.Optional(2);
        int axis = scale.IsScalar ? 0 : arguments.Axis(arguments.Node.Int("axis", 1), x.Rank);
        int count = scale.Values.Length;
        if (!scale.IsScalar && (scale.Rank != 1 || count != x.Shape[axis] || arguments.Node.Int("block_size", 0) != 0))
        {
            throw arguments.Node.Error($"has scales of shape {Quoted.Shape(scale.Shape)} for {Quoted.Shape(x.Shape)}; supported is one for all or one for each index of an axis.");
        }

        if (zero is not null && zero.Values.Length != count)
        {
            throw arguments.Node.Error($"has {zero.Values.Length} zero points for {count} scales.");
        }

        int inner = scale.IsScalar ? Math.Max(x.Values.Length, 1) : (int)Tensor.Count(x.Shape[(axis + 1)..]);
        budget.Allocate(x.Values.Length);
        return new Tensor(scale.Type, x.Shape, [.. x.Values.Select((value, n) =>
        {
            int at = n / inner % count;
            return (value - (zero?.Values[at] ?? 0)) * scale.Values[at];
        })]);
    }
}
