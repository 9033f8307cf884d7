using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Internals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>The layers that a network's attribute names, and whether they fit together.</summary>
internal sealed class SequentialArguments
{
    private SequentialArguments(List<NamedLayer> layers, bool isComplete) => (Layers, IsComplete) = (layers, isComplete);

    /// <summary>The layers that could be read.</summary>
    public IReadOnlyList<NamedLayer> Layers { get; }

    /// <summary>Whether these are all that are named; if not, somebody has reported what is wrong.</summary>
    public bool IsComplete { get; }

    /// <summary>The element type, that of the first layer.</summary>
    public Precision Precision => Layers.Count == 0 ? Precision.Single : Layers[0].Precision;

    /// <summary>Reads the arguments.</summary>
    /// <param name="network">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="syntax">The same as written.</param>
    /// <param name="bag">Takes what is wrong.</param>
    /// <param name="cancellationToken">Honoured for each layer.</param>
    public static SequentialArguments Parse(LayerDeclaration network, AttributeData attribute, AttributeSyntax syntax, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        List<NamedLayer> layers = [];
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array } argument)
        {
            // The compiler says what is wrong with the call.
            return new(layers, isComplete: false);
        }

        if (argument.IsNull || argument.Values.IsEmpty)
        {
            bag.Report(NetworkDescriptors.Empty, syntax.Name.GetLocation(), network.Name);
            return new(layers, isComplete: false);
        }

        bool isComplete = true;
        TypeOfExpressionSyntax[] names = [.. syntax.DescendantNodes().OfType<TypeOfExpressionSyntax>()];
        for (int n = 0; n < argument.Values.Length; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TypeOfExpressionSyntax? name = names.Length == argument.Values.Length ? names[n] : null;
            Location location = (name ?? (SyntaxNode)syntax).GetLocation();
            if (name is not null && argument.Values[n].Value is null or IErrorTypeSymbol && IsInaccessible(network.Model, name, cancellationToken) is { } hidden)
            {
                bag.Report(NetworkDescriptors.Inaccessible, location, network.Name, hidden);
                isComplete = false;
            }
            else if (Read(network, argument.Values[n], location, bag, cancellationToken) is { } layer)
            {
                CheckFits(layers.LastOrDefault(), layer, bag);
                layers.Add(layer);
                isComplete &= layer.Spec is not null;
            }
            else
            {
                isComplete = false;
            }
        }

        SequentialArguments arguments = new(layers, isComplete);
        if (isComplete)
        {
            arguments.CheckStorage(network, syntax, bag);
        }

        return arguments;
    }

    /// <summary>The name of a class that may not be named here, which the compiler treats as if it were none (CS0122).</summary>
    private static string? IsInaccessible(SemanticModel model, TypeOfExpressionSyntax name, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(name.Type, cancellationToken) is { CandidateReason: CandidateReason.Inaccessible, CandidateSymbols: { Length: > 0 } hidden } ? hidden[0].Name : null;

    private static NamedLayer? Read(LayerDeclaration network, TypedConstant argument, Location location, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (argument.Value is not ITypeSymbol type || type is IErrorTypeSymbol)
        {
            if (argument is { IsNull: true, Kind: not TypedConstantKind.Error })
            {
                bag.Report(NetworkDescriptors.NotALayer, location, network.Name, "null", "it is no class");
            }

            return null;
        }

        if (type is not INamedTypeSymbol symbol || LayerAttributes.Find(symbol.OriginalDefinition) is not { } attribute)
        {
            bool isNetwork = type is INamedTypeSymbol named && LayerAttributes.FindSequential(named.OriginalDefinition) is not null;
            bag.Report(
                isNetwork ? NetworkDescriptors.NestedNetwork : NetworkDescriptors.NotALayer,
                location,
                network.Name,
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                "it has no [LinearLayer]");
            return null;
        }

        if (!HasConstructor(network, symbol, cancellationToken))
        {
            bag.Report(NetworkDescriptors.NoConstructor, location, network.Name, symbol.Name);
        }

        NamedLayer layer = new(symbol, location);
        return Sizes(symbol, attribute, network.Model, cancellationToken) is not { } sizes ? layer : layer with
        {
            Precision = sizes.Precision,
            Spec = new NetworkLayer
            {
                Property = symbol.Name,
                FullName = sizes.FullName ?? symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                Name = symbol.Name,
                Accessibility = VisibleTo(symbol, network.Symbol),
                In = sizes.In,
                Out = sizes.Out,
                HasBias = sizes.HasBias,
                Activation = sizes.Activation,
            },
        };
    }

    /// <summary>What a layer's attribute says, if nothing about the layer is wrong; and its name as source text, if that is known.</summary>
    private static (int In, int Out, bool HasBias, Precision Precision, Activation Activation, string? FullName)? Sizes(
        INamedTypeSymbol layer, AttributeData attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        if (LayerAttributes.Syntax(attribute, cancellationToken) is { } syntax && model.Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            ParsedLayer parsed = LayerParser.Parse(layer, syntax, model, cancellationToken);
            return parsed.Specs.Count > 0 && parsed.Specs[0] is var spec ? (spec.In, spec.Out, spec.HasBias, spec.Precision, spec.Activation, spec.Hierarchy.FullName) : null;
        }

        // Another assembly's attribute is finished.
        return LayerAttributes.Value(attribute, KnownNames.In) is int inputs && LayerAttributes.Value(attribute, KnownNames.Out) is int outputs
            ? (inputs,
                outputs,
                LayerAttributes.Value(attribute, KnownNames.Bias) is true,
                (Precision)(LayerAttributes.Value(attribute, KnownNames.Precision) as int? ?? 0),
                (Activation)(LayerAttributes.Value(attribute, KnownNames.Activation) as int? ?? 0),
                null)
            : null;
    }

    private static bool HasConstructor(LayerDeclaration network, INamedTypeSymbol layer, CancellationToken cancellationToken) =>
        LayerDeclaration.IsBare(layer, cancellationToken) ? !layer.IsAbstract : !layer.IsAbstract && layer.InstanceConstructors.Any(constructor =>
            constructor.Parameters.All(static parameter => parameter.IsOptional || parameter.IsParams)
            && (constructor.DeclaredAccessibility == Accessibility.Public || network.Model.Compilation.IsSymbolAccessibleWithin(constructor, network.Symbol)))
        && !layer.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    /// <summary>A public property cannot be of a less visible type than the class that it stands in (CS0053).</summary>
    private static string VisibleTo(INamedTypeSymbol layer, INamedTypeSymbol network)
    {
        for (INamedTypeSymbol? type = layer; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.ProtectedOrInternal)
            {
                return "private";
            }
        }

        return IsPublic(layer) || !IsPublic(network) ? "public" : "internal";

        static bool IsPublic(INamedTypeSymbol? type) =>
            type is null || (type.DeclaredAccessibility == Accessibility.Public && IsPublic(type.ContainingType));
    }

    private static void CheckFits(NamedLayer? before, NamedLayer layer, DiagnosticBag bag)
    {
        if (before?.Spec is not { } first || layer.Spec is not { } second)
        {
            return;
        }

        if (before.Precision != layer.Precision)
        {
            bag.Report(NetworkDescriptors.MixedPrecision, layer.Location, second.Name, $"Precision.{layer.Precision}", first.Name, $"Precision.{before.Precision}");
        }

        if (first.Out != second.In)
        {
            bag.Report(NetworkDescriptors.DoesNotFit, layer.Location, second.Name, Text(second.In), first.Name, Text(first.Out), Text(first.In), Text(second.Out));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void CheckStorage(LayerDeclaration network, AttributeSyntax syntax, DiagnosticBag bag)
    {
        int bytes = Precision.Bytes();
        long parameters = Layers.Sum(layer => new PanelLayout(layer.Spec!.In, layer.Spec.Out, bytes).BlockLength);
        long transposes = Layers.Sum(layer => new PanelLayout(layer.Spec!.Out, layer.Spec.In, bytes).BlockLength);
        if (Math.Max(parameters, transposes) > StorageSize.MaxArrayLength)
        {
            bag.Report(NetworkDescriptors.TooLarge, syntax.Name.GetLocation(), network.Name, Text(Math.Max(parameters, transposes)), Text(StorageSize.MaxArrayLength));
        }
    }
}
