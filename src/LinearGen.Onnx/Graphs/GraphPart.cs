namespace LinearGen.Onnx.Graphs;

/// <summary>The part of a graph that some of its outputs depend on.</summary>
internal sealed class GraphPart
{
    /// <summary>Finds the nodes and inputs that outputs depend on.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">The outputs, in the order of a row.</param>
    /// <exception cref="ImportException">The graph has a cycle, or a value comes from nowhere.</exception>
    public GraphPart(OnnxGraph graph, IReadOnlyList<GraphValue> outputs)
    {
        Graph = graph;
        Outputs = outputs;
        Nodes = GraphOrder.Of(graph, outputs.Select(output => output.Name));
        HashSet<string> used = [.. Nodes.SelectMany(node => node.Inputs), .. outputs.Select(output => output.Name)];
        Inputs = [.. graph.Inputs.Where(input => used.Contains(input.Name))];
    }

    public OnnxGraph Graph { get; }

    /// <summary>The inputs that the outputs depend on, in the order of the file.</summary>
    public IReadOnlyList<GraphValue> Inputs { get; }

    public IReadOnlyList<GraphValue> Outputs { get; }

    /// <summary>The nodes, each behind those that it depends on.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }
}
