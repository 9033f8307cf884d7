using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>A model's graph, with functions and shorthands of other domains written out.</summary>
internal sealed class OnnxGraph
{
    /// <summary>From the version on in which the operators that are read have their present broadcasting.</summary>
    private const long OldestOpset = 7;

    /// <summary>The newest version that this was written for.</summary>
    private const long NewestOpset = 25;

    /// <summary>Versions of the file's own format, which the messages that are read have kept since the oldest.</summary>
    private const long OldestFormat = 3, NewestFormat = 20;

    private readonly Dictionary<string, TensorProto> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SparseTensorProto> _sparse = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs;
    private readonly ModelProto _model;
    private readonly TensorReader _tensors;

    /// <summary>Reads and checks the structure; of tensors only those that are asked for are read.</summary>
    /// <param name="model">The file.</param>
    /// <param name="external">Opens files that hold its tensors.</param>
    /// <param name="budget">The limit on computation.</param>
    /// <exception cref="ImportException">It is damaged, of a version that is not read, or has two values of one name.</exception>
    public OnnxGraph(ModelProto model, ExternalData external, WorkBudget budget)
    {
        GraphProto graph = model.Graph;
        _model = model;
        Budget = budget;
        if (model.IrVersion is < OldestFormat or > NewestFormat)
        {
            throw new ImportException(model.IrVersion == 0
                ? "The file does not say which version of the ONNX format it has: it is not an ONNX model, or is damaged."
                : $"The file has version {model.IrVersion} of the ONNX format; supported are versions {OldestFormat} to {NewestFormat}.");
        }

        Opset = ReadOpset(model);
        Writer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        _tensors = new TensorReader(external, budget);
        foreach (TensorProto tensor in graph.Initializer)
        {
            CheckNew(tensor.Name);
            _stored.Add(tensor.Name, tensor);
        }

        foreach (SparseTensorProto tensor in graph.SparseInitializer)
        {
            string name = tensor.Values?.Name ?? throw new ImportException("A sparse initialiser has no values.");
            CheckNew(name);
            _sparse.Add(name, tensor.Indices is null ? throw new ImportException($"The sparse initialiser {Quoted.Name(name)} has no indices.") : tensor);
        }

        // Old files list initialisers among the inputs too.
        Inputs = [.. graph.Input.Where(input => !IsStored(input.Name)).Select(input => GraphValue.Read(input, "input"))];
        if (Inputs.Count == 0)
        {
            throw new ImportException("The model has no input.");
        }

        Outputs = [.. graph.Output.Select(output => GraphValue.Read(output, "output"))];
        _inputs = [.. Inputs.Select(input => input.Name)];
        Nodes = [.. NodeExpansion.Of(model, Opset).Select(node => new OnnxNode(node.Node, node.Index, node.Opset, _tensors) { IsOfNames = node.Index < graph.Node.Count && graph.Node[node.Index].OpType == "ZipMap" })];
        foreach (OnnxNode node in Nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (_inputs.Contains(output) || IsStored(output) || !_producers.TryAdd(output, node))
                {
                    throw node.Error($"has the output {Quoted.Name(output)}, a name that another value has already.");
                }
            }
        }
    }

    /// <summary>The model's inputs, without the stored tensors.</summary>
    public IReadOnlyList<GraphValue> Inputs { get; }

    /// <summary>The model's outputs, as the file declares them.</summary>
    public IReadOnlyList<GraphValue> Outputs { get; }

    /// <summary>All nodes, in the order of the file.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The version of the standard operators.</summary>
    public long Opset { get; }

    /// <summary>The program that wrote the file, as the file names it.</summary>
    public string Writer { get; }

    public WorkBudget Budget { get; }

    /// <summary>The graph as it is in the file.</summary>
    public GraphProto Proto => _model.Graph;

    /// <summary>A text of the file's metadata; null if there is none of that key.</summary>
    public string? Metadata(string key) => _model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>The node whose result a value is; null for stored tensors and inputs.</summary>
    /// <param name="name">The value.</param>
    /// <param name="consumer">The node that takes it; null for an output of the model.</param>
    /// <exception cref="ImportException">There is no such value.</exception>
    public OnnxNode? Producer(string name, OnnxNode? consumer = null)
    {
        if (_producers.TryGetValue(name, out OnnxNode? node))
        {
            return node;
        }

        return _inputs.Contains(name) || IsStored(name) ? null
            : throw (consumer?.Error($"takes {Quoted.Name(name)}, which is neither the result of a node nor stored in the file nor the model's input.")
                ?? new ImportException($"The model's output {Quoted.Name(name)} is not the result of a node."));
    }

    /// <summary>Whether a value is stored in the file.</summary>
    public bool IsStored(string name) => _stored.ContainsKey(name) || _sparse.ContainsKey(name);

    /// <summary>Whether there is a value of a name.</summary>
    public bool Has(string name) => _producers.ContainsKey(name) || _inputs.Contains(name) || IsStored(name);

    /// <summary>A value that is stored in the file.</summary>
    public Tensor Stored(string name)
    {
        if (!_read.TryGetValue(name, out Tensor? tensor))
        {
            string what = $"Initialiser {Quoted.Name(name)}";
            _read.Add(name, tensor = _stored.TryGetValue(name, out TensorProto? dense) ? _tensors.Read(dense, what) : _tensors.Read(_sparse[name], what));
        }

        return tensor;
    }

    private void CheckNew(string name)
    {
        if (IsStored(name))
        {
            throw new ImportException($"The initialiser {Quoted.Name(name)} is defined twice.");
        }
    }

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
