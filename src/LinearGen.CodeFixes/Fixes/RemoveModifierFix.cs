using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG0010, LG0011: removes <c>static</c> or <c>abstract</c>, from all parts of the class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveModifierFix)), Shared]
public sealed class RemoveModifierFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.Static, DiagnosticIds.Abstract];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxKind modifier = diagnostic.Id == DiagnosticIds.Static ? SyntaxKind.StaticKeyword : SyntaxKind.AbstractKeyword;
        IReadOnlyList<TypeDeclarationSyntax> parts = await Declarations.AllAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return new Remedy(
            $"Remove '{SyntaxFacts.GetText(modifier)}'",
            [
                .. parts
                    .SelectMany(static part => part.Modifiers)
                    .Where(token => token.IsKind(modifier))
                    .Select(token => Edits.In(document, token.SyntaxTree!, Edits.WithBlanks(token), ""))
                    .OfType<Edit>(),
            ]);
    }
}
