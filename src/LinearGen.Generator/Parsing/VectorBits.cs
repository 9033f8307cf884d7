using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads the MSBuild property that chooses the width of the vectors: <c>LinearGenVectorBits</c>, 256 or 512.</summary>
internal static class VectorBits
{
    private const string Property = "build_property.LinearGenVectorBits";

    /// <summary>The property's text, or null if it is not set.</summary>
    public static string? Read(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Property, out string? text) && text.Trim().Length > 0 ? text.Trim() : null;

    /// <summary>The width; 256 also if the text is wrong, which <see cref="Check"/> reports.</summary>
    public static int Of(string? text) => text == "512" ? 512 : 256;

    /// <summary>What is wrong with the text, or null.</summary>
    public static Diagnostic? Check(string? text) =>
        text is null or "256" or "512" ? null : Diagnostic.Create(LayerDescriptors.VectorBits, Location.None, text);
}
