using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Internals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>The stages that the attribute of a network or residual block names, and whether they fit together.</summary>
internal sealed class SequentialArguments
{
    private SequentialArguments(List<NamedLayer> layers, bool isComplete, bool isTrainable) =>
        (Layers, IsComplete, IsTrainable) = (layers, isComplete, isTrainable && (!isComplete || NetworkLayer.AreTrainable([.. layers.Select(static layer => layer.Spec!)])));

    /// <summary>The layers that could be read.</summary>
    public IReadOnlyList<NamedLayer> Layers { get; }

    /// <summary>Whether these are all that are named; if not, the fault has been reported.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether there is a backward pass: nothing says that there shall be none, and there is something to train, or nothing that cannot be.</summary>
    public bool IsTrainable { get; }

    /// <summary>The element type, that of the first layer.</summary>
    public Precision Precision => Layers.Count == 0 ? Precision.Single : Layers[0].Precision;

    /// <summary>Inputs per row; null if the first layer is not known.</summary>
    public int? In => Layers.Count > 0 && IsComplete ? Layers[0].Spec?.In : null;

    /// <summary>Outputs per row; null if the last layer is not known.</summary>
    public int? Out => Layers.Count > 0 && IsComplete ? Layers[Layers.Count - 1].Spec?.Out : null;

    /// <summary>Checks that a residual block gives as many outputs as it takes inputs.</summary>
    /// <param name="block">The class.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    public void CheckResidual(LayerDeclaration block, DiagnosticBag bag)
    {
        if (In is { } inputs && Out is { } outputs && inputs != outputs)
        {
            NamedLayer last = Layers[Layers.Count - 1];
            bag.Report(NetworkDescriptors.ResidualDoesNotFit, last.Location, block.Name, Text(inputs), Layers[0].Spec!.Name, Text(outputs), last.Spec!.Name, ChangeOf(last.Spec, KnownNames.Out, inputs));
        }
    }

    /// <summary>Checks that gradients pass through all stages behind the first that is trained.</summary>
    /// <param name="network">The class.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    public void CheckTrainable(LayerDeclaration network, DiagnosticBag bag)
    {
        NetworkLayer? first = null;
        foreach (NamedLayer layer in IsTrainable && IsComplete ? Layers : [])
        {
            if (first is not null && layer.Spec!.StopsGradients)
            {
                bag.Report(NetworkDescriptors.FixedBehindTrained, layer.Location, network.Name, layer.Spec.Name, first.Name);
                return;
            }

            first ??= layer.Spec!.Learns ? layer.Spec : null;
        }
    }

    /// <summary>Reads the arguments.</summary>
    /// <param name="network">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="syntax">The attribute's syntax.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">Honoured for each layer.</param>
    public static SequentialArguments Parse(LayerDeclaration network, AttributeData attribute, AttributeSyntax syntax, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        List<NamedLayer> layers = [];
        bool isTrainable = LayerAttributes.IsTrainable(attribute);
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array } argument)
        {
            // The compiler reports the fault of the call.
            return new(layers, isComplete: false, isTrainable);
        }

        if (argument.IsNull || argument.Values.IsEmpty)
        {
            bag.Report(NetworkDescriptors.Empty, syntax.Name.GetLocation(), network.Name, LayerAttributes.FindSequential(network.Symbol) is null ? nameof(StageKind.Residual) : "Sequential");
            return new(layers, isComplete: false, isTrainable);
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

        SequentialArguments arguments = new(layers, isComplete, isTrainable);
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
                bag.Report(NetworkDescriptors.NotALayer, location, network.Name, "null", "it is not a class");
            }

            return null;
        }

        if (type is not INamedTypeSymbol symbol || !StageReader.IsStage(symbol))
        {
            bool isNetwork = type is INamedTypeSymbol named && LayerAttributes.FindSequential(named.OriginalDefinition) is not null;
            bag.Report(
                isNetwork ? NetworkDescriptors.NestedNetwork : NetworkDescriptors.NotALayer,
                location,
                network.Name,
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                "it has none of their attributes");
            return null;
        }

        if (!HasConstructor(network, symbol, cancellationToken))
        {
            bag.Report(NetworkDescriptors.NoConstructor, location, network.Name, symbol.Name);
        }

        StageReader reader = new(network.Symbol, network.Model, cancellationToken);
        NamedLayer layer = new(symbol, location);
        if (reader.Read(symbol) is not var (spec, precision))
        {
            if (reader.ContainsItself)
            {
                bag.Report(NetworkDescriptors.ContainsItself, location, network.Name);
            }

            return layer;
        }

        return layer with { Precision = precision, Spec = spec with { Accessibility = VisibleTo(symbol, network.Symbol) } };
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
            bag.Report(NetworkDescriptors.DoesNotFit, layer.Location, second.Name, Text(second.In), first.Name, Text(first.Out), Text(first.In), Text(second.Out), Remedy(first, second), ChangeOf(first, KnownNames.Out, second.In));
        }
    }

    /// <summary>Returns the change to a stage that makes it fit behind another one.</summary>
    private static string Remedy(NetworkLayer first, NetworkLayer second) => second.Kind switch
    {
        StageKind.Linear => $"write [LinearLayer(In = {first.Name}.Out, Out = {Text(second.Out)})] on '{second.Name}'",
        StageKind.Residual => ChangeOf(second, KnownNames.In, first.Out),
        _ => $"write [{second.Kind}(Size = {first.Name}.Out)] on '{second.Name}'",
    };

    /// <summary>Returns the change that gives a stage another size.</summary>
    private static string ChangeOf(NetworkLayer stage, string size, int value) => stage.Kind switch
    {
        StageKind.Linear => $"change {size} of '{stage.Name}' to {Text(value)}",
        StageKind.Residual => $"make '{stage.Name}' of stages that take and give {Text(value)}",
        _ => $"change Size of '{stage.Name}' to {Text(value)}",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void CheckStorage(LayerDeclaration network, AttributeSyntax syntax, DiagnosticBag bag)
    {
        int bytes = Precision.Bytes();
        IReadOnlyList<NetworkStep> steps = NetworkStep.Of([.. Layers.Select(static layer => layer.Spec!)], isResidual: false);
        long parameters = steps.Sum(step => StorageSize.BlockLength(step, bytes));
        long transposes = steps.Sum(step => StorageSize.TransposedLength(step, bytes, IsTrainable));
        if (Math.Max(parameters, transposes) > StorageSize.MaxArrayLength)
        {
            bag.Report(NetworkDescriptors.TooLarge, syntax.Name.GetLocation(), network.Name, Text(Math.Max(parameters, transposes)), Text(StorageSize.MaxArrayLength));
        }
    }
}
