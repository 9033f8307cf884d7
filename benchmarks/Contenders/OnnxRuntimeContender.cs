using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>ONNX Runtime: a session with one Gemm, forward only.</summary>
internal sealed class OnnxRuntimeContender(OnnxRuntime runtime) : IContender
{
    /// <inheritdoc/>
    public string Name => "ONNX Runtime";

    /// <inheritdoc/>
    public string Description => $"ONNX Runtime {runtime.Version}: a session with one Gemm, one thread, forward only";

    /// <summary>Looks for the library.</summary>
    /// <param name="path">Its path, or null if the system's loader or NuGet's cache is to have it.</param>
    public static IContender? Create(string? path) => OnnxRuntime.Load(path) is { } runtime ? new OnnxRuntimeContender(runtime) : null;

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        if (operation != Operation.Forward)
        {
            return null;
        }

        AlignedFloats result = new(problem.ResultLength(operation));
        return Work.Into(result, runtime.Prepare(OnnxModel.Gemm(problem), problem.X, result, problem.Rows));
    }
}
