namespace LinearGen.Onnx;

/// <summary>An error in a file or an option, or a request that the tool does not support, with a message on which the user can act.</summary>
internal sealed class ImportException : Exception
{
    public ImportException(string message)
        : base(message)
    {
    }

    public ImportException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
