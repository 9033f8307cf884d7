using Google.Protobuf;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Graphs;

/// <summary>A node that stands for one of the file's.</summary>
/// <param name="Node">The node.</param>
/// <param name="Index">The place in the file of the one that it stands for.</param>
/// <param name="Opset">The version of its operators.</param>
internal sealed record ExpandedNode(NodeProto Node, int Index, long Opset);

/// <summary>Writes out the functions that a file defines, and operators of other domains that stand for several of the standard.</summary>
internal sealed class NodeExpansion
{
    /// <summary>The greatest depth of functions within functions.</summary>
    private const int Depth = 16;

    private readonly Dictionary<(string Domain, string Name), FunctionProto> _functions = [];
    private readonly List<ExpandedNode> _nodes = [];
    private int _names;

    private NodeExpansion(ModelProto model)
    {
        foreach (FunctionProto function in model.Functions)
        {
            if (!_functions.TryAdd((function.Domain, function.Name), function))
            {
                throw new ImportException($"The function {Quoted.Name(function.Name)} is defined twice.");
            }
        }
    }

    /// <summary>A model's nodes with all of this written out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="opset">The version of its operators.</param>
    /// <exception cref="ImportException">A function takes itself, or there are too many nodes.</exception>
    public static IReadOnlyList<ExpandedNode> Of(ModelProto model, long opset)
    {
        NodeExpansion expansion = new(model);
        for (int n = 0; n < model.Graph.Node.Count; n++)
        {
            expansion.Add(model.Graph.Node[n], n, opset, 0);
        }

        return expansion._nodes;
    }

    private void Add(NodeProto node, int index, long opset, int depth)
    {
        if (_functions.TryGetValue((node.Domain, node.OpType), out FunctionProto? function))
        {
            Inline(function, node, index, opset, depth);
            return;
        }

        foreach (NodeProto part in Shorthands.Expand(node, Name) ?? [node])
        {
            if (_nodes.Count == Limits.Messages)
            {
                throw new ImportException($"The model has more than {Limits.Messages} nodes, those of its functions among them; a chain of layers does not.");
            }

            _nodes.Add(new ExpandedNode(part, index, opset));
        }
    }

    private void Inline(FunctionProto function, NodeProto call, int index, long opset, int depth)
    {
        string what = $"{OnnxNode.DisplayOf(call, index)} is a function of the file and";
        if (depth == Depth)
        {
            throw new ImportException($"{what} is nested in more than {Depth} others, or calls itself.");
        }

        if (call.Input.Count > function.Input.Count || call.Output.Count > function.Output.Count)
        {
            throw new ImportException($"{what} takes {function.Input.Count} values and gives {function.Output.Count}; it is given {call.Input.Count} and asked for {call.Output.Count}.");
        }

        Dictionary<string, string> names = new(StringComparer.Ordinal) { [""] = "" };
        for (int n = 0; n < function.Input.Count; n++)
        {
            names[function.Input[n]] = n < call.Input.Count ? call.Input[n] : "";
        }

        // A result may be a parameter that is passed on; it needs a node of its own.
        List<NodeProto> passed = [];
        for (int n = 0; n < call.Output.Count; n++)
        {
            string inner = function.Output[n];
            if (call.Output[n].Length == 0)
            {
                continue;
            }

            if (names.TryGetValue(inner, out string? given))
            {
                passed.Add(new NodeProto { OpType = "Identity", Name = call.Name, Input = { given }, Output = { call.Output[n] } });
            }
            else
            {
                names.Add(inner, call.Output[n]);
            }
        }

        OperatorSetIdProto? own = function.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx");
        foreach (NodeProto node in function.Node)
        {
            NodeProto copy = new() { OpType = node.OpType, Domain = node.Domain, Name = call.Name.Length > 0 ? call.Name : node.Name };
            copy.Input.AddRange(node.Input.Select(Renamed));
            copy.Output.AddRange(node.Output.Select(Renamed));
            foreach (AttributeProto attribute in node.Attribute)
            {
                if (attribute.RefAttrName.Length == 0)
                {
                    copy.Attribute.Add(attribute);
                }
                else if ((call.Attribute.FirstOrDefault(given => given.Name == attribute.RefAttrName) ?? function.AttributeProto.FirstOrDefault(given => given.Name == attribute.RefAttrName)) is { } value)
                {
                    AttributeProto renamed = value.Clone();
                    renamed.Name = attribute.Name;
                    copy.Attribute.Add(renamed);
                }
            }

            Add(copy, index, own?.Version ?? opset, depth + 1);
        }

        passed.ForEach(node => Add(node, index, opset, depth + 1));

        string Renamed(string name)
        {
            if (!names.TryGetValue(name, out string? renamed))
            {
                names.Add(name, renamed = Name());
            }

            return renamed;
        }
    }

    /// <summary>A name that no file has.</summary>
    private string Name() => FormattableString.Invariant($"\u0001{_names++}");
}
