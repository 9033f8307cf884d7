using System.Globalization;
using LinearGen.Tool.Onnx.Schema;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Graphs;

/// <summary>A node of a graph: an operator with its inputs and attributes.</summary>
internal sealed class OnnxNode
{
    private readonly string _name;
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
        Operator = node.OpType;
        Domain = node.Domain is "ai.onnx" ? "" : node.Domain;
        Opset = opset;
        Inputs = [.. node.Input];
        Outputs = [.. node.Output];
        _name = node.Name.Length > 0 ? Quoted.Name(node.Name) : $"number {(index + 1).ToString(CultureInfo.InvariantCulture)}";
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

    /// <summary>The operator: Gemm, Relu …</summary>
    public string Operator { get; }

    /// <summary>Empty for the standard's own operators.</summary>
    public string Domain { get; }

    public long Opset { get; }

    /// <summary>Names of values; empty where an optional input is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The node as messages call it.</summary>
    public string Display => $"Node {_name} ({(Domain.Length > 0 ? $"{Quoted.Text(Domain)}." : "")}{Quoted.Text(Operator)})";

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

    /// <summary>The value of an attribute that is a text, or a default.</summary>
    public string Text(string attribute, string otherwise) => Find(attribute) is not { } found ? otherwise
        : found.HasS ? found.S.ToStringUtf8()
        : throw Error($"has an attribute {Quoted.Name(attribute)} that is not a text.");

    /// <summary>What a Constant node holds.</summary>
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
