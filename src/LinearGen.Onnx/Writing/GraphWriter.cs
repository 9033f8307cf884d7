using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Writing;

/// <summary>Adds nodes and tensors to a graph, under names that tell where they belong: "2/Gemm", "2.weight".</summary>
internal sealed class GraphWriter
{
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    /// <summary>Begins a graph.</summary>
    /// <param name="precision">The element type of all values.</param>
    /// <param name="name">The graph's name.</param>
    /// <param name="input">The name of its input.</param>
    /// <param name="inputs">The input's values per row.</param>
    public GraphWriter(Precision precision, string name, string input, int inputs)
    {
        Precision = precision;
        Graph = new GraphProto { Name = name, Input = { Rows(input, inputs) } };
        Last = input;
        _names = [input];
    }

    public GraphProto Graph { get; }

    public Precision Precision { get; }

    /// <summary>The value that the last stage has computed.</summary>
    public string Last { get; set; }

    /// <summary>The place of the stage that is being written, by which its nodes and tensors are named.</summary>
    public string Place { get; set; } = "";

    private ElementType Type => Precision == Precision.Double ? ElementType.Double : ElementType.Float;

    /// <summary>Adds a node with one result.</summary>
    /// <returns>The result's name.</returns>
    public string Node(string operation, params ReadOnlySpan<string> inputs) => Node(operation, inputs, []);

    /// <summary>Adds a node with attributes and one result.</summary>
    /// <returns>The result's name.</returns>
    public string Node(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        string name = $"{Place}/{operation}";
        int use = _uses[name] = _uses.GetValueOrDefault(name) + 1;
        NodeProto node = new() { OpType = operation, Name = use == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{use}") };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        node.Output.Add(node.Name);
        _names.Add(node.Name);
        Graph.Node.Add(node);
        return node.Name;
    }

    /// <summary>Stores numbers of the stage.</summary>
    /// <param name="name">Their name within the stage.</param>
    /// <param name="shape">Their dimensions.</param>
    /// <param name="values">The numbers, in row-major order.</param>
    /// <returns>The tensor's name.</returns>
    public string Tensor(string name, ReadOnlySpan<long> shape, double[] values) => Store(NameOf(Place, name), shape, values);

    /// <summary>Stores a number that does not depend on the stage, once for all nodes that take it.</summary>
    /// <returns>The tensor's name.</returns>
    public string Constant(double value)
    {
        string text = Precision == Precision.Double ? value.ToString("R", CultureInfo.InvariantCulture) : ((float)value).ToString("R", CultureInfo.InvariantCulture);
        string name = $"constant.{text}";
        return _names.Contains(name) ? name : Store(name, [], [value]);
    }

    /// <summary>The name of a stage's tensor.</summary>
    public static string NameOf(string place, string name) => $"{place}.{name}";

    /// <summary>Declares the last value as the graph's output.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="outputs">Its values per row.</param>
    /// <returns>The graph; null if the input's or the output's name is that of another value.</returns>
    public GraphProto? End(string name, int outputs)
    {
        if (_names.Contains(name) || _names.Count != 1 + Graph.Node.Count + Graph.Initializer.Count)
        {
            return null;
        }

        // Nothing else takes the last value.
        Graph.Node[^1].Output[0] = name;
        Graph.Output.Add(Rows(name, outputs));
        return Graph;
    }

    private string Store(string name, ReadOnlySpan<long> shape, double[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)Type, RawData = UnsafeByteOperations.UnsafeWrap(Bytes(values)) };
        foreach (long size in shape)
        {
            tensor.Dims.Add(size);
        }

        _names.Add(name);
        Graph.Initializer.Add(tensor);
        return name;
    }

    private byte[] Bytes(double[] values)
    {
        byte[] bytes = new byte[checked(values.Length * Type.Size())];
        for (int n = 0; n < values.Length; n++)
        {
            if (Type == ElementType.Double)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(n * sizeof(double)), values[n]);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(n * sizeof(float)), (float)values[n]);
            }
        }

        return bytes;
    }

    /// <summary>Any number of rows.</summary>
    private ValueInfoProto Rows(string name, int width)
    {
        TensorShapeProto shape = new() { Dim = { new DimensionProto { DimParam = "batch" }, new DimensionProto { DimValue = width } } };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = (int)Type, Shape = shape } } };
    }
}
