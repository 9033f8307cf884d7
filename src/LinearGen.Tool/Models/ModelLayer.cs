namespace LinearGen.Tool.Models;

/// <summary>A layer of a chain: Y = f(X·W + b).</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="Weights">W, [In, Out] row-major, rounded to the model's precision.</param>
/// <param name="Bias">b, [Out], rounded likewise; null if there is none.</param>
/// <param name="Activation">f.</param>
/// <param name="Origin">Where it comes from, for comments and tables.</param>
internal sealed record ModelLayer(int In, int Out, double[] Weights, double[]? Bias, Activation Activation, string Origin)
{
    /// <summary>Weights and biases.</summary>
    public long ParameterCount => Weights.LongLength + (Bias?.Length ?? 0);
}
