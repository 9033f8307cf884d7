using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>An input or output of a model, as its file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements; unknown if the file does not say.</param>
/// <param name="Shape">Its dimensions, null where they are open; null altogether if the file does not say.</param>
/// <param name="Problem">Why it cannot be rows of numbers; null if it can.</param>
internal sealed record GraphValue(string Name, ElementType Type, IReadOnlyList<long?>? Shape, string? Problem)
{
    /// <summary>Reads the declaration.</summary>
    /// <param name="value">As it is in the file.</param>
    /// <param name="role">"input" or "output".</param>
    public static GraphValue Read(ValueInfoProto value, string role)
    {
        string what = $"The model's {role} {Quoted.Name(value.Name)}";
        if (value.Type is { TensorType: null })
        {
            return new GraphValue(value.Name, ElementType.Unknown, null, $"{what} is not a tensor.");
        }

        // Integers are made real numbers by a Cast, or refused where they are computed with.
        int type = value.Type?.TensorType.ElemType ?? 0;
        bool isRead = type == 0 || ((ElementType)type).IsFloat() || (role == "input" && ((ElementType)type).IsInteger());
        string? problem = isRead ? null : $"{what} holds {ElementTypes.Display(type)}; float, double, float16 and bfloat16 are supported.";
        if (value.Type?.TensorType.Shape?.Dim is not { } dims)
        {
            return new GraphValue(value.Name, (ElementType)type, null, problem);
        }

        // 0 and -1 stand for an open size in files of some exporters.
        long?[] shape = [.. dims.Take(Limits.Dimensions).Select(dim => dim.HasDimValue && dim.DimValue > 0 ? dim.DimValue : (long?)null)];
        bool isPossible = dims.Count <= Limits.Dimensions && shape.All(size => size is null or <= int.MaxValue);
        return new GraphValue(value.Name, (ElementType)type, isPossible ? shape : null, isPossible ? problem : $"{what} has the shape {Quoted.Shape(shape)}, which is too large.");
    }

    /// <summary>The value, if it can be rows of numbers.</summary>
    /// <exception cref="ImportException">It cannot.</exception>
    public GraphValue Checked() => Problem is null ? this : throw new ImportException(Problem);
}
