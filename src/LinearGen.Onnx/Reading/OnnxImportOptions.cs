using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Reading;

/// <summary>The choice of a graph's inputs and outputs for an import.</summary>
/// <param name="Inputs">The inputs that make up a row, in this order; empty for the inputs that the outputs depend on.</param>
/// <param name="Outputs">The outputs that are wanted, in this order, or other results of nodes; empty for the outputs that depend on the inputs and on weights.</param>
internal sealed record OnnxImportOptions(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    private const int MostNames = 12;

    /// <summary>Nothing is chosen.</summary>
    public static OnnxImportOptions None { get; } = new([], []);

    /// <summary>Whether the user has said anything.</summary>
    public bool IsEmpty => Inputs.Count == 0 && Outputs.Count == 0;

    /// <summary>The names of the values that a model takes: old files list initialisers among them.</summary>
    public static IReadOnlyList<string> InputNames(GraphProto graph)
    {
        HashSet<string> stored = [.. graph.Initializer.Select(tensor => tensor.Name)];
        return [.. graph.Input.Select(input => input.Name).Where(name => !stored.Contains(name))];
    }

    /// <summary>Whether a graph has an output, or a result of a node, of this name.</summary>
    public static bool HasResult(GraphProto graph, string name) => name.Length > 0 && (graph.Output.Any(output => output.Name == name) || graph.Node.Any(node => node.Output.Contains(name)));

    /// <summary>Checks that the names are those of a graph.</summary>
    /// <exception cref="ImportException">One is not, or is given twice.</exception>
    public void Check(GraphProto graph)
    {
        IReadOnlyList<string> inputs = InputNames(graph);
        Check("--input", Inputs, inputs.Contains, inputs);
        Check("--output", Outputs, name => HasResult(graph, name), [.. graph.Output.Select(output => output.Name)]);
    }

    private static void Check(string option, IReadOnlyList<string> names, Func<string, bool> exists, IReadOnlyList<string> known)
    {
        foreach ((string name, int index) in names.Select((name, index) => (name, index)))
        {
            if (!exists(name))
            {
                throw new ImportException($"{option} {Quoted.Name(name)}: the model has none of that name; it has {string.Join(", ", known.Take(MostNames).Select(Quoted.Name))}{(known.Count > MostNames ? " …" : "")}.");
            }

            if (names.Take(index).Contains(name))
            {
                throw new ImportException($"{option} {Quoted.Name(name)} is given twice.");
            }
        }
    }
}
