using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>A node of a graph: an operator with its inputs and attributes.</summary>
internal sealed class OnnxNode
{
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly TensorReader _tensors;

    /// <summary>Takes a node over from the file.</summary>
    /// <param name="node">As it is in the file.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="opset">The version of the standard operators that the model uses.</param>
    /// <param name="tensors">Reads tensors in attributes.</param>
    /// <exception cref="ImportException">An attribute is there twice, or there is no output.</exception>
    public OnnxNode(NodeProto node, int index, long opset, TensorReader tensors)
    {
        Display = DisplayOf(node, index);
        Operator = node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";
        Opset = opset;
        Inputs = [.. node.Input];
        Outputs = [.. node.Output];
        _tensors = tensors;
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Error($"has the attribute {Quoted.Name(attribute.Name)} twice.");
            }
        }

        if (Outputs.Count == 0)
        {
            throw Error("has no output.");
        }
    }

    /// <summary>The operator: Gemm, Relu …; with the domain before it if that is not the standard's.</summary>
    public string Operator { get; }

    public long Opset { get; }

    /// <summary>Names of values; empty where an optional input is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The node as messages call it.</summary>
    public string Display { get; }

    /// <summary>Whether the file's node only gives the columns of its input names.</summary>
    public bool IsOfNames { get; init; }

    /// <summary>A node of a file as messages call it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">Its place in the file.</param>
    public static string DisplayOf(NodeProto node, int index) => $"Node {NameOf(node, index)} ({OperatorOf(node)})";

    /// <summary>Its name in quotes, or its number.</summary>
    /// <inheritdoc cref="DisplayOf"/>
    public static string NameOf(NodeProto node, int index) => node.Name.Length > 0 ? Quoted.Name(node.Name) : FormattableString.Invariant($"number {index + 1}");

    /// <summary>Its operator, with the domain if that is not the standard's.</summary>
    public static string OperatorOf(NodeProto node) => $"{(node.Domain is "" or "ai.onnx" ? "" : $"{Quoted.Text(node.Domain)}.")}{Quoted.Text(node.OpType)}";

    /// <summary>An error that begins with the node.</summary>
    public ImportException Error(string message) => new($"{Display} {message}");

    /// <summary>Whether an attribute is given.</summary>
    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    /// <summary>The value of an attribute that is a number, or a default.</summary>
    public double Float(string attribute, double otherwise) => Find(attribute) is not { } found ? otherwise
        : found.HasF && !found.HasI ? found.F
        : throw Error($"has an attribute {Quoted.Name(attribute)} that is not a float.");

    /// <summary>The value of an attribute that is an integer, or a default.</summary>
    public long Int(string attribute, long otherwise) => Find(attribute) is not { } found ? otherwise
        : found.HasI && !found.HasF ? found.I
        : throw Error($"has an attribute {Quoted.Name(attribute)} that is not an integer.");

    /// <summary>The value of an attribute that is a list of integers, or null.</summary>
    public IReadOnlyList<long>? Ints(string attribute) => Find(attribute)?.Ints;

    /// <summary>The value of an attribute that is a list of numbers, or null.</summary>
    public IReadOnlyList<float>? Floats(string attribute) => Find(attribute)?.Floats;

    /// <summary>The value of an attribute that is a text, or a default.</summary>
    public string Text(string attribute, string otherwise) => Find(attribute) is not { } found ? otherwise
        : found.HasS ? found.S.ToStringUtf8()
        : throw Error($"has an attribute {Quoted.Name(attribute)} that is not a text.");

    /// <summary>The tensor of a Constant node.</summary>
    /// <exception cref="ImportException">It is of a kind that is not read, or damaged.</exception>
    public Tensor Constant()
    {
        if (Find("value")?.T is { } tensor)
        {
            return _tensors.Read(tensor, Display);
        }

        if (Has("value_float"))
        {
            return Tensor.Scalar(ElementType.Float, Float("value_float", 0));
        }

        if (Has("value_int"))
        {
            return Tensor.Scalar(ElementType.Int64, Int("value_int", 0));
        }

        if (Find("value_floats") is { } floats)
        {
            return Tensor.Of(ElementType.Float, [.. floats.Floats.Select(value => (double)value)]);
        }

        return Find("value_ints") is { } ints
            ? Tensor.Of(ElementType.Int64, [.. ints.Ints.Select(value => (double)value)])
            : throw Error("has none of the attributes value, value_float, value_floats, value_int and value_ints; others are not read.");
    }

    private AttributeProto? Find(string attribute) => !_attributes.TryGetValue(attribute, out AttributeProto? found) ? null
        : found.RefAttrName.Length == 0 ? found
        : throw Error($"takes its attribute {Quoted.Name(attribute)} from a function's; functions are not read.");
}
