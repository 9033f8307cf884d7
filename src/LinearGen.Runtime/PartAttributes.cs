namespace LinearGen;

/// <summary>Names a range of a network's inputs: <c>[InputPart("Obs", 0, 24)]</c> adds <c>Policy.Inputs.Obs</c>, by which a row is sliced, <c>x[Policy.Inputs.Obs]</c>.</summary>
/// <param name="name">The name: an identifier that no other part of the inputs has.</param>
/// <param name="start">The first column, 0 or more.</param>
/// <param name="length">The number of columns, 1 or more; start + length is at most In.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputPartAttribute(string name, int start, int length) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The first column.</summary>
    public int Start { get; } = start;

    /// <summary>The number of columns.</summary>
    public int Length { get; } = length;
}

/// <summary>Names a range of a network's outputs: <c>[OutputPart("Action", 0, 4)]</c> adds <c>Policy.Outputs.Action</c>, by which a row is sliced, <c>y[Policy.Outputs.Action]</c>.</summary>
/// <param name="name">The name: an identifier that no other part of the outputs has.</param>
/// <param name="start">The first column, 0 or more.</param>
/// <param name="length">The number of columns, 1 or more; start + length is at most Out.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class OutputPartAttribute(string name, int start, int length) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The first column.</summary>
    public int Start { get; } = start;

    /// <summary>The number of columns.</summary>
    public int Length { get; } = length;
}
