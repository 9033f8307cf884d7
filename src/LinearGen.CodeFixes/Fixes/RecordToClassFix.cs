using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG0012: makes a class of a record, in all its parts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordToClassFix)), Shared]
public sealed class RecordToClassFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.Record];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        IReadOnlyList<TypeDeclarationSyntax> parts = await Declarations.AllAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return new Remedy(
            "Change 'record' to 'class'",
            [.. parts.OfType<RecordDeclarationSyntax>().Select(part => Change(document, part)).OfType<Edit>()]);
    }

    private static Edit? Change(Document document, RecordDeclarationSyntax part) =>
        part.ClassOrStructKeyword.IsKind(SyntaxKind.ClassKeyword)
            ? Edits.In(document, part.SyntaxTree, Edits.WithBlanks(part.Keyword), "")
            : Edits.In(document, part.SyntaxTree, part.Keyword.Span, "class");
}
