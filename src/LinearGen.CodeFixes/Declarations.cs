using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>Finds the declarations of the type under the squiggle.</summary>
internal static class Declarations
{
    /// <summary>All parts of the type whose declaration the squiggle is in: a modifier may stand on each of them.</summary>
    /// <param name="document">The document of the diagnostic.</param>
    /// <param name="diagnostic">One about a type's declaration.</param>
    /// <param name="cancellationToken">May read files.</param>
    public static async Task<IReadOnlyList<TypeDeclarationSyntax>> AllAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && model?.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol
            ? [.. symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>()]
            : [];
    }
}
