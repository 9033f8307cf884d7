using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Model;

/// <summary>The result of reading one annotated class. The pipeline takes the two halves apart at once.</summary>
/// <param name="Specs">The specification, or nothing if the class cannot be generated.</param>
/// <param name="Diagnostics">The faults of the class; with any of these there is no specification.</param>
internal sealed record ParsedLayer(EquatableArray<LayerSpec> Specs, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>Neither a specification nor diagnostics: the compiler has already reported the fault, or another declaration of the class stands for it.</summary>
    public static ParsedLayer Nothing { get; } = new([], []);
}
