using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Timing;

/// <summary>The calls that are timed.</summary>
/// <param name="Rows">Rows of a call, one series of calls for each.</param>
/// <param name="Seconds">Seconds for each series.</param>
/// <param name="Graph">The same model for ONNX Runtime; null if LinearGen is timed alone.</param>
internal sealed record TimingPlan(IReadOnlyList<int> Rows, double Seconds, GraphPlan? Graph);

/// <summary>A model for ONNX Runtime.</summary>
/// <param name="Path">The full path of its file.</param>
/// <param name="Inputs">The graph's inputs, as columns of a row.</param>
/// <param name="Outputs">The graph's outputs, as columns of a row.</param>
internal sealed record GraphPlan(string Path, IReadOnlyList<NamedPart> Inputs, IReadOnlyList<NamedPart> Outputs);
