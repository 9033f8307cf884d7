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

    /// <summary>Wᵀ, [Out, In] row-major.</summary>
    public double[] TransposedWeights()
    {
        double[] transposed = new double[Weights.Length];
        for (int i = 0; i < In; i++)
        {
            for (int j = 0; j < Out; j++)
            {
                transposed[(j * In) + i] = Weights[(i * Out) + j];
            }
        }

        return transposed;
    }
}
