using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>Finds the outputs of a graph that a class can compute, and gives the reasons why others cannot be.</summary>
internal sealed class OutputChoice
{
    /// <summary>Operators whose weights make a value more than a part of an input.</summary>
    private static readonly HashSet<string> Products = ["Gemm", "MatMul", "Conv", "LSTM", "GRU", "RNN"];

    /// <summary>Nodes behind a choice of the greatest value: their results are its numbers or names.</summary>
    private static readonly HashSet<string> OfLabels = ["Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Gather", "Add", "Sub", "ai.onnx.ml.LabelEncoder"];

    private readonly OnnxGraph _graph;
    private readonly List<string> _notes = [];

    private OutputChoice(OnnxGraph graph) => _graph = graph;

    /// <summary>The outputs that are worth a try, and notes about those that are not.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">The ones that are asked for; empty for those that depend on inputs and weights.</param>
    public static (IReadOnlyList<GraphValue> Outputs, IReadOnlyList<string> Notes) Of(OnnxGraph graph, IReadOnlyList<string> names)
    {
        OutputChoice choice = new(graph);
        IReadOnlyList<GraphValue> outputs = names.Count > 0 ? [.. names.Select(choice.Named)] : choice.Default();
        return (outputs, choice._notes);
    }

    /// <summary>An output by its name, or the result of a node.</summary>
    private GraphValue Named(string name) => WithoutNames(_graph.Outputs.FirstOrDefault(output => output.Name == name)
        ?? (_graph.Has(name) ? new GraphValue(name, ElementType.Unknown, null, null) : throw new ImportException($"The model has no output {Quoted.Name(name)}.")));

    private IReadOnlyList<GraphValue> Default()
    {
        if (_graph.Outputs.Count == 0)
        {
            throw new ImportException("The model has no output.");
        }

        if (_graph.Outputs.Count == 1)
        {
            GraphValue only = WithoutNames(_graph.Outputs[0]);
            return [BeforeLabels(only) ?? only];
        }

        (GraphValue Output, bool HasInput, bool HasProduct)[] outputs = [.. _graph.Outputs.Select(output => (output, Depends(output.Name, product: false), Depends(output.Name, product: true)))];
        bool anyProduct = outputs.Any(output => output.HasInput && output.HasProduct);
        List<GraphValue> chosen = [], labels = [];
        foreach ((GraphValue output, bool hasInput, bool hasProduct) in outputs)
        {
            if (!hasInput)
            {
                _notes.Add($"The output {Quoted.Name(output.Name)} is left out: it does not depend on the model's input.");
            }
            else if (anyProduct && !hasProduct)
            {
                _notes.Add($"The output {Quoted.Name(output.Name)} is left out: it is made of what the model is given without weights.");
            }
            else if (WithoutNames(output) is { Problem: null } value && BeforeLabels(value) is null)
            {
                chosen.Add(value);
            }
            else
            {
                labels.Add(output);
            }
        }

        if (chosen.Count == 0 && labels.Count > 0)
        {
            return [.. labels.Select(label => BeforeLabels(label) ?? label).DistinctBy(value => value.Name)];
        }

        foreach (GraphValue label in labels)
        {
            _notes.Add($"The output {Quoted.Name(label.Name)} is left out: it holds labels or the places of greatest values, not rows of numbers.");
        }

        return chosen.Count > 0 ? chosen : _graph.Outputs;
    }

    /// <summary>Probabilities that are given with the names of their classes, as the numbers that they are.</summary>
    private GraphValue WithoutNames(GraphValue output) => output.Problem is not null && _graph.Has(output.Name) && _graph.Producer(output.Name) is { Operator: "Identity", IsOfNames: true }
        ? output with { Problem = null }
        : output;

    /// <summary>The value whose ArgMax, ArgMin or TopK an output is; null if it is none of these.</summary>
    private GraphValue? BeforeLabels(GraphValue output)
    {
        string name = output.Name;
        for (int n = 0; n < Limits.Depth && _graph.Has(name) && _graph.Producer(name) is { } node; n++)
        {
            if (node.Operator is "ArgMax" or "ArgMin" or "TopK" && node.Inputs.Count > 0)
            {
                bool isGiven = _graph.Outputs.Any(other => other.Name == node.Inputs[0]);
                if (!isGiven)
                {
                    _notes.Add($"{node.Display} is left out: the class gives the values of which it takes the greatest.");
                }

                return new GraphValue(node.Inputs[0], ElementType.Unknown, null, null);
            }

            // Of labels by their numbers the numbers come second.
            if (!OfLabels.Contains(node.Operator) || node.Inputs.FirstOrDefault(input => input.Length > 0 && _graph.Has(input) && !_graph.IsStored(input) && Depends(input, product: false)) is not { } next)
            {
                return null;
            }

            name = next;
        }

        return null;
    }

    /// <summary>Whether a value depends on an input of the model or on a product.</summary>
    private bool Depends(string name, bool product)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([name]);
        while (open.TryPop(out string? value))
        {
            if (value.Length == 0 || !seen.Add(value) || !_graph.Has(value))
            {
                continue;
            }

            OnnxNode? node = _graph.Producer(value);
            if (node is null ? !product && !_graph.IsStored(value) : product && Products.Contains(node.Operator))
            {
                return true;
            }

            foreach (string input in node?.Inputs ?? [])
            {
                open.Push(input);
            }
        }

        return false;
    }
}
