using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>
/// Computes single nodes in double, each as the standard defines it. It knows nothing of layers: its results are those that the imported
/// layers are compared with.
/// </summary>
/// <param name="budget">The limit on computation.</param>
internal sealed class NodeEvaluator(WorkBudget budget)
{
    private const string Otherwise = "is not supported. Supported are chains of Gemm, MatMul and Add with stored weights, activations, LayerNormalization, BatchNormalization, scales, offsets and bounds of columns, residual sums, "
        + "and nodes that choose, join or rename columns. --output names the result of a node before this one, at which to end.";

    /// <summary>The results of a node, as many as are read: of most nodes the first.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">Its inputs; null where one is left out.</param>
    /// <exception cref="ImportException">The operator is not supported, or its inputs do not fit.</exception>
    public IReadOnlyList<Tensor> Evaluate(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Arguments arguments = new(node, inputs);
        return node.Operator == "Split" ? PartOperators.Split(arguments, budget) : [EvaluateFirst(arguments)];
    }

    /// <summary>The error for an operator that is not known.</summary>
    public static ImportException Unsupported(OnnxNode node) => node.Error(node.Operator switch
    {
        "Conv" or "ConvTranspose" or "MaxPool" or "AveragePool" or "GlobalAveragePool" => "is a convolution or goes over an image; layers take rows, and no stage does. --output names the result of a node before it.",
        "LSTM" or "GRU" or "RNN" or "Scan" or "Loop" or "If" => "is recurrent or a part of a program, which a chain of stages is not. --output names the result of a node before it.",
        "QuantizeLinear" or "DynamicQuantizeLinear" or "QLinearMatMul" or "MatMulInteger" => "rounds the model's values to small integers, which no stage does; weights may be quantised. Export the model with values of float.",
        "RandomNormal" or "RandomNormalLike" or "RandomUniform" or "RandomUniformLike" or "Multinomial" or "Bernoulli" => "draws random numbers, which no stage does; --output names a result that does not depend on them.",
        _ => Otherwise,
    });

    private Tensor EvaluateFirst(Arguments arguments) => arguments.Node.Operator switch
    {
        "Constant" => arguments.Node.Constant(),
        "Gemm" => Products.Gemm(arguments, budget),
        "MatMul" => Products.MatMul(arguments, budget),
        "BatchNormalization" => BatchNormalization.Evaluate(arguments, budget),
        "LayerNormalization" => LayerNormalization.Evaluate(arguments, budget),
        "ai.onnx.ml.Normalizer" => LayerNormalization.EvaluateNormalizer(arguments, budget),
        "DequantizeLinear" => Quantization.Dequantize(arguments, budget),
        "Softmax" or "LogSoftmax" => SoftmaxOperators.Evaluate(arguments, budget),
        "ReduceMean" or "ReduceSum" => Reductions.Evaluate(arguments, budget),
        _ => ShapeOperators.Evaluate(arguments, budget)
            ?? PartOperators.Evaluate(arguments, budget)
            ?? ElementwiseOperators.Evaluate(arguments, budget)
            ?? throw Unsupported(arguments.Node),
    };
}
