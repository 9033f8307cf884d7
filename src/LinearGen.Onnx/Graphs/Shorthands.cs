using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Graphs;

/// <summary>Operators of other domains that are several of the standard's: those that ONNX Runtime's optimiser joins, and those of scikit-learn's models.</summary>
internal static class Shorthands
{
    private const string Runtime = "com.microsoft", Learning = "ai.onnx.ml";

    /// <summary>The nodes that a node stands for, or null if it stands for itself.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">Gives unique names.</param>
    public static IReadOnlyList<NodeProto>? Expand(NodeProto node, Func<string> name) => (node.Domain, node.OpType) switch
    {
        (Runtime, "FusedGemm") => FusedGemm(node, name()),
        (Runtime, "Gelu") => [Node("Gelu", node, node.Input, node.Output)],
        (Runtime, "FastGelu") => AfterSum(node, name(), NodeAttributes.Text("approximate", "tanh")),
        (Runtime, "BiasGelu") => AfterSum(node, name()),
        (Runtime, "QuickGelu") => [Node("Swish", node, node.Input, node.Output, NodeAttributes.Number("alpha", Find(node, "alpha") is { HasF: true } alpha ? alpha.F : 1.702f))],
        (Learning, "Scaler") => Scaler(node, name),
        (Learning, "LinearRegressor") => LinearRegressor(node, name),
        (Learning, "LinearClassifier") => LinearClassifier(node, name),
        (Learning, "ArrayFeatureExtractor") => [Node("Gather", node, node.Input, node.Output, NodeAttributes.Integer("axis", -1))],
        (Learning, "ZipMap") => [Node("Identity", node, node.Input, node.Output)],
        _ => null,
    };

    private static NodeProto[] FusedGemm(NodeProto node, string sums)
    {
        string activation = Find(node, "activation")?.S.ToStringUtf8() ?? "";
        NodeProto gemm = Node("Gemm", node, node.Input, [sums]);
        gemm.Attribute.AddRange(node.Attribute.Where(attribute => attribute.Name is "alpha" or "beta" or "transA" or "transB"));
        NodeProto after = Node(activation.Length > 0 ? activation : "Identity", node, [sums], node.Output);
        foreach ((string own, string standard) in new[] { ("activation_alpha", "alpha"), ("activation_beta", "beta"), ("activation_gamma", "gamma") })
        {
            if (Find(node, own) is { HasF: true } given)
            {
                after.Attribute.Add(NodeAttributes.Number(standard, given.F));
            }
        }

        return [gemm, after];
    }

    /// <summary>Gelu of a sum with a bias, which may be left out.</summary>
    private static NodeProto[] AfterSum(NodeProto node, string sum, params AttributeProto[] attributes) => node.Input.Count < 2 || node.Input[1].Length == 0
        ? [Node("Gelu", node, node.Input.Take(1), node.Output, attributes)]
        : [Node("Add", node, node.Input, [sum]), Node("Gelu", node, [sum], node.Output, attributes)];

    private static NodeProto[] Scaler(NodeProto node, Func<string> name)
    {
        List<NodeProto> nodes = [];
        string last = node.Input.FirstOrDefault() ?? "";
        foreach ((string attribute, string operation) in new[] { ("offset", "Sub"), ("scale", "Mul") })
        {
            if (Find(node, attribute) is { Floats.Count: > 0 } found)
            {
                (string constant, string result) = (name(), name());
                nodes.Add(Constant(node, constant, [found.Floats.Count], found.Floats));
                nodes.Add(Node(operation, node, [last, constant], [result]));
                last = result;
            }
        }

        return [.. nodes, Node("Identity", node, [last], node.Output)];
    }

    private static List<NodeProto>? LinearRegressor(NodeProto node, Func<string> name) =>
        Linear(node, name, (int)(Find(node, "targets") is { HasI: true } targets ? targets.I : 1), node.Output.Take(1));

    private static IReadOnlyList<NodeProto>? LinearClassifier(NodeProto node, Func<string> name)
    {
        int classes = Math.Max(Find(node, "classlabels_ints")?.Ints.Count ?? 0, Find(node, "classlabels_strings")?.Strings.Count ?? 0);
        int rows = Find(node, "intercepts")?.Floats.Count ?? classes;

        // Two classes of one row of coefficients get a second column by rules of their own.
        if (classes < 2 || rows != classes || Linear(node, name, classes, [node.Output.Count > 1 && node.Output[1].Length > 0 ? node.Output[1] : name()]) is not { } scores)
        {
            return null;
        }

        return [.. scores, Node("ArgMax", node, [scores[^1].Output[0]], node.Output.Take(1), NodeAttributes.Integer("axis", 1), NodeAttributes.Integer("keepdims", 0))];
    }

    /// <summary>x·Cᵀ + b and a function of it; null for functions that the standard does not have.</summary>
    private static List<NodeProto>? Linear(NodeProto node, Func<string> name, int rows, IEnumerable<string> result)
    {
        string? function = (Find(node, "post_transform")?.S.ToStringUtf8() ?? "NONE") switch
        {
            "NONE" => "Identity",
            "LOGISTIC" => "Sigmoid",
            "SOFTMAX" => "Softmax",
            _ => null,
        };
        if (function is null || Find(node, "coefficients") is not { Floats.Count: > 0 } coefficients || rows < 1 || coefficients.Floats.Count % rows != 0)
        {
            return null;
        }

        (string matrix, string sums, string bias) = (name(), name(), "");
        List<NodeProto> nodes = [Constant(node, matrix, [rows, coefficients.Floats.Count / rows], coefficients.Floats)];
        if (Find(node, "intercepts") is { Floats.Count: > 0 } intercepts)
        {
            nodes.Add(Constant(node, bias = name(), [intercepts.Floats.Count], intercepts.Floats));
        }

        nodes.Add(Node("Gemm", node, [.. node.Input.Take(1), matrix, bias], [sums], NodeAttributes.Integer("transB", 1)));
        nodes.Add(function == "Softmax" ? Node(function, node, [sums], result, NodeAttributes.Integer("axis", -1)) : Node(function, node, [sums], result));
        return nodes;
    }

    private static NodeProto Constant(NodeProto of, string name, IEnumerable<int> shape, IEnumerable<float> values)
    {
        TensorProto tensor = new() { DataType = (int)ElementType.Float };
        tensor.Dims.AddRange(shape.Select(size => (long)size));
        tensor.FloatData.AddRange(values);
        return Node("Constant", of, [], [name], NodeAttributes.Tensor("value", tensor));
    }

    private static NodeProto Node(string operation, NodeProto of, IEnumerable<string> inputs, IEnumerable<string> outputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = operation, Name = of.Name };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        return node;
    }

    private static AttributeProto? Find(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
