using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Operators;

/// <summary>
/// Computes single nodes in double, each as the standard defines it. It knows nothing of layers: what comes out is what the imported
/// layers are held to.
/// </summary>
/// <param name="budget">What may be computed.</param>
internal sealed class NodeEvaluator(WorkBudget budget)
{
    /// <summary>The result of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">Its inputs; null where one is left out.</param>
    /// <exception cref="ImportException">The operator is not supported, or its inputs do not fit.</exception>
    public Tensor Evaluate(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        if (node.Domain.Length > 0)
        {
            throw Unsupported(node);
        }

        Arguments arguments = new(node, inputs);
        return node.Operator switch
        {
            "Constant" => node.Constant(),
            "Gemm" => Products.Gemm(arguments, budget),
            "MatMul" => Products.MatMul(arguments, budget),
            "BatchNormalization" => BatchNormalization.Evaluate(arguments, budget),
            "Softmax" or "LogSoftmax" => SoftmaxOperators.Evaluate(arguments, budget),
            _ => ShapeOperators.Evaluate(arguments, budget)
                ?? ElementwiseOperators.Evaluate(arguments, budget)
                ?? throw Unsupported(node),
        };
    }

    /// <summary>The error for an operator that is not known.</summary>
    public static ImportException Unsupported(OnnxNode node) => node.Error(
        "is not supported. Supported are chains of Gemm, MatMul and Add with stored weights, the activations Relu, LeakyRelu, Elu, Sigmoid, Tanh, Gelu, Silu, Softplus, "
        + "HardSwish, Softmax and LogSoftmax, also as the nodes that PyTorch exports for them, and BatchNormalization, Identity, Dropout, Cast, Flatten, Reshape, Squeeze and Unsqueeze between them.");
}
