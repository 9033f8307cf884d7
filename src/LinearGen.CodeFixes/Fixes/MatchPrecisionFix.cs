using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG0104: gives all stages of a network, those in residual blocks too, the precision of its first one.</summary>
/// <remarks>
/// Not each the precision of the one before it, as the diagnostic compares them: in a row of double, single, double
/// both of the latter are reported, and they would change places.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchPrecisionFix)), Shared]
public sealed class MatchPrecisionFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.MixedPrecision];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await NamedLayers.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { } named
            || named.Layers[0] is not { } first
            || Networks.Parts(first).FirstOrDefault() is not { } leading
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || compilation.GetTypeByMetadataName($"{KnownNames.RuntimeNamespace}.{KnownNames.Precision}") is not { } precision)
        {
            return null;
        }

        bool isDouble = IsDouble(leading);
        List<Edit> edits = [];
        foreach (INamedTypeSymbol layer in named.Layers.OfType<INamedTypeSymbol>().SelectMany(Networks.Parts).Where(layer => IsDouble(layer) != isDouble))
        {
            if (NamedLayers.AttributeOf(layer, cancellationToken) is not { } attribute
                || !compilation.ContainsSyntaxTree(attribute.SyntaxTree)
                || NamedArguments.Set(document, attribute, KnownNames.Precision, $"{precision.ToMinimalDisplayString(compilation.GetSemanticModel(attribute.SyntaxTree), attribute.SpanStart)}.{(isDouble ? "Double" : "Single")}") is not { } edit)
            {
                // A layer of another assembly cannot be changed, and without it the network stays mixed.
                return null;
            }

            edits.Add(edit);
        }

        return new Remedy($"Give all {(named.Layers.All(static layer => layer is null || LayerAttributes.Find(layer) is not null) ? "layers" : "stages")} the precision of '{first.Name}', {(isDouble ? "Double" : "Single")}", edits);
    }

    private static bool IsDouble(INamedTypeSymbol layer) => LayerAttributes.Value(LayerAttributes.FindSized(layer)!, KnownNames.Precision) is 1;
}
