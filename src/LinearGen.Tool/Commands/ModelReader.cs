using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Safetensors;

namespace LinearGen.Tool.Commands;

/// <summary>Reads a model of either format.</summary>
internal static class ModelReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It cannot be read or is not supported; the message begins with the file.</exception>
    public static ImportedModel Read(string path, TensorOptions tensors, OnnxImportOptions graph)
    {
        FileKind kind = FileKinds.Of(path);
        try
        {
            if (kind == FileKind.Safetensors)
            {
                return graph.IsEmpty ? SafetensorsImporter.Read(path, tensors)
                    : throw new ImportException("--input and --output choose among the inputs and outputs of an ONNX file's graph; a safetensors file holds tensors and no graph. --names chooses among those.");
            }

            return tensors.IsEmpty ? OnnxImporter.Read(path, graph)
                : throw new ImportException("--activations, --epsilon, --layout and --names are for safetensors files; an ONNX file says all this itself.");
        }
        catch (ImportException mistake)
        {
            throw new ImportException($"{path}: {mistake.Message}", mistake);
        }
    }
}
