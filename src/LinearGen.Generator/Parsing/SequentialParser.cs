using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads one class with <c>[Sequential]</c> or <c>[Residual]</c>: the place as a layer's is read, then the stages it names.</summary>
internal static class SequentialParser
{
    /// <summary>Reads a class.</summary>
    /// <param name="context">One declaration of it, the one with the attribute.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedNetwork Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        context.TargetSymbol is INamedTypeSymbol type
        && LayerAttributes.FindAny(type) is { } attribute
        && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, context.Attributes[0].AttributeClass)
            ? Parse(new LayerDeclaration(type, (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel), attribute, cancellationToken)
            : ParsedNetwork.Nothing;

    /// <summary>Reads a class that has been found by other means.</summary>
    /// <param name="network">The class.</param>
    /// <param name="attribute">Its attribute, which stands in this compilation's sources.</param>
    /// <param name="model">A semantic model of the compilation.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedNetwork Parse(INamedTypeSymbol network, AttributeData attribute, SemanticModel model, CancellationToken cancellationToken) =>
        LayerAttributes.Syntax(attribute, cancellationToken)?.Parent?.Parent is TypeDeclarationSyntax declaration && LayerParser.IsCandidate(declaration)
            ? Parse(new LayerDeclaration(network, declaration, declaration.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(declaration.SyntaxTree)), attribute, cancellationToken)
            : ParsedNetwork.Nothing;

    private static ParsedNetwork Parse(LayerDeclaration declaration, AttributeData attribute, CancellationToken cancellationToken)
    {
        bool isResidual = attribute.AttributeClass?.Name == StageKind.Residual.AttributeName();
        if (LayerAttributes.Syntax(attribute, cancellationToken) is not { } syntax
            || syntax.Parent?.Parent != declaration.Syntax
            || !HierarchyParser.IsWellFormed(declaration.Symbol))
        {
            return ParsedNetwork.Nothing;
        }

        DiagnosticBag bag = new();
        DeclarationChecks.Check(declaration, syntax, bag, cancellationToken);
        ReservedNames.Check(declaration, syntax, bag);
        HierarchyParser.CheckPartial(declaration, bag, cancellationToken);
        KindChecks.Check(declaration, syntax, bag, cancellationToken);
        SequentialArguments arguments = SequentialArguments.Parse(declaration, attribute, syntax, bag, cancellationToken);
        if (isResidual)
        {
            arguments.CheckResidual(declaration, bag);
        }

        arguments.CheckTrainable(declaration, bag);
        GeneratedMembers generated = GeneratedMembers.OfNetwork(arguments.Precision, arguments.IsTrainable);
        IReadOnlyList<RowPart> inputs = RowParts.Parse(declaration, "InputPartAttribute", RowParts.Inputs, arguments.In, bag, cancellationToken);
        IReadOnlyList<RowPart> outputs = RowParts.Parse(declaration, "OutputPartAttribute", RowParts.Outputs, arguments.Out, bag, cancellationToken);
        generated.AddClasses([.. inputs.Count > 0 ? [RowParts.Inputs] : (string[])[], .. outputs.Count > 0 ? [RowParts.Outputs] : (string[])[]]);
        IReadOnlyList<string> names = LayerNames.Of([.. arguments.Layers.Select(static layer => layer.Symbol)]);
        LayerNames.Check(declaration, arguments, names, generated, bag);
        MemberCollisions.Check(declaration, generated, bag, cancellationToken);
        BaseChecks.Check(declaration, generated, bag, cancellationToken);
        if (!bag.IsEmpty || !arguments.IsComplete)
        {
            return new ParsedNetwork([], bag.ToEquatableArray());
        }

        return new ParsedNetwork(
            [
                new NetworkSpec
                {
                    Hierarchy = HierarchyParser.Parse(declaration.Symbol, cancellationToken),
                    Layers = [.. arguments.Layers.Zip(names, static (layer, name) => layer.Spec! with { Property = LayerNames.Escape(name) })],
                    Precision = arguments.Precision,
                    IsResidual = isResidual,
                    IsTrainable = arguments.IsTrainable,
                    Inputs = [.. inputs],
                    Outputs = [.. outputs],
                    HasRowTypes = RowTypes.Fit(
                        declaration.Symbol, arguments.Layers[0].Spec!.In, arguments.Layers[arguments.Layers.Count - 1].Spec!.Out, arguments.Precision, names, cancellationToken),
                },
            ],
            []);
    }
}
