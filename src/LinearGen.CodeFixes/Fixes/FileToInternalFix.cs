using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG0013: makes a file-local class, or the file-local type around it, internal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FileToInternalFix)), Shared]
public sealed class FileToInternalFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.FileLocal];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        IReadOnlyList<TypeDeclarationSyntax> parts = await Declarations.AllAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return new Remedy(
            "Change 'file' to 'internal'",
            [
                .. parts
                    .SelectMany(static part => part.Modifiers)
                    .Where(static token => token.IsKind(SyntaxKind.FileKeyword))
                    .Select(token => Edits.In(document, token.SyntaxTree!, token.Span, "internal"))
                    .OfType<Edit>(),
            ]);
    }
}
