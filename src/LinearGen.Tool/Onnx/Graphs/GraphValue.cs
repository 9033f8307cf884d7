using LinearGen.Tool.Onnx.Schema;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Graphs;

/// <summary>What a model takes or gives, as its file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements; unknown if the file does not say.</param>
/// <param name="Shape">Its dimensions, null where they are open; null altogether if the file does not say.</param>
internal sealed record GraphValue(string Name, ElementType Type, IReadOnlyList<long?>? Shape)
{
    /// <summary>Reads the declaration.</summary>
    /// <param name="value">As it is in the file.</param>
    /// <param name="role">"input" or "output".</param>
    /// <exception cref="ImportException">It is not a tensor of real numbers.</exception>
    public static GraphValue Read(ValueInfoProto value, string role)
    {
        string what = $"The model's {role} {Quoted.Name(value.Name)}";
        if (value.Type is { TensorType: null })
        {
            throw new ImportException($"{what} is not a tensor.");
        }

        int type = value.Type?.TensorType.ElemType ?? 0;
        if (type != 0 && !((ElementType)type).IsFloat())
        {
            throw new ImportException($"{what} holds {ElementTypes.Display(type)}; float, double, float16 and bfloat16 are supported.");
        }

        if (value.Type?.TensorType.Shape?.Dim is not { } dims)
        {
            return new GraphValue(value.Name, (ElementType)type, null);
        }

        // 0 and -1 stand for an open size in files of some exporters.
        long?[] shape = [.. dims.Select(dim => dim.HasDimValue && dim.DimValue > 0 ? dim.DimValue : (long?)null)];
        return dims.Count <= Limits.Dimensions && shape.All(size => size is null or <= int.MaxValue)
            ? new GraphValue(value.Name, (ElementType)type, shape)
            : throw new ImportException($"{what} has the shape {Quoted.Shape(shape)}, which is too large.");
    }
}
