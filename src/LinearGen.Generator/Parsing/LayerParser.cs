using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads one annotated class: attribute, place and members, each by a part of its own.</summary>
internal static class LayerParser
{
    /// <summary>The layers that have been read, by compilation: networks ask again for the layers that they name, in a pipeline of their own.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, ParsedLayer>> Known = new();

    /// <summary>Whether a node can be a layer. Structs and interfaces are turned away by the compiler (CS0592).</summary>
    /// <param name="node">A declaration with an attribute of the right name.</param>
    public static bool IsCandidate(SyntaxNode node) => node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration);

    /// <summary>Reads a class.</summary>
    /// <param name="context">One declaration of it, the one with the attribute.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedLayer Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        LayerDeclaration declaration = new(
            (INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel);

        // The attribute may be on several declarations of a class (CS0579): the first one counts. Names may be missing
        // and types be there twice while someone is typing; the compiler says so.
        return LayerAttributes.Find(declaration.Symbol) is { } attribute
            && LayerAttributes.Syntax(attribute, cancellationToken) is { } syntax
            && syntax.Parent?.Parent == declaration.Syntax
            && HierarchyParser.IsWellFormed(declaration.Symbol)
            ? Parse(declaration, syntax, cancellationToken)
            : ParsedLayer.Nothing;
    }

    /// <summary>Reads a class that a network names, unless its own pipeline has done so in this compilation.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="attribute">Its attribute, which stands in this compilation's sources.</param>
    /// <param name="model">A semantic model of the compilation.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedLayer Parse(INamedTypeSymbol layer, AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        if (KnownOf(model).TryGetValue(layer, out ParsedLayer? parsed))
        {
            return parsed;
        }

        SemanticModel own = attribute.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(attribute.SyntaxTree);
        return attribute.Parent?.Parent is TypeDeclarationSyntax declaration && IsCandidate(declaration) && HierarchyParser.IsWellFormed(layer)
            ? Parse(new LayerDeclaration(layer, declaration, own), attribute, cancellationToken)
            : ParsedLayer.Nothing;
    }

    private static ConcurrentDictionary<ISymbol, ParsedLayer> KnownOf(SemanticModel model) =>
        Known.GetValue(model.Compilation, static _ => new(SymbolEqualityComparer.Default));

    private static ParsedLayer Parse(LayerDeclaration declaration, AttributeSyntax attribute, CancellationToken cancellationToken)
    {
        ParsedLayer parsed = Read(declaration, attribute, cancellationToken);
        KnownOf(declaration.Model)[declaration.Symbol] = parsed;
        return parsed;
    }

    private static ParsedLayer Read(LayerDeclaration declaration, AttributeSyntax syntax, CancellationToken cancellationToken)
    {
        DiagnosticBag bag = new();
        DeclarationChecks.Check(declaration, syntax, bag, cancellationToken);
        ReservedNames.Check(declaration, syntax, bag);
        HierarchyParser.CheckPartial(declaration, bag, cancellationToken);
        KindChecks.Check(declaration, syntax, bag, cancellationToken);
        LayerArguments arguments = ArgumentParser.Parse(declaration, syntax, bag, cancellationToken);
        GeneratedMembers generated = GeneratedMembers.OfLayer(arguments.Precision ?? Precision.Single, arguments.HasBias ?? false, arguments.Activation ?? Activation.None, arguments.IsTrainable ?? true);
        MemberCollisions.Check(declaration, generated, bag, cancellationToken);
        BaseChecks.Check(declaration, generated, bag, cancellationToken);
        if (!bag.IsEmpty || arguments is not { In: { } inputs, Out: { } outputs, HasBias: { } hasBias, Precision: { } precision, Activation: { } activation, IsTrainable: { } isTrainable, Weights: { } weights })
        {
            return new ParsedLayer([], bag.ToEquatableArray());
        }

        return new ParsedLayer(
            [
                new LayerSpec
                {
                    Hierarchy = HierarchyParser.Parse(declaration.Symbol, cancellationToken),
                    In = inputs,
                    Out = outputs,
                    HasBias = hasBias,
                    Precision = precision,
                    Activation = activation,
                    Slope = arguments.Slope,
                    IsTrainable = isTrainable,
                    Weights = weights,
                    HasRowTypes = RowTypes.Fit(declaration.Symbol, inputs, outputs, precision, [], cancellationToken),
                },
            ],
            []);
    }
}
