using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>LG0022, LG0026: removes the argument <c>Slope</c>, and the comma that parts it from the others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSlopeFix)), Shared]
public sealed class RemoveSlopeFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SlopeWithoutUse, DiagnosticIds.UnusableSlope];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent: AttributeArgumentListSyntax list } argument
            || argument.NameEquals?.Name.Identifier.ValueText != KnownNames.Slope)
        {
            return null;
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = list.Arguments;
        int place = arguments.IndexOf(argument);
        TextSpan span = place > 0 ? TextSpan.FromBounds(arguments[place - 1].Span.End, argument.Span.End)
            : arguments.Count > 1 ? TextSpan.FromBounds(argument.SpanStart, arguments[1].SpanStart)
            : argument.Span;
        return Edits.In(document, root.SyntaxTree, span, "") is { } edit ? new Remedy($"Remove '{KnownNames.Slope}'", [edit]) : null;
    }
}
