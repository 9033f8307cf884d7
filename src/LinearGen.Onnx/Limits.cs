namespace LinearGen.Onnx;

/// <summary>The limits on the resources that a file may ask for. Real chains of layers stay far below; hostile files are to cost neither memory nor time.</summary>
internal static class Limits
{
    /// <summary>The most bytes of a model file, the limit of the format itself.</summary>
    public const long FileBytes = int.MaxValue - 64;

    /// <summary>The most messages (nodes, attributes, tensors, dimensions …) in a file: each is an object, however short it is in the file.</summary>
    public const int Messages = 50_000;

    /// <summary>The most fields of all messages; numbers of a tensor make up one.</summary>
    public const int Fields = 20_000_000;

    /// <summary>The most layers of a network.</summary>
    public const int Layers = 256;

    /// <summary>The most nodes on a way from an input to an output, those that only rename left out.</summary>
    public const int Depth = 2_000;

    /// <summary>The most values per row, those of inner rows among them: some more than any layer has.</summary>
    public const int Width = 1 << 20;

    /// <summary>The most dimensions of a tensor.</summary>
    public const int Dimensions = 16;

    /// <summary>The most rows that a self-check computes at once, where a model has a fixed number of rows.</summary>
    public const int FixedRows = 64;
}
