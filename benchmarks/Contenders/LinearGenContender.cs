using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Layers;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Ours, through the public methods of generated classes.</summary>
internal sealed class LinearGenContender : IContender
{
    /// <summary>As it is called in tables.</summary>
    public const string OurName = "LinearGen";

    /// <inheritdoc/>
    public string Name => OurName;

    /// <inheritdoc/>
    public string Description => "this repository's generated layers, called as a user calls them: lengths are checked at every call";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        AlignedFloats x = problem.X, dy = problem.OutputGradient, result = new(problem.ResultLength(operation));
        LayerCalls<float> layer = new(problem.Cell.Shape, problem.Weights.Span, problem.Bias.Span);
        return operation switch
        {
            Operation.Forward => Work.Into(result, calls => layer.Forward(x.Span, result.Span, calls)),
            Operation.InputGradient => Work.Into(result, calls => layer.InputGradient(x.Span, dy.Span, result.Span, calls)),
            _ => new Work(calls => layer.WeightGradient(x.Span, dy.Span, calls), destination =>
            {
                layer.Gradients.GetWeights(destination[..^problem.Out]);
                layer.Gradients.GetBias(destination[^problem.Out..]);
            }),
        };
    }
}
