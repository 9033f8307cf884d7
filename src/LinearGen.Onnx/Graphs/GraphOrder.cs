namespace LinearGen.Onnx.Graphs;

/// <summary>Sorts a graph's nodes, and leaves out those whose results are not used.</summary>
internal static class GraphOrder
{
    /// <summary>The nodes that some values depend on, each behind those that it depends on.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">The names of the values.</param>
    /// <exception cref="ImportException">The graph has a cycle, or a value comes from nowhere.</exception>
    public static IReadOnlyList<OnnxNode> Of(OnnxGraph graph, IEnumerable<string> outputs)
    {
        List<OnnxNode> ordered = [];
        HashSet<OnnxNode> open = [], done = [];

        // Depth first, with a stack of our own: a file may have a chain as long as it likes. A node is visited twice, before and after the nodes that it depends on.
        Stack<OnnxNode> stack = [];
        foreach (string output in outputs)
        {
            if (graph.Producer(output) is { } last)
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
                    if (graph.Producer(name, node) is not { } before || done.Contains(before))
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
        }

        return ordered;
    }
}
