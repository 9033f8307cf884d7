namespace LinearGen.Onnx.Models;

/// <summary>Columns of a row that have a name in the model.</summary>
/// <param name="Name">The model's name for them.</param>
/// <param name="Start">The first column.</param>
/// <param name="Length">The number of columns.</param>
internal sealed record NamedPart(string Name, int Start, int Length);
