using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>The stage under the squiggle in the attribute of a network or residual block, with the stages before it.</summary>
/// <param name="Layers">All stages of the network; null where something else is named.</param>
/// <param name="Index">The place of the one under the squiggle.</param>
internal sealed record NamedLayers(IReadOnlyList<INamedTypeSymbol?> Layers, int Index)
{
    /// <summary>Finds it.</summary>
    /// <param name="document">The document of the diagnostic.</param>
    /// <param name="diagnostic">One whose squiggle is under a <c>typeof</c> in the attribute.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    /// <returns>Null if the squiggle is elsewhere: the generator puts it under the whole attribute if types are not named one by one.</returns>
    public static async Task<NamedLayers?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not TypeOfExpressionSyntax name
            || name.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || model?.GetDeclaredSymbol(declaration, cancellationToken) is not { } network
            || network.GetAttributes().FirstOrDefault(data => data.ApplicationSyntaxReference?.Span == attribute.Span && data.ApplicationSyntaxReference.SyntaxTree == attribute.SyntaxTree) is not { } data)
        {
            return null;
        }

        IReadOnlyList<INamedTypeSymbol?> layers = Networks.Layers(data);
        List<TypeOfExpressionSyntax> names = [.. attribute.DescendantNodes().OfType<TypeOfExpressionSyntax>()];
        return names.Count == layers.Count ? new NamedLayers(layers, names.IndexOf(name)) : null;
    }

    /// <summary>The attribute of a layer or other stage with a size in the project's own sources; null if it is elsewhere.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static AttributeSyntax? AttributeOf(INamedTypeSymbol layer, CancellationToken cancellationToken) =>
        LayerAttributes.FindSized(layer) is { } attribute ? LayerAttributes.Syntax(attribute, cancellationToken) : null;

    /// <summary>The argument that says how many values a class takes per row.</summary>
    /// <param name="layer">A layer, or another stage with a size.</param>
    public static string InputsOf(INamedTypeSymbol layer) => LayerAttributes.FindStage(layer) is null ? KnownNames.In : KnownNames.Size;
}
