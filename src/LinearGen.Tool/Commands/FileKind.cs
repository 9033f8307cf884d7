namespace LinearGen.Tool.Commands;

/// <summary>The formats that are read.</summary>
internal enum FileKind
{
    Onnx,
    Safetensors,
}

/// <summary>Tells formats apart.</summary>
internal static class FileKinds
{
    /// <summary>Tells the format by the end of the file's name; the content is checked by the reader of that format.</summary>
    /// <exception cref="ImportException">It is neither.</exception>
    public static FileKind Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".onnx" => FileKind.Onnx,
        ".safetensors" => FileKind.Safetensors,
        _ => throw new ImportException($"'{path}': expected a file whose name ends in .onnx or .safetensors."),
    };
}
