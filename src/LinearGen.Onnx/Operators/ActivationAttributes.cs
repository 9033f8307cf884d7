using LinearGen.Onnx.Graphs;

namespace LinearGen.Onnx.Operators;

/// <summary>The parameters of activations as the standard has them: floats, also in models that compute in double.</summary>
internal static class ActivationAttributes
{
    /// <summary>The parameter of LeakyRelu, Elu, Celu or Swish.</summary>
    public static double Alpha(OnnxNode node) => node.Float("alpha", node.Operator == "LeakyRelu" ? 0.01f : 1);

    /// <summary>Selu's alpha and gamma.</summary>
    public static (double Alpha, double Gamma) Selu(OnnxNode node) => (node.Float("alpha", 1.67326319217681884765625), node.Float("gamma", 1.05070102214813232421875));

    /// <summary>HardSigmoid's factor and summand.</summary>
    public static (double Alpha, double Beta) HardSigmoid(OnnxNode node) => (node.Float("alpha", 0.2f), node.Float("beta", 0.5));
}
