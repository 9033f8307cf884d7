using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Model;

/// <summary>What reading one annotated class gave. The pipeline takes the two halves apart at once.</summary>
/// <param name="Specs">The specification, or nothing if the class cannot be generated.</param>
/// <param name="Diagnostics">What is wrong with it; with any of these there is no specification.</param>
internal sealed record ParsedLayer(EquatableArray<LayerSpec> Specs, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>Neither: the compiler has already said what is wrong, or another declaration of the class speaks for it.</summary>
    public static ParsedLayer Nothing { get; } = new([], []);
}
