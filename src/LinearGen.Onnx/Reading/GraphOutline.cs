using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Reading;

/// <summary>An input or output of a graph, in words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its sizes, open ones by their names.</param>
internal sealed record ValueOutline(string Name, string Type, string Shape);

/// <summary>A node of a graph, in words.</summary>
/// <param name="Display">As messages call it.</param>
/// <param name="Name">Its name, or its number.</param>
/// <param name="Operator">Its operator, with the domain if that is not the standard's.</param>
/// <param name="Inputs">The names of the values it takes.</param>
/// <param name="Outputs">The names of the values it gives.</param>
internal sealed record NodeOutline(string Display, string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>Whether a message is about this node: messages begin with their subject.</summary>
    public bool IsNamedBy(string message) => message.StartsWith(Display + " ", StringComparison.Ordinal);
}

/// <summary>The structure of a graph as its file has it, whether or not it can be imported.</summary>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Nodes">The nodes that its outputs depend on, in the order of the file.</param>
internal sealed record GraphOutline(IReadOnlyList<ValueOutline> Inputs, IReadOnlyList<ValueOutline> Outputs, IReadOnlyList<NodeOutline> Nodes)
{
    /// <summary>The outline of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">The outputs that are wanted; empty for all.</param>
    public static GraphOutline Of(GraphProto graph, IReadOnlyList<string> outputs)
    {
        HashSet<string> inputs = [.. OnnxImportOptions.InputNames(graph)];
        return new GraphOutline(
            [.. graph.Input.Where(input => inputs.Contains(input.Name)).Select(Describe)],
            [.. graph.Output.Select(Describe)],
            Needed(graph, outputs.Count > 0 ? outputs : [.. graph.Output.Select(output => output.Name)]));
    }

    private static NodeOutline[] Needed(GraphProto graph, IReadOnlyList<string> outputs)
    {
        ILookup<string, NodeProto> producers = graph.Node.SelectMany(node => node.Output.Select(output => (output, node))).ToLookup(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        HashSet<NodeProto> needed = new(ReferenceEqualityComparer.Instance);
        Stack<string> open = new(outputs);
        while (open.TryPop(out string? name))
        {
            foreach (NodeProto node in producers[name].Where(needed.Add))
            {
                foreach (string input in node.Input.Where(input => input.Length > 0))
                {
                    open.Push(input);
                }
            }
        }

        return [.. graph.Node.Select((node, index) => (node, index)).Where(pair => needed.Contains(pair.node)).Select(pair => Describe(pair.node, pair.index))];
    }

    private static NodeOutline Describe(NodeProto node, int index) => new(
        OnnxNode.DisplayOf(node, index),
        OnnxNode.NameOf(node, index),
        OnnxNode.OperatorOf(node),
        [.. node.Input.Where(name => name.Length > 0)],
        [.. node.Output.Where(name => name.Length > 0)]);

    private static ValueOutline Describe(ValueInfoProto value) => value.Type?.TensorType is not { } tensor
        ? new ValueOutline(value.Name, value.Type is null ? "unknown" : "no tensor", "")
        : new ValueOutline(
            value.Name,
            tensor.ElemType == 0 ? "unknown" : ElementTypes.Display(tensor.ElemType),
            tensor.Shape is null ? "unknown" : $"[{string.Join(", ", tensor.Shape.Dim.Select(Describe))}]");

    private static string Describe(DimensionProto size) => size.HasDimValue ? FormattableString.Invariant($"{size.DimValue}") : size.DimParam.Length > 0 ? Quoted.Text(size.DimParam) : "?";
}
