namespace LinearGen.Generator.Tests.Emit;

/// <summary>What the code of one layer may come to: every limit that tests hold the generator to, in one place.</summary>
internal static class CodeLimits
{
    /// <summary>Source bytes of a layer with types for rows, on average over mixed shapes up to 128→128.</summary>
    public const int AverageSourceBytes = 28_700;

    /// <summary>Source bytes of a layer, with kernels for both widths of vectors.</summary>
    public const int SourceBytes = 52_000;

    /// <summary>Source bytes of a layer with an activation: where f′ is told from Z, the forward kernels stand there twice.</summary>
    public const int ActivatedSourceBytes = 64_000;

    /// <summary>
    /// Calls and operators of vectors in one method. Each is inlined and becomes an instruction or two: for AVX2, .NET 10 has been seen to inline
    /// all of 447.
    /// </summary>
    public const int VectorCalls = 256;

    /// <summary>Variables of one method. RyuJIT inlines nothing any more into a method with 512, its own temporaries among them.</summary>
    public const int Locals = 64;

    /// <summary>
    /// Bytes of IL of one method. RyuJIT gives up optimising beyond 60,000, or 20,000 instructions; as an instruction has a
    /// byte at least, this keeps a method far from both.
    /// </summary>
    public const int IntermediateLanguageBytes = 12_000;
}
