using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Model;

/// <summary>What reading one class with <c>[Sequential]</c> gave. The pipeline takes the two halves apart at once.</summary>
/// <param name="Specs">The specification, or nothing if the class cannot be generated.</param>
/// <param name="Diagnostics">What is wrong with it; with any of these there is no specification.</param>
internal sealed record ParsedNetwork(EquatableArray<NetworkSpec> Specs, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>Neither: the compiler, or a layer's own diagnostic, has already said what is wrong.</summary>
    public static ParsedNetwork Nothing { get; } = new([], []);
}
