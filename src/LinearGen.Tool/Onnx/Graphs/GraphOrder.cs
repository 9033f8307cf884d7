namespace LinearGen.Tool.Onnx.Graphs;

/// <summary>Sorts a graph's nodes, and leaves out those whose results nobody takes.</summary>
internal static class GraphOrder
{
    /// <summary>The nodes that the output depends on, each behind those that it depends on.</summary>
    /// <param name="nodes">All nodes, in any order.</param>
    /// <param name="graph">The graph, but for its nodes.</param>
    /// <exception cref="ImportException">The graph has a cycle, or a value comes from nowhere or twice.</exception>
    public static IReadOnlyList<OnnxNode> Of(IReadOnlyList<OnnxNode> nodes, OnnxGraph graph)
    {
        Dictionary<string, OnnxNode> producers = Producers(nodes, graph);
        List<OnnxNode> ordered = [];
        HashSet<OnnxNode> open = [], done = [];

        // Depth first, with a stack of our own: a file may have a chain as long as it likes. A node is looked at twice, before and after what it depends on.
        Stack<OnnxNode> stack = [];
        if (Producer(graph.Output.Name, producers, graph) is { } last)
        {
            stack.Push(last);
        }

        while (stack.TryPop(out OnnxNode? node))
        {
            if (done.Contains(node))
            {
                continue;
            }

            if (!open.Add(node))
            {
                done.Add(node);
                ordered.Add(node);
                continue;
            }

            stack.Push(node);
            foreach (string name in node.Inputs.Where(name => name.Length > 0))
            {
                if (Producer(name, producers, graph, node) is not { } before || done.Contains(before))
                {
                    continue;
                }

                if (open.Contains(before))
                {
                    throw node.Error($"is part of a cycle: its input {Quoted.Name(name)} depends on its own result.");
                }

                stack.Push(before);
            }
        }

        return ordered;
    }

    private static Dictionary<string, OnnxNode> Producers(IEnumerable<OnnxNode> nodes, OnnxGraph graph)
    {
        Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
        foreach (OnnxNode node in nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (output == graph.Input.Name || graph.IsStored(output) || !producers.TryAdd(output, node))
                {
                    throw node.Error($"has the output {Quoted.Name(output)}, a name that another value has already.");
                }
            }
        }

        return producers;
    }

    private static OnnxNode? Producer(string name, Dictionary<string, OnnxNode> producers, OnnxGraph graph, OnnxNode? consumer = null)
    {
        if (producers.TryGetValue(name, out OnnxNode? node))
        {
            return node;
        }

        return name == graph.Input.Name || graph.IsStored(name) ? null
            : throw (consumer?.Error($"takes {Quoted.Name(name)}, which is no node's result, not stored in the file and not the model's input.")
                ?? new ImportException($"The model's output {Quoted.Name(name)} is no node's result."));
    }
}
