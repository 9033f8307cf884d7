using Google.Protobuf;
using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx;
using LinearGen.Tool.Onnx.Schema;

namespace LinearGen.Tool.Tests.Support;

/// <summary>Builds small ONNX models: a chain of nodes from 'x' to 'y', with what is stored.</summary>
internal sealed class OnnxModel
{
    private readonly Random _random = new(5);
    private readonly GraphProto _graph = new();
    private string _last = "x";
    private int _names;

    /// <param name="inputShape">The sizes of the input, −1 for open ones; none for no shape at all.</param>
    public OnnxModel(params long[] inputShape) => _graph.Input.Add(Value("x", inputShape));

    public long Opset { get; set; } = 17;

    public GraphProto Graph => _graph;

    /// <summary>A value of the graph.</summary>
    public static ValueInfoProto Value(string name, params long[] shape)
    {
        TensorTypeProto type = new() { ElemType = 1 };
        if (shape.Length > 0)
        {
            type.Shape = new TensorShapeProto();
            type.Shape.Dim.AddRange(shape.Select(size => size < 0 ? new DimensionProto { DimParam = "n" } : new DimensionProto { DimValue = size }));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    /// <summary>Stores numbers.</summary>
    public static TensorProto Tensor(string name, long[] shape, params float[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = 1 };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        return tensor;
    }

    /// <summary>Stores sizes or axes.</summary>
    public static TensorProto Integers(string name, params long[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = 7 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        return tensor;
    }

    /// <summary>Numbers between −1 and 1.</summary>
    public TensorProto Random(string name, params long[] shape) =>
        Tensor(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)((_random.NextDouble() * 2) - 1))]);

    /// <summary>Adds stored tensors.</summary>
    public OnnxModel Store(params TensorProto[] tensors)
    {
        _graph.Initializer.AddRange(tensors);
        return this;
    }

    /// <summary>Adds a node; "_" among its inputs stands for the result of the node before.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">Its inputs, separated by spaces.</param>
    /// <param name="attributes">Its attributes: float, long, string, long[].</param>
    public OnnxModel Node(string operation, string inputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = operation };
        node.Input.AddRange(inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "_" ? _last : name == "-" ? "" : name));
        node.Output.Add(_last = $"v{_names++}");
        foreach ((string name, object value) in attributes)
        {
            AttributeProto attribute = new() { Name = name };
            switch (value)
            {
                case float number: attribute.F = number; break;
                case long number: attribute.I = number; break;
                case int number: attribute.I = number; break;
                case string text: attribute.S = ByteString.CopyFromUtf8(text); break;
                case long[] numbers: attribute.Ints.AddRange(numbers); break;
                case TensorProto tensor: attribute.T = tensor; break;
                default: throw new ArgumentException(name);
            }

            node.Attribute.Add(attribute);
        }

        _graph.Node.Add(node);
        return this;
    }

    /// <summary>A model that ends in a layer of 3 inputs and 2 outputs, for tests of what stands before or after.</summary>
    public static OnnxModel Layer(params long[] inputShape)
    {
        OnnxModel model = new(inputShape.Length == 0 ? [-1, 3] : inputShape);
        return model.Store(model.Random("w", 3, 2), model.Random("b", 2)).Node("Gemm", "x w b");
    }

    public ModelProto ToProto()
    {
        ModelProto model = new() { IrVersion = 8, Graph = _graph.Clone() };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        if (model.Graph.Output.Count == 0)
        {
            model.Graph.Output.Add(Value(_last));
        }

        return model;
    }

    /// <summary>Imports it. That the layers compute what the graph does, the importer has checked then.</summary>
    public ImportedModel Import(string? folder = null) => OnnxImporter.Read(ToProto().ToByteArray(), "model.onnx", folder);

    /// <summary>The message with which it is refused.</summary>
    public string Refused(string? folder = null) => Assert.Throws<ImportException>(() => Import(folder)).Message;
}
