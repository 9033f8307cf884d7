using System.Collections.Immutable;
using System.Composition;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>
/// LG0003, LG0023: gives the missing In and Out, or Size. A size that a network determines is taken from there, any other is 1, which
/// compiles and is easily seen. Sizes given without their names get them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSizesFix)), Shared]
public sealed class AddSizesFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SizeMissing, DiagnosticIds.StageSizeMissing];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null
            || root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } layer)
        {
            return null;
        }

        List<Edit> edits = [];
        string[] names = diagnostic.Id == DiagnosticIds.SizeMissing ? [KnownNames.In, KnownNames.Out] : [KnownNames.Size];
        List<string> missing = [.. names.Where(name => LayerAttributes.Argument(attribute, name) is null)];
        NameArguments(document, attribute, missing, edits);
        if (missing.Count > 0)
        {
            List<string> sizes = [.. missing.Select(name => $"{name} = {Size(name, layer, attribute, model.Compilation, cancellationToken)}")];
            edits.Add(new Edit(document, Insertion(attribute, missing[0], string.Join(", ", sizes))));
            return new Remedy($"Add {string.Join(", ", sizes)}", edits);
        }

        return new Remedy(names.Length == 1 ? $"Name the argument {names[0]}" : $"Name the arguments {string.Join(" and ", names)}", edits);
    }

    /// <summary>Makes named arguments, <c>(In = 64, Out = 32)</c>, of <c>(64, 32)</c> and <c>(In: 64, Out: 32)</c>.</summary>
    private static void NameArguments(Document document, AttributeSyntax attribute, List<string> missing, List<Edit> edits)
    {
        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? [])
        {
            string? name = argument.NameEquals is not null ? null
                : argument.NameColon is not { } colon ? missing.FirstOrDefault()
                : missing.FirstOrDefault(candidate => string.Equals(candidate, colon.Name.Identifier.ValueText, StringComparison.OrdinalIgnoreCase));
            if (name is not null && !argument.Expression.IsMissing)
            {
                missing.Remove(name);
                edits.Add(new Edit(document, new TextChange(TextSpan.FromBounds(argument.SpanStart, argument.Expression.SpanStart), $"{name} = ")));
            }
        }
    }

    private static TextChange Insertion(AttributeSyntax attribute, string first, string sizes)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return new TextChange(new TextSpan(attribute.Name.Span.End, 0), $"({sizes})");
        }

        // Out stands behind In, whether that has its name or just gets it; otherwise sizes come first.
        AttributeArgumentSyntax? inputs = first == KnownNames.Out
            ? LayerAttributes.Argument(attribute, KnownNames.In) ?? list.Arguments.FirstOrDefault(static argument => argument.NameEquals is null)
            : null;
        return inputs is not null
            ? new TextChange(new TextSpan(inputs.Span.End, 0), $", {sizes}")
            : new TextChange(new TextSpan(list.OpenParenToken.Span.End, 0), list.Arguments.Count > 0 ? $"{sizes}, " : sizes);
    }

    private static string Size(string name, INamedTypeSymbol layer, AttributeSyntax attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<INamedTypeSymbol?> layers in Networks.Of(compilation, cancellationToken))
        {
            for (int n = 0; n < layers.Count; n++)
            {
                if (!SymbolEqualityComparer.Default.Equals(layers[n], layer))
                {
                    continue;
                }

                string? given = name != KnownNames.Out && n > 0 && layers[n - 1] is { } before ? SizeNames.OutOf(before, layer, attribute, compilation, cancellationToken) : null;
                string? taken = name != KnownNames.In && n + 1 < layers.Count && layers[n + 1] is { } next ? NumberOfInputs(next, cancellationToken) : null;
                if ((given ?? taken) is { } size)
                {
                    return size;
                }
            }
        }

        return "1";
    }

    /// <summary>Returns the inputs of the next layer if they are a plain number: In of the next layer is best written as Out of this one, which must not lead back.</summary>
    private static string? NumberOfInputs(INamedTypeSymbol next, CancellationToken cancellationToken) =>
        NamedLayers.AttributeOf(next, cancellationToken) is { } attribute
        && LayerAttributes.Argument(attribute, NamedLayers.InputsOf(next))?.Expression is LiteralExpressionSyntax { Token.Value: > 0 } number
            ? number.ToString()
            : null;
}
