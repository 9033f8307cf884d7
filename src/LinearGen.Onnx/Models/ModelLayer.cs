using LinearGen.Onnx.Numerics;

namespace LinearGen.Onnx.Models;

/// <summary>A layer of a chain: Y = f(X·W + b).</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="Weights">W, [In, Out] row-major, rounded to the model's precision.</param>
/// <param name="Bias">b, [Out], rounded likewise; null if there is none.</param>
/// <param name="Activation">f.</param>
/// <param name="Origin">Its place in the original file, for comments and tables.</param>
internal sealed record ModelLayer(int In, int Out, double[] Weights, double[]? Bias, Activation Activation, string Origin) : ModelStage(In, Out, Origin)
{
    /// <summary>The parameter of <see cref="Activation"/>; null for its default, or if it has none.</summary>
    public double? Slope
    {
        get;
        init => field = value == ActivationFunctions.DefaultSlope(Activation) ? null : value;
    }

    /// <inheritdoc/>
    public override string Function => ActivationFunctions.Describe(Activation, Slope);

    /// <inheritdoc/>
    public override long ParameterCount => Weights.LongLength + (Bias?.Length ?? 0);

    /// <inheritdoc/>
    public override int Places => Activation == Activation.None ? 1 : 2;

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => Bias is { } bias
        ? [new("weight", [Out, In], TransposedWeights()), new("bias", [Out], bias)]
        : [new("weight", [Out, In], TransposedWeights())];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) => this with { Weights = change("weight", Weights), Bias = Bias is { } bias ? change("bias", bias) : null };

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
