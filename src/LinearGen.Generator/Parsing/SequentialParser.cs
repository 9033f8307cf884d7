using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads one class with <c>[Sequential]</c>: the place as a layer's is read, then the layers it names.</summary>
internal static class SequentialParser
{
    /// <summary>Reads a class.</summary>
    /// <param name="context">One declaration of it, the one with the attribute.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    public static ParsedNetwork Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        LayerDeclaration declaration = new(
            (INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel);
        if (LayerAttributes.FindSequential(declaration.Symbol) is not { } attribute
            || LayerAttributes.Syntax(attribute, cancellationToken) is not { } syntax
            || syntax.Parent?.Parent != declaration.Syntax
            || !HierarchyParser.IsWellFormed(declaration.Symbol))
        {
            return ParsedNetwork.Nothing;
        }

        DiagnosticBag bag = new();
        DeclarationChecks.Check(declaration, syntax, bag, cancellationToken);
        HierarchyParser.CheckPartial(declaration, bag, cancellationToken);
        if (LayerAttributes.Find(declaration.Symbol) is not null)
        {
            bag.Report(NetworkDescriptors.LayerAndNetwork, syntax.Name.GetLocation(), declaration.Name);
        }

        SequentialArguments arguments = SequentialArguments.Parse(declaration, attribute, syntax, bag, cancellationToken);
        GeneratedMembers generated = GeneratedMembers.OfNetwork(arguments.Precision);
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
                    HasRowTypes = RowTypes.Fit(
                        declaration.Symbol, arguments.Layers[0].Spec!.In, arguments.Layers[arguments.Layers.Count - 1].Spec!.Out, arguments.Precision, names, cancellationToken),
                },
            ],
            []);
    }
}
