using System.Collections.Concurrent;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Which methods are generated ones, and of what shape their classes are. Made once per compilation.</summary>
internal sealed class KnownCalls(Compilation compilation, MemoryTypes memory)
{
    private readonly INamedTypeSymbol? _layerAttribute = compilation.GetTypeByMetadataName(KnownNames.LinearLayerAttribute);
    private readonly INamedTypeSymbol? _networkAttribute = compilation.GetTypeByMetadataName(KnownNames.SequentialAttribute);
    private readonly INamedTypeSymbol? _network = compilation.GetTypeByMetadataName("LinearGen.INetwork`1");
    private readonly INamedTypeSymbol? _trainer = compilation.GetTypeByMetadataName("LinearGen.Trainer`1");
    private readonly INamedTypeSymbol? _typedTrainer = compilation.GetTypeByMetadataName("LinearGen.Trainer`2");
    private readonly INamedTypeSymbol? _gradients = compilation.GetTypeByMetadataName("LinearGen.LayerGradients`1");
    private readonly INamedTypeSymbol? _biasedGradients = compilation.GetTypeByMetadataName("LinearGen.BiasedLayerGradients`1");
    private readonly ConcurrentDictionary<INamedTypeSymbol, LayerShape?> _shapes = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the runtime is referred to at all.</summary>
    public bool Exist => _network is not null && memory.Span is not null && (_layerAttribute is not null || _networkAttribute is not null);

    /// <summary>The shape of a class that has an attribute and its generated half, or null.</summary>
    public LayerShape? ShapeOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, Arity: 0 } named ? _shapes.GetOrAdd(named, Find) : null;

    /// <summary>The shape of the network that a trainer trains, or null for what is no trainer.</summary>
    public LayerShape? TrainedBy(INamedTypeSymbol? type) =>
        type is { Arity: 1 or 2 } && (Is(type.OriginalDefinition, _typedTrainer) || Is(type.OriginalDefinition, _trainer)) ? ShapeOf(type.TypeArguments[0]) : null;

    /// <summary>The shape of the layer whose gradients these are, or null.</summary>
    public LayerShape? DerivedBy(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is not { Arity: 1, OriginalDefinition: var definition } || !(Is(definition, _gradients) || Is(definition, _biasedGradients)))
        {
            return null;
        }

        IOperation? instance = call.Instance;
        while (instance is IConversionOperation { IsImplicit: true } conversion)
        {
            instance = conversion.Operand;
        }

        return instance?.Type is { Name: "Gradients", ContainingType: { } layer } ? ShapeOf(layer) : null;
    }

    /// <summary>Whether a method of a layer's or network's class is generated, and no overload that the user has added.</summary>
    public static bool IsGenerated(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            if (!reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            {
                return false;
            }
        }

        // Of another assembly only the signature is known; two methods of one name with the same one there cannot be.
        return !method.IsStatic && !method.IsGenericMethod;
    }

    /// <summary>Whether a parameter is a span of the shape's elements, to be read or to be written.</summary>
    public bool IsSpan(IParameterSymbol parameter, ITypeSymbol element) => parameter.RefKind == RefKind.None
        && (MemoryTypes.IsOf(parameter.Type, memory.Span, element) || MemoryTypes.IsOf(parameter.Type, memory.ReadOnlySpan, element));

    private static bool Is(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    private LayerShape? Find(INamedTypeSymbol type)
    {
        bool isLayer = Has(type, _layerAttribute);
        bool isNetwork = Has(type, _networkAttribute);
        return isLayer != isNetwork
            && SizeOf(type, KnownNames.In) is { } inputs
            && SizeOf(type, KnownNames.Out) is { } outputs
            && type.AllInterfaces.FirstOrDefault(face => Is(face.OriginalDefinition, _network)) is { } network
                ? new LayerShape(type, network.TypeArguments[0], inputs, outputs, isNetwork)
                : null;
    }

    private static bool Has(INamedTypeSymbol type, INamedTypeSymbol? attribute) =>
        attribute is not null && type.GetAttributes().Any(data => Is(data.AttributeClass!, attribute));

    private static int? SizeOf(INamedTypeSymbol type, string name)
    {
        foreach (ISymbol member in type.GetMembers(name))
        {
            if (member is IFieldSymbol { IsConst: true, ConstantValue: int and > 0 and var size })
            {
                return size;
            }
        }

        return null;
    }
}
