using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx;

/// <summary>Computes a whole graph in double, node by node, as it is in the file.</summary>
/// <param name="graph">The graph.</param>
/// <param name="budget">What may be computed.</param>
internal sealed class GraphRunner(OnnxGraph graph, WorkBudget budget)
{
    private readonly NodeEvaluator _evaluator = new(budget);

    /// <summary>Outputs of rows, as many as there are, in runs of as many as the model takes.</summary>
    /// <param name="rows">[rows, width].</param>
    /// <param name="width">Values per row, In of the first layer.</param>
    /// <returns>[rows, Out].</returns>
    /// <exception cref="ImportException">Shapes do not fit.</exception>
    public double[] Run(double[] rows, int width)
    {
        int[] shape = InputShape(width);
        int values = (int)Tensor.Count(shape);
        List<double> results = [];
        for (int start = 0; start < rows.Length; start += values)
        {
            // A model with a fixed number of rows gets its rows over and over.
            double[] input = new double[values];
            for (int n = 0; n < values; n++)
            {
                input[n] = rows[(start + n) % rows.Length];
            }

            results.AddRange(Run(new Tensor(graph.Input.Type == ElementType.Unknown ? ElementType.Float : graph.Input.Type, shape, input)).Values);
        }

        int runs = (rows.Length + values - 1) / values;
        int rowsPerRun = values / width;
        return results.Count % (runs * rowsPerRun) == 0
            ? [.. results.Take(results.Count / (runs * rowsPerRun) * (rows.Length / width))]
            : throw new ImportException($"The model gives {results.Count / runs} values for {rowsPerRun} rows, which are not as many for each.");
    }

    private Tensor Run(Tensor input)
    {
        Dictionary<string, Tensor> values = new(StringComparer.Ordinal) { [graph.Input.Name] = input };
        ILookup<OnnxNode, string> lastUses = LastUses();
        foreach (OnnxNode node in graph.Nodes)
        {
            values[node.Outputs[0]] = _evaluator.Evaluate(node, [.. node.Inputs.Select(name => name.Length == 0 ? null : values.TryGetValue(name, out Tensor? value) ? value : graph.Stored(name))]);
            foreach (string name in lastUses[node])
            {
                values.Remove(name);
            }
        }

        return values[graph.Output.Name];
    }

    /// <summary>The values that nobody needs after a node.</summary>
    private ILookup<OnnxNode, string> LastUses()
    {
        Dictionary<string, OnnxNode> last = new(StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string name in node.Inputs.Where(name => name.Length > 0))
            {
                last[name] = node;
            }
        }

        last.Remove(graph.Output.Name);
        return last.ToLookup(use => use.Value, use => use.Key);
    }

    /// <summary>The shape that the model's input gets: sizes that are open become 1, or what a row needs.</summary>
    private int[] InputShape(int width)
    {
        long?[] declared = graph.Input.Shape is { Count: > 0 } given ? [.. given] : [null, width];
        declared[^1] ??= width;
        int[] shape = [.. declared.Select(size => (int)(size ?? 1))];
        UInt128 count = shape.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)size, ulong.MaxValue));
        if (count % (UInt128)width != 0)
        {
            throw new ImportException($"The model's input {Quoted.Name(graph.Input.Name)} is {Quoted.Shape(graph.Input.Shape!)}, but its first layer takes rows of {width} values.");
        }

        UInt128 rows = count / (UInt128)width;
        return rows <= Limits.FixedRows ? shape : throw new ImportException(
            $"The model's input {Quoted.Name(graph.Input.Name)} is {Quoted.Shape(graph.Input.Shape!)}: a fixed number of {rows} rows. Supported are up to {Limits.FixedRows}, or an open number (dynamic_axes in torch.onnx.export).");
    }
}
