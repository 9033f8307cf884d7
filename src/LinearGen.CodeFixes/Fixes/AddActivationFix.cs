using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG0025: gives an activation layer the activation that is most often meant, Relu.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddActivationFix)), Shared]
public sealed class AddActivationFix : TextFix
{
    private const string Relu = "Relu";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ActivationMissing];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model?.Compilation.GetTypeByMetadataName($"{KnownNames.RuntimeNamespace}.{KnownNames.Activation}") is { } activation
            && root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            && NamedArguments.Set(document, attribute, KnownNames.Activation, $"{activation.ToMinimalDisplayString(model, attribute.SpanStart)}.{Relu}") is { } edit
            ? new Remedy($"Set {KnownNames.Activation} to {Relu}", [edit])
            : null;
    }
}
