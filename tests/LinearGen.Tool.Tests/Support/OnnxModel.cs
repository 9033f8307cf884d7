using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;

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

    /// <summary>Whether ONNX Runtime takes the model: it refuses what the standard does not know, even where no output depends on it, and has no kernels for bfloat16.</summary>
    public bool HasOracle { get; set; } = true;

    public GraphProto Graph => _graph;

    /// <summary>The result of the last node.</summary>
    public string Last => _last;

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
                case float number: (attribute.F, attribute.Type) = (number, 1); break;
                case long number: (attribute.I, attribute.Type) = (number, 2); break;
                case int number: (attribute.I, attribute.Type) = (number, 2); break;
                case string text: (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), 3); break;
                case TensorProto tensor: (attribute.T, attribute.Type) = (tensor, 4); break;
                case long[] numbers:
                    attribute.Ints.AddRange(numbers);
                    attribute.Type = 7;
                    break;
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
            ValueInfoProto output = Value(_last);
            output.Type.TensorType.ElemType = model.Graph.Input[0].Type.TensorType.ElemType;
            model.Graph.Output.Add(output);
        }

        return model;
    }

    /// <summary>Imports it, compiles the class and holds it to ONNX Runtime, where that can be loaded.</summary>
    /// <param name="folder">Where files lie that it names.</param>
    public ImportedModel Import(string? folder = null)
    {
        byte[] content = ToProto().ToByteArray();
        ImportedModel imported = OnnxImporter.Read(content, "model.onnx", folder);
        if (HasOracle && OnnxRuntimeSession.Unavailable is null)
        {
            using OnnxRuntimeSession session = Open(content, folder);
            object instance = CompiledModels.Of(imported)[0];
            Oracle.Hold(session, x => CompiledClass.Forward(instance, x), imported.In, [2], "The model");
        }

        return imported;
    }

    /// <summary>The message with which it is refused.</summary>
    public string Refused(string? folder = null) => Assert.Throws<ImportException>(() => Import(folder)).Message;

    private static OnnxRuntimeSession Open(byte[] content, string? folder)
    {
        if (folder is null)
        {
            return OnnxRuntimeSession.Open(content);
        }

        string path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, content);
        return OnnxRuntimeSession.Open(path);
    }
}
