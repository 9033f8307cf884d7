using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads one class of a stage other than a layer: the place as a layer's is read, then the arguments.</summary>
internal static class StageParser
{
    /// <summary>Reads a class.</summary>
    /// <param name="context">One declaration of it, the one with the attribute.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedStage Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        context.TargetSymbol is INamedTypeSymbol type
        && LayerAttributes.FindAny(type) is { } attribute
        && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, context.Attributes[0].AttributeClass)
            ? Parse(new LayerDeclaration(type, (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel), cancellationToken)
            : ParsedStage.Nothing;

    /// <summary>Reads a class that a network names.</summary>
    /// <param name="stage">The class.</param>
    /// <param name="attribute">Its attribute, which stands in this compilation's sources.</param>
    /// <param name="model">A semantic model of the compilation.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedStage Parse(INamedTypeSymbol stage, AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        SemanticModel own = attribute.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(attribute.SyntaxTree);
        return attribute.Parent?.Parent is TypeDeclarationSyntax declaration && LayerParser.IsCandidate(declaration)
            ? Parse(new LayerDeclaration(stage, declaration, own), cancellationToken)
            : ParsedStage.Nothing;
    }

    private static ParsedStage Parse(LayerDeclaration declaration, CancellationToken cancellationToken)
    {
        if (LayerAttributes.FindStage(declaration.Symbol) is not var (attribute, kind)
            || LayerAttributes.Syntax(attribute, cancellationToken) is not { } syntax
            || syntax.Parent?.Parent != declaration.Syntax
            || !HierarchyParser.IsWellFormed(declaration.Symbol))
        {
            return ParsedStage.Nothing;
        }

        DiagnosticBag bag = new();
        DeclarationChecks.Check(declaration, syntax, bag, cancellationToken);
        ReservedNames.Check(declaration, syntax, bag);
        HierarchyParser.CheckPartial(declaration, bag, cancellationToken);
        KindChecks.Check(declaration, syntax, bag, cancellationToken);
        StageArguments arguments = ArgumentParser.ParseStage(declaration, kind, syntax, bag, cancellationToken);
        GeneratedMembers generated = GeneratedMembers.OfStage(kind, arguments.Precision ?? Precision.Single);
        MemberCollisions.Check(declaration, generated, bag, cancellationToken);
        BaseChecks.Check(declaration, generated, bag, cancellationToken);
        if (!bag.IsEmpty || arguments is not { Size: { } size, Precision: { } precision, Activation: { } activation, Constant: { } constant })
        {
            return new ParsedStage([], bag.ToEquatableArray());
        }

        return new ParsedStage(
            [
                new StageSpec
                {
                    Hierarchy = HierarchyParser.Parse(declaration.Symbol, cancellationToken),
                    Kind = kind,
                    Size = size,
                    Precision = precision,
                    Constant = constant,
                    Activation = activation,
                    Slope = arguments.Slope,
                },
            ],
            []);
    }
}
