using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Model;

/// <summary>The result of reading one class with <c>[Sequential]</c>. The pipeline takes the two halves apart at once.</summary>
/// <param name="Specs">The specification, or nothing if the class cannot be generated.</param>
/// <param name="Diagnostics">The faults of the class; with any of these there is no specification.</param>
internal sealed record ParsedNetwork(EquatableArray<NetworkSpec> Specs, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>Neither a specification nor diagnostics: the compiler, or a layer's own diagnostic, has already reported the fault.</summary>
    public static ParsedNetwork Nothing { get; } = new([], []);
}
