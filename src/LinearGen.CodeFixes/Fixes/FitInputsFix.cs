using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes;

/// <summary>LG0101: makes the inputs of a layer or another stage those that the stage before it gives, also in another file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitInputsFix)), Shared]
public sealed class FitInputsFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.DoesNotFit];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await NamedLayers.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Index: > 0 } named
            || named.Layers[named.Index - 1] is not { } before
            || named.Layers[named.Index] is not { } layer
            || NamedLayers.AttributeOf(layer, cancellationToken) is not { } attribute
            || LayerAttributes.Argument(attribute, NamedLayers.InputsOf(layer)) is not { } argument
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || SizeNames.OutOf(before, layer, attribute, compilation, cancellationToken) is not { } outputs
            || Edits.In(document, attribute.SyntaxTree, argument.Expression.Span, outputs) is not { } edit)
        {
            return null;
        }

        return new Remedy($"Set {NamedLayers.InputsOf(layer)} of '{layer.Name}' to {outputs}", [edit]);
    }
}
