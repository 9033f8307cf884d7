using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx;
using LinearGen.Tool.Safetensors;

namespace LinearGen.Tool.Commands;

/// <summary>Reads a model of either format.</summary>
internal static class ModelReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It cannot be read or is not supported; the message begins with the file.</exception>
    public static ImportedModel Read(string path, TensorOptions options)
    {
        FileKind kind = FileKinds.Of(path);
        try
        {
            if (kind == FileKind.Safetensors)
            {
                return SafetensorsImporter.Read(path, options);
            }

            return options.IsEmpty ? OnnxImporter.Read(path)
                : throw new ImportException("--activations, --layout and --names are for safetensors files; an ONNX file says all this itself.");
        }
        catch (ImportException mistake)
        {
            throw new ImportException($"{path}: {mistake.Message}", mistake);
        }
    }
}
