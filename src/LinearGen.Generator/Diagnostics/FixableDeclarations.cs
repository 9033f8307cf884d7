using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>The diagnostics of declarations that have a code fix.</summary>
/// <remarks>
/// Some tools, <c>dotnet format</c> among them, apply fixes only to diagnostics of analyzers. A build needs those of the generator:
/// the compiler runs no analyzer to its end once a declaration does not compile, as a field of type
/// <c>Trainer&lt;Classifier&gt;</c> does not while <c>Classifier</c> is not generated. So the generator reports these in builds, and
/// <see cref="Declarations.DeclarationAnalyzer"/> in editors; never both.
/// </remarks>
internal static class FixableDeclarations
{
    /// <summary>Their descriptors.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(
        LayerDescriptors.NotPartial,
        LayerDescriptors.OuterNotPartial,
        LayerDescriptors.SizeMissing,
        LayerDescriptors.Static,
        LayerDescriptors.Abstract,
        LayerDescriptors.Record,
        LayerDescriptors.FileLocal,
        LayerDescriptors.SlopeWithoutUse,
        LayerDescriptors.StageSizeMissing,
        LayerDescriptors.ActivationMissing,
        LayerDescriptors.UnusableSlope,
        NetworkDescriptors.DoesNotFit,
        NetworkDescriptors.MixedPrecision);

    /// <summary>Whether a diagnostic is one of them.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    public static bool Contain(Diagnostic diagnostic) => Descriptors.Contains(diagnostic.Descriptor);
}
