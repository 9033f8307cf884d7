using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Plain loops in C#.</summary>
internal sealed class PlainContender : IContender
{
    /// <inheritdoc/>
    public string Name => "plain loop";

    /// <inheritdoc/>
    public string Description => "three nested loops in C# over row-major spans, the innermost along Out; the JIT does not vectorise them";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        AlignedFloats x = problem.X, dy = problem.OutputGradient, result = new(problem.ResultLength(operation));
        PlainLayer layer = new(problem.Weights.Span.ToArray(), problem.Bias.Span.ToArray());
        return operation switch
        {
            Operation.Forward => Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    layer.Forward(x.Span, result.Span);
                }
            }),
            Operation.InputGradient => Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    layer.InputGradient(dy.Span, result.Span);
                }
            }),
            _ => new Work([MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    layer.WeightGradient(x.Span, dy.Span);
                }
            }, destination =>
            {
                layer.WeightGradients.CopyTo(destination);
                layer.BiasGradients.CopyTo(destination[^problem.Out..]);
            }),
        };
    }
}
