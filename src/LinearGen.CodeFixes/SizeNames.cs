using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>Writes another layer's size as it has to be written at a place.</summary>
internal static class SizeNames
{
    /// <summary>The outputs of the stage before, as in <c>Hidden.Out</c> or <c>Acme.Hidden.Out</c>.</summary>
    /// <param name="before">The layer before.</param>
    /// <param name="layer">The layer whose inputs they shall become.</param>
    /// <param name="attribute">Its attribute, where the name shall stand.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    /// <returns>Null if they cannot be named there, or if sizes would lead back to themselves.</returns>
    public static string? OutOf(INamedTypeSymbol before, INamedTypeSymbol layer, AttributeSyntax attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (SymbolEqualityComparer.Default.Equals(before, layer)
            || !compilation.ContainsSyntaxTree(attribute.SyntaxTree)
            || !compilation.IsSymbolAccessibleWithin(before, layer)
            || new SizeDependencies(compilation, layer, cancellationToken).LeadToTargetsIn(before, KnownNames.Out))
        {
            return null;
        }

        SemanticModel model = compilation.GetSemanticModel(attribute.SyntaxTree);
        return $"{before.ToMinimalDisplayString(model, attribute.SpanStart)}.{KnownNames.Out}";
    }
}
