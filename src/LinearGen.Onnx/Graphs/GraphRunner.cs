using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>An input of a graph and how many values of a row are its own.</summary>
/// <param name="Value">The input.</param>
/// <param name="Width">Its values per row.</param>
internal sealed record RowPart(GraphValue Value, int Width);

/// <summary>Computes a part of a graph in double, node by node, as it is in the file.</summary>
/// <param name="part">The part.</param>
/// <param name="inputs">The inputs that make up a row, in order.</param>
/// <param name="budget">The limit on computation.</param>
internal sealed class GraphRunner(GraphPart part, IReadOnlyList<RowPart> inputs, WorkBudget budget)
{
    private readonly NodeEvaluator _evaluator = new(budget);
    private readonly int _width = inputs.Sum(input => input.Width);

    /// <summary>Outputs of rows, as many as there are, in runs of as many as the model takes.</summary>
    /// <param name="rows">[rows, the inputs' widths together].</param>
    /// <returns>[rows, Out].</returns>
    /// <exception cref="ImportException">Shapes do not fit.</exception>
    public double[] Run(double[] rows)
    {
        int count = rows.Length / _width;
        int[][] shapes = [.. inputs.Select(Shape)];
        int[] perRun = [.. inputs.Select((input, n) => (int)(Tensor.Count(shapes[n]) / input.Width)).Distinct()];
        if (perRun.Length != 1)
        {
            throw new ImportException($"The model's inputs {string.Join(", ", inputs.Select((input, n) => $"{Quoted.Name(input.Value.Name)} {Quoted.Shape(shapes[n])}"))} have different numbers of rows.");
        }

        List<double> results = [];
        int valuesPerRow = 0;
        for (int start = 0; start < count; start += perRun[0])
        {
            // A model with a fixed number of rows gets its rows over and over.
            double[][] run = [.. Enumerable.Range(start, perRun[0]).Select(row => rows.AsSpan(row % count * _width, _width).ToArray())];
            Tensor[] outputs = Run(run, shapes);
            if (outputs.FirstOrDefault(output => output.Values.Length % run.Length != 0) is { } uneven)
            {
                throw new ImportException($"The model gives {uneven.Values.Length} values for {run.Length} rows; expected the same number for each row.");
            }

            valuesPerRow = outputs.Sum(output => output.Values.Length / run.Length);
            for (int row = 0; row < run.Length; row++)
            {
                foreach (Tensor output in outputs)
                {
                    int width = output.Values.Length / run.Length;
                    results.AddRange(output.Values.AsSpan(row * width, width));
                }
            }
        }

        return [.. results.Take(count * valuesPerRow)];
    }

    private Tensor[] Run(double[][] rows, int[][] shapes)
    {
        Dictionary<string, Tensor> values = new(StringComparer.Ordinal);
        int start = 0;
        foreach ((RowPart input, int[] shape) in inputs.Zip(shapes))
        {
            int first = start;
            ElementType type = input.Value.Type == ElementType.Unknown ? ElementType.Float : input.Value.Type;
            values[input.Value.Name] = new Tensor(type, shape, [.. rows.SelectMany(row => row.AsSpan(first, input.Width).ToArray())]);
            start += input.Width;
        }

        ILookup<OnnxNode, string> lastUses = LastUses();
        foreach (OnnxNode node in part.Nodes)
        {
            IReadOnlyList<Tensor> results = _evaluator.Evaluate(node, [.. node.Inputs.Select(name => name.Length == 0 ? null : Find(name, values, node))]);
            foreach ((string name, Tensor result) in node.Outputs.Zip(results))
            {
                values[name] = result;
            }

            foreach (string name in lastUses[node])
            {
                values.Remove(name);
            }
        }

        return [.. part.Outputs.Select(output => Find(output.Name, values, null))];
    }

    private Tensor Find(string name, Dictionary<string, Tensor> values, OnnxNode? node) => values.TryGetValue(name, out Tensor? value) ? value
        : part.Graph.IsStored(name) ? part.Graph.Stored(name)
        : throw (node?.Error($"takes {Quoted.Name(name)}, a second output of its node; only first ones are supported.") ?? new ImportException($"The model's output {Quoted.Name(name)} is a node's second output; only first ones are supported."));

    /// <summary>The values that are not needed after a node.</summary>
    private ILookup<OnnxNode, string> LastUses()
    {
        Dictionary<string, OnnxNode> last = new(StringComparer.Ordinal);
        foreach (OnnxNode node in part.Nodes)
        {
            foreach (string name in node.Inputs.Where(name => name.Length > 0))
            {
                last[name] = node;
            }
        }

        foreach (GraphValue output in part.Outputs)
        {
            last.Remove(output.Name);
        }

        return last.ToLookup(use => use.Value, use => use.Key);
    }

    /// <summary>The shape that an input gets: sizes that are open become 1, or the size that a row needs.</summary>
    private static int[] Shape(RowPart part)
    {
        (GraphValue input, int width) = part;
        long?[] declared = input.Shape is { Count: > 0 } given ? [.. given] : [null, width];

        // The last open size is the row's, if the others do not make up its width.
        UInt128 known = declared.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)(size ?? 1), ulong.MaxValue));
        int last = Array.FindLastIndex(declared, size => size is null);
        if (last > 0 && known < (UInt128)width && (UInt128)width % known == 0)
        {
            declared[last] = (long)((UInt128)width / known);
        }

        int[] shape = [.. declared.Select(size => (int)(size ?? 1))];
        UInt128 count = shape.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (UInt128)size, ulong.MaxValue));
        if (count % (UInt128)width != 0)
        {
            throw new ImportException($"The model's input {Quoted.Name(input.Name)} is {Quoted.Shape(input.Shape!)}, but its first layer takes rows of {width} values.");
        }

        UInt128 rows = count / (UInt128)width;
        return rows <= Limits.FixedRows ? shape : throw new ImportException(
            $"The model's input {Quoted.Name(input.Name)} is {Quoted.Shape(input.Shape!)}: a fixed number of {rows} rows. Supported are up to {Limits.FixedRows}, or an open number (dynamic_axes in torch.onnx.export).");
    }
}
