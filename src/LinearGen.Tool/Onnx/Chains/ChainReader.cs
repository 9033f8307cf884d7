using System.Globalization;
using LinearGen.Tool.Models;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>Reads an expression as a chain of layers, from its end to the model's input.</summary>
internal static class ChainReader
{
    /// <summary>The layers, in the order of application; not yet rounded.</summary>
    /// <param name="output">The model's output.</param>
    /// <param name="budget">What may be allocated.</param>
    /// <exception cref="ImportException">It is no such chain; the message names the node where it ends.</exception>
    public static IReadOnlyList<ModelLayer> Read(Expression output, WorkBudget budget)
    {
        List<ModelLayer> layers = [];
        Expression end = output;
        do
        {
            if (layers.Count == Limits.Layers)
            {
                throw end.Error($"belongs to a chain of more than {Limits.Layers} layers, which are not supported.");
            }

            (Activation activation, Expression sums) = ActivationPatterns.Match(end) ?? (Activation.None, end);
            Affine after = Affine.Peel(sums, out Expression core);
            LinearExpression linear = core as LinearExpression ?? throw NoLayer(end, activation, sums, after, core);

            CheckSoftmax(end, linear);

            // Sums and products in front of the product: the layer before takes them, if there is none this one.
            Affine before = Affine.Peel(linear.Rows, out Expression previous);
            bool isOurs = previous is not LinearExpression;
            end = isOurs ? previous : linear.Rows;
            layers.Add(Layer(linear, isOurs ? before : null, after, activation, budget));
        }
        while (end is not InputExpression);

        layers.Reverse();
        for (int n = 1; n < layers.Count; n++)
        {
            if (layers[n].In != layers[n - 1].Out)
            {
                throw new ImportException($"{layers[n].Origin} takes rows of {layers[n].In} values, but {Quoted.Lower(layers[n - 1].Origin)}, the layer before, gives rows of {layers[n - 1].Out}.");
            }
        }

        return layers;
    }

    private static ModelLayer Layer(LinearExpression linear, Affine? before, Affine after, Activation activation, WorkBudget budget)
    {
        (int inputs, int outputs) = (linear.In, linear.Out);
        budget.Allocate((long)inputs * outputs);
        double[] weights = [.. linear.Weights.Values];
        double[] bias = linear.Bias ?? new double[outputs];
        bool hasBias = linear.Bias is not null || after.HasShift || before is { HasShift: true };

        if (before is { IsEmpty: false })
        {
            // (s∘x + t)·W + b = x·(diag(s)·W) + (t·W + b)
            (double[] scale, double[] shift) = before.Of(inputs);
            bias = [.. bias];
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    bias[j] += shift[i] * weights[(i * outputs) + j];
                    weights[(i * outputs) + j] *= scale[i];
                }
            }
        }

        if (!after.IsEmpty)
        {
            // s∘(x·W + b) + t = x·(W·diag(s)) + (s∘b + t)
            (double[] scale, double[] shift) = after.Of(outputs);
            bias = [.. bias.Select((value, j) => (value * scale[j]) + shift[j])];
            for (int n = 0; n < weights.Length; n++)
            {
                weights[n] *= scale[n % outputs];
            }
        }

        return new ModelLayer(inputs, outputs, weights, hasBias ? bias : null, activation, linear.Display);
    }

    /// <summary>A softmax over anything but the layer's whole row, which a reshape can make of it, is another function: over a part, or over all rows.</summary>
    private static void CheckSoftmax(Expression end, LinearExpression linear)
    {
        if (end is FunctionExpression { Operator: "Softmax" or "LogSoftmax" } softmax && softmax.Width != linear.Out)
        {
            string width = softmax.Width?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";
            throw end.Error($"goes over {width} values; supported are all {linear.Out} of {Quoted.Lower(linear.Display)}.");
        }
    }

    private static ImportException NoLayer(Expression end, Activation activation, Expression sums, Affine after, Expression core)
    {
        if (core is FunctionExpression function && ActivationPatterns.Match(function) is not null)
        {
            return after.IsEmpty
                ? end.Error($"is an activation of an activation, that of {Quoted.Lower(core.Display)}; supported is one after each Gemm or MatMul.")
                : after.Last.Error($"computes with the result of an activation, {Quoted.Lower(core.Display)}, and leads to no Gemm or MatMul that could take it in.");
        }

        if (core is InputExpression)
        {
            return ReferenceEquals(end, core) || !after.IsEmpty
                ? (after.IsEmpty ? end : after.Last).Error("leads from the model's input to its end without a Gemm or MatMul: there is no layer.")
                : end.Error($"is an activation of the model's input; supported are activations after a Gemm or MatMul.");
        }

        // What is left is a function that is neither: a branch, or a node that is known only as a part of activations.
        return core is FunctionExpression { Operands: [not ConstantExpression, not ConstantExpression] }
            ? core.Error("combines two values that both depend on the model's input, in a way that is no known activation; supported are chains without branches.")
            : core.Error($"is supported only as a part of an activation as exporters write it (Gelu, GeluTanh, Silu, Softplus, HardSwish, LogSoftmax); here it is of none{(activation == Activation.None ? "" : $" ({Quoted.Lower(sums.Display)})")}.");
    }
}
