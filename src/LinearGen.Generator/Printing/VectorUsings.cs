namespace LinearGen.Generator.Printing;

/// <summary>Writes the names that kernels for vectors of one width use: V, Simd and the vectors' operations.</summary>
internal static class VectorUsings
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="keyword">The element type.</param>
    /// <param name="bits">The width.</param>
    public static void Print(SourceWriter writer, string keyword, int bits)
    {
        string vector = $"global::System.Runtime.Intrinsics.Vector{bits}";
        writer.Line($"""
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;
            using global::LinearGen.Internals;
            using static {vector};
            using V = {vector}<{keyword}>;
            using Simd = global::LinearGen.Internals.Simd{bits}<{keyword}>;
            """);
    }
}
