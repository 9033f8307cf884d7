using CsCheck;

namespace LinearGen.Tool.Tests.Graphs;

/// <summary>A random chain of layers as some exporter may write it, now and then with what is not supported.</summary>
/// <param name="Opset">The version of the operators.</param>
/// <param name="IsDouble">Whether it computes in double.</param>
/// <param name="Input">How the input is declared.</param>
/// <param name="Width">Values per row.</param>
/// <param name="Seed">Draws the weights.</param>
/// <param name="Layers">At least one.</param>
/// <param name="Tail">What comes after the last layer; empty for nothing.</param>
internal sealed record DrawnGraph(int Opset, bool IsDouble, string Input, int Width, int Seed, DrawnLayer[] Layers, string Tail)
{
    private static readonly Gen<string> Input2D = Gen.OneOf("[n, w]", "[n, w]", "[n, w]", "[4, w]", "[n, 1, w]", "no shape");

    /// <summary>Draws one.</summary>
    public static Gen<DrawnGraph> Any { get; } = Gen.Select(
        Gen.OneOf(17, 9, 11, 13, 14, 20, 21),
        Gen.Frequency((4, false), (1, true)),
        Input2D,
        Gen.Int[1, 9],
        Gen.Int[0, 9999],
        DrawnLayer.Any.Array[1, 3],
        Gen.Frequency((6, Gen.Const("")), (1, Gen.OneOf(Steps.Affine)), (1, Gen.OneOf(Steps.Renaming)), (1, Gen.OneOf(Steps.Columns))),
        (opset, isDouble, input, width, seed, layers, tail) => new DrawnGraph(opset, isDouble, input, width, seed, layers, tail));

    public override string ToString() =>
        $"opset {Opset}, {(IsDouble ? "double" : "float")} {Input} with w = {Width}, weights {Seed}: {string.Join(" | ", (object[])Layers)}{(Tail.Length > 0 ? $" | {Tail}" : "")}";
}

/// <summary>A layer of a random graph.</summary>
/// <param name="Before">Steps in front of the product.</param>
/// <param name="Product">Gemm or MatMul, in one form or another.</param>
/// <param name="Alpha">Gemm's factor.</param>
/// <param name="Beta">The factor of Gemm's C.</param>
/// <param name="Bias">The shape of its C: o stands for the number of outputs.</param>
/// <param name="Outputs">Outputs per row.</param>
/// <param name="After">Steps behind the product.</param>
/// <param name="Activation">The activation as one node or several; empty for none.</param>
internal sealed record DrawnLayer(string[] Before, string Product, float Alpha, float Beta, string Bias, int Outputs, string[] After, string Activation)
{
    private static readonly Gen<string[]> AnySteps = Gen.Frequency(
        (3, Gen.OneOf(Steps.Affine)),
        (3, Gen.OneOf(Steps.Renaming)),
        (3, Gen.OneOf(Steps.Columns)),
        (1, Gen.Frequency((12, "Identity"), (1, "Square"), (1, "Sqrt")))).Array[0, 2];

    /// <summary>Draws one.</summary>
    public static Gen<DrawnLayer> Any { get; } = Gen.Select(
        AnySteps,
        Gen.OneOf("Gemm", "Gemm transB", "MatMul", "MatMul Add", "Add MatMul"),
        Gen.OneOf(1f, 0.5f, -2f, 0.1f),
        Gen.OneOf(1f, 0f, 3f, -0.3f),
        Gen.OneOf("none", "[o]", "[1, o]", "[1]", "scalar"),
        Gen.Int[1, 9],
        AnySteps,
        Gen.Frequency((3, Gen.Const("")), (6, Gen.OneOf(Activations.Supported)), (2, Gen.OneOf(Activations.Others))),
        (before, product, alpha, beta, bias, outputs, after, activation) => new DrawnLayer(before, product, alpha, beta, bias, outputs, after, activation));

    public override string ToString() => string.Join(
        ", ",
        [.. Before, FormattableString.Invariant($"{Product} → {Outputs} (alpha {Alpha}, beta {Beta}, C {Bias})"), .. After, .. Activation.Length > 0 ? new[] { Activation } : []]);
}

/// <summary>Nodes beside a product and its activation.</summary>
internal static class Steps
{
    /// <summary>Factors and summands; "row" is a constant for each column.</summary>
    public static string[] Affine { get; } = ["Add row", "row Add", "Add [1, row]", "Add scalar", "Sub row", "row Sub", "Mul row", "scalar Mul", "Mul scalar", "Div row", "Div scalar", "Neg", "BatchNormalization"];

    /// <summary>Nodes that choose columns, keep them within bounds, or go over whole rows.</summary>
    public static string[] Columns { get; } =
    [
        "Transpose", "Slice", "Slice backwards", "Gather", "Split", "Split Concat", "Concat twice", "Clip", "Min row", "Max scalar", "LayerNormalization", "layer normalisation by nodes", "+ Tanh(layer)", "- layer", "two heads", "mean",
    ];

    /// <summary>Nodes that leave values where they are.</summary>
    public static string[] Renaming { get; } = ["Identity", "Dropout", "Cast", "Flatten", "Reshape", "Reshape by 0", "Unsqueeze Squeeze"];
}

/// <summary>Activations of random graphs.</summary>
internal static class Activations
{
    /// <summary>Those that are imported, as one node or as several.</summary>
    public static string[] Supported { get; } =
    [
        "Relu", "LeakyRelu", "LeakyRelu 0.01", "PRelu 0.01", "Elu", "Elu 1", "Sigmoid", "Tanh", "Softplus", "Log(1 + Exp)", "Softmax", "Softmax -1", "Softmax 1", "LogSoftmax", "Log(Softmax)",
        "Gelu", "Gelu tanh", "Gelu by Erf", "HardSwish", "x HardSigmoid", "x Clip(x + 3) / 6", "x Sigmoid", "Sigmoid x", "Clip from 0", "Max 0", "0 Max", "Relu Relu",
        "LeakyRelu 0.2", "PRelu 0.2", "Elu 2", "Selu", "Celu", "Softsign", "Mish", "HardSigmoid", "x HardSigmoid 0.2", "Clip 0 to 6", "Max 0 Min 6", "Clip from -1", "Relu Tanh", "x Sigmoid(2x)", "x + Tanh",
    ];

    /// <summary>Those that are not; some look much like one that is.</summary>
    public static string[] Others { get; } =
    [
        "Softmax 0", "Softmax over all", "x Relu", "1 / x", "Abs", "Erf",
    ];
}
