using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>LG0001, LG0002: writes <c>partial</c> on the class and on all types around it, in one step.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotPartial, DiagnosticIds.OuterNotPartial];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return null;
        }

        // From the layers inside, if the squiggle is on a type around them, to the outermost type.
        IEnumerable<TypeDeclarationSyntax> layers = declaration.DescendantNodesAndSelf().OfType<TypeDeclarationSyntax>().Where(candidate =>
            candidate.AttributeLists.Count > 0
            && model.GetDeclaredSymbol(candidate, cancellationToken) is { } symbol
            && LayerAttributes.FindAny(symbol) is not null);
        TypeDeclarationSyntax[] types =
        [
            .. layers.Append(declaration)
                .SelectMany(static type => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
                .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Distinct()
                .OrderBy(static type => type.SpanStart),
        ];
        return new Remedy(
            $"Make {string.Join(", ", types.Select(static type => $"'{type.Identifier.ValueText}'"))} partial",
            [.. types.Select(type => new Edit(document, new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ")))]);
    }
}
