using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>A value of a graph as far as it is known before any computation.</summary>
internal abstract record Value;

/// <summary>A constant, stored in the file or computed from stored tensors.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="Name">Their name in the file; null if they were computed.</param>
/// <param name="IsTransposed">Whether the file has the matrix with its axes swapped.</param>
internal sealed record ConstantValue(Tensor Tensor, string? Name = null, bool IsTransposed = false) : Value;

/// <summary>Sizes of a value, null where they are known only at run time; reshapes take them.</summary>
/// <param name="Sizes">The sizes.</param>
/// <param name="IsScalar">Whether it is a single one without an axis.</param>
internal sealed record SizesValue(IReadOnlyList<long?> Sizes, bool IsScalar = false) : Value;

/// <summary>A value that depends on the model's input.</summary>
/// <param name="Expression">The expression that computes it.</param>
/// <param name="Type">The type of its elements, or unknown.</param>
/// <param name="Shape">Its sizes, as far as they are known; null if not even their number is.</param>
internal sealed record RowsValue(Expression Expression, ElementType Type, IReadOnlyList<long?>? Shape) : Value
{
    /// <summary>Values along the last axis, if known.</summary>
    public long? Width => Shape is [.., { } last] ? last : null;

    /// <summary>The sizes of one sample: all but the first, or the only one; null if they are not all known.</summary>
    public IReadOnlyList<int>? Sample => Shape is not null && Shape.Skip(Shape.Count > 1 ? 1 : 0).All(size => size is > 0 and <= int.MaxValue)
        ? [.. Shape.Skip(Shape.Count > 1 ? 1 : 0).Select(size => (int)size!)]
        : null;
}
