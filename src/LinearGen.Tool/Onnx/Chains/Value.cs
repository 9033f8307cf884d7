using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>What is known of a graph's value before anything is computed.</summary>
internal abstract record Value;

/// <summary>Stored in the file or computed from what is.</summary>
internal sealed record ConstantValue(Tensor Tensor) : Value;

/// <summary>Sizes of a value, null where they are known only at run time: what reshapes are told.</summary>
internal sealed record SizesValue(IReadOnlyList<long?> Sizes) : Value;

/// <summary>Depends on the model's input.</summary>
/// <param name="Expression">How.</param>
/// <param name="Type">The type of its elements, or unknown.</param>
/// <param name="Shape">Its sizes, as far as they are known; null if not even their number is.</param>
internal sealed record RowsValue(Expression Expression, ElementType Type, IReadOnlyList<long?>? Shape) : Value
{
    /// <summary>Values per row, if known.</summary>
    public long? Width => Shape is [.., { } last] ? last : null;
}
