using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Tool.Commands;

/// <summary>A tensor as a file describes it.</summary>
internal sealed record StoredTensor(string Name, string Type, IReadOnlyList<long> Shape, Int128 Count);

/// <summary>Lists the tensors of a file, without reading their data.</summary>
internal static class TensorList
{
    /// <summary>Reads a file's descriptions of its tensors.</summary>
    /// <exception cref="ImportException">It cannot be read; the message begins with the file.</exception>
    public static IReadOnlyList<StoredTensor> Read(string path)
    {
        FileKind kind = FileKinds.Of(path);
        try
        {
            return kind == FileKind.Onnx ? Onnx(ModelBytes.Parse(ModelBytes.ReadBytes(path))) : Safetensors(path);
        }
        catch (Exception mistake) when (mistake is ImportException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidDataException)
        {
            throw new ImportException($"{path}: {mistake.Message}", mistake);
        }
    }

    private static StoredTensor[] Onnx(ModelProto model) =>
    [
        .. model.Graph.Initializer.Select(tensor => Describe(tensor.Name, tensor)),
        .. model.Graph.Node.Where(node => node.OpType == "Constant" && node.Output.Count > 0)
            .SelectMany(node => node.Attribute.Where(attribute => attribute.T is not null).Select(attribute => Describe(node.Output[0], attribute.T))),
    ];

    private static StoredTensor Describe(string name, TensorProto tensor) =>
        new(name, ElementTypes.Display(tensor.DataType), [.. tensor.Dims], tensor.Dims.Take(Limits.Dimensions).Aggregate((Int128)1, (count, size) => unchecked(count * size)));

    private static StoredTensor[] Safetensors(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return [.. file.Tensors.Select(tensor => new StoredTensor(tensor.Name, tensor.TypeName, tensor.Shape, tensor.ElementCount))];
    }
}
