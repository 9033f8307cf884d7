using LinearGen.Tool.Onnx.Schema;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Graphs;

/// <summary>A model's graph, as far as the output depends on it.</summary>
internal sealed class OnnxGraph
{
    /// <summary>From the version on in which the operators that are read have their present broadcasting.</summary>
    private const long OldestOpset = 7;

    /// <summary>The newest version that this was written for.</summary>
    private const long NewestOpset = 25;

    /// <summary>Versions of the file's own format, which the messages that are read have kept since the oldest.</summary>
    private const long OldestFormat = 3, NewestFormat = 20;

    private readonly Dictionary<string, TensorProto> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _read = new(StringComparer.Ordinal);
    private readonly TensorReader _tensors;

    /// <summary>Reads and checks the structure; of tensors only those that are asked for are read.</summary>
    /// <param name="model">The file.</param>
    /// <param name="external">Opens files that hold its tensors.</param>
    /// <param name="budget">What may be computed.</param>
    /// <exception cref="ImportException">It is not one input and one output with standard operators between them.</exception>
    public OnnxGraph(ModelProto model, ExternalData external, WorkBudget budget)
    {
        GraphProto graph = model.Graph;
        Budget = budget;
        if (model.IrVersion is < OldestFormat or > NewestFormat)
        {
            throw new ImportException(model.IrVersion == 0
                ? "The file does not say which version of the ONNX format it has: it is not an ONNX model, or is damaged."
                : $"The file has version {model.IrVersion} of the ONNX format; supported are versions {OldestFormat} to {NewestFormat}.");
        }

        Opset = ReadOpset(model);
        Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        _tensors = new TensorReader(external, budget);
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (!_stored.TryAdd(tensor.Name, tensor))
            {
                throw new ImportException($"The initialiser {Quoted.Name(tensor.Name)} is there twice.");
            }
        }

        // Old files list initialisers among the inputs too.
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !_stored.ContainsKey(input.Name))];
        Input = inputs.Length switch
        {
            1 => GraphValue.Read(inputs[0], "input"),
            0 => throw new ImportException("The model has no input."),
            _ => throw new ImportException($"The model has {inputs.Length} inputs: {Names(inputs)}. Supported is one, with all weights stored in the file."),
        };
        Output = graph.Output.Count switch
        {
            1 => GraphValue.Read(graph.Output[0], "output"),
            0 => throw new ImportException("The model has no output."),
            _ => throw new ImportException($"The model has {graph.Output.Count} outputs: {Names(graph.Output)}. Supported is one."),
        };
        Nodes = GraphOrder.Of([.. graph.Node.Select((node, index) => new OnnxNode(node, index, Opset, _tensors))], this);
    }

    public GraphValue Input { get; }

    public GraphValue Output { get; }

    /// <summary>The version of the standard operators.</summary>
    public long Opset { get; }

    /// <summary>What the file says wrote it.</summary>
    public string Producer { get; }

    /// <summary>The nodes that the output depends on, each behind those that it depends on.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    public WorkBudget Budget { get; }

    /// <summary>Whether a value is stored in the file.</summary>
    public bool IsStored(string name) => _stored.ContainsKey(name);

    /// <summary>A value that is stored in the file.</summary>
    public Tensor Stored(string name)
    {
        if (!_read.TryGetValue(name, out Tensor? tensor))
        {
            _read.Add(name, tensor = _tensors.Read(_stored[name], $"Initialiser {Quoted.Name(name)}"));
        }

        return tensor;
    }

    private static string Names(IReadOnlyCollection<ValueInfoProto> values) =>
        string.Join(", ", values.Take(5).Select(value => Quoted.Name(value.Name))) + (values.Count > 5 ? " …" : "");

    private static long ReadOpset(ModelProto model)
    {
        OperatorSetIdProto[] standard = [.. model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx")];
        return standard switch
        {
            [{ Version: >= OldestOpset and <= NewestOpset } set] => set.Version,
            [{ } set] => throw new ImportException($"The model uses version {set.Version} of the ONNX operators; supported are versions {OldestOpset} to {NewestOpset}."),
            [] => throw new ImportException("The model does not say which version of the ONNX operators it uses."),
            _ => throw new ImportException("The model says more than once which version of the ONNX operators it uses."),
        };
    }
}
