using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>ONNX Runtime: a session with the whole network.</summary>
internal sealed class OnnxNet(OnnxRuntime runtime) : INetContender
{
    /// <inheritdoc/>
    public string Name => "ONNX Runtime";

    /// <inheritdoc/>
    public string Description => $"ONNX Runtime {runtime.Version}: a session with the whole network, one thread, input and output bound to memory of ours";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        AlignedFloats result = new(problem.RowCount * problem.Net.Out);
        return Work.Into(result, runtime.Prepare(OnnxModel.Network(problem), problem.X, result, problem.RowCount));
    }
}
