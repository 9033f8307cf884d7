namespace LinearGen.Tool.Tests.Support;

/// <summary>A test that needs ONNX Runtime; skipped where its native library does not load.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute() => Skip = OnnxRuntimeSession.Unavailable;
}

/// <summary>A test of several cases that needs ONNX Runtime; skipped where its native library does not load.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OracleTheoryAttribute : TheoryAttribute
{
    public OracleTheoryAttribute() => Skip = OnnxRuntimeSession.Unavailable;
}
