using System.Collections.Concurrent;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>The generated methods of a compilation, and the shapes of their classes. Made once per compilation.</summary>
internal sealed class KnownCalls(Compilation compilation, MemoryTypes memory)
{
    private readonly INamedTypeSymbol? _network = compilation.GetTypeByMetadataName("LinearGen.INetwork`1");
    private readonly INamedTypeSymbol? _trainer = compilation.GetTypeByMetadataName("LinearGen.Trainer`1");
    private readonly INamedTypeSymbol? _typedTrainer = compilation.GetTypeByMetadataName("LinearGen.Trainer`2");
    private readonly INamedTypeSymbol? _loss = compilation.GetTypeByMetadataName("LinearGen.Loss");
    private readonly INamedTypeSymbol? _gradients = compilation.GetTypeByMetadataName("LinearGen.LayerGradients`1");
    private readonly INamedTypeSymbol? _biasedGradients = compilation.GetTypeByMetadataName("LinearGen.BiasedLayerGradients`1");
    private readonly INamedTypeSymbol? _normGradients = compilation.GetTypeByMetadataName("LinearGen.LayerNormGradients`1");
    private readonly INamedTypeSymbol? _inferenceLayer = compilation.GetTypeByMetadataName("LinearGen.IInferenceLayer`1");
    private readonly INamedTypeSymbol? _inferenceNetwork = compilation.GetTypeByMetadataName("LinearGen.IInferenceNetwork`1");
    private readonly ConcurrentDictionary<INamedTypeSymbol, LayerShape?> _shapes = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the runtime is referred to at all.</summary>
    public bool Exist => _network is not null && memory.Span is not null;

    /// <summary>The shape of a class that has an attribute and its generated half, or null.</summary>
    public LayerShape? ShapeOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, Arity: 0 } named ? _shapes.GetOrAdd(named, Find) : null;

    /// <summary>The shape of the network that a trainer trains, or null if the type is no trainer.</summary>
    public LayerShape? TrainedBy(INamedTypeSymbol? type) =>
        type is { Arity: 1 or 2 } && (Is(type.OriginalDefinition, _typedTrainer) || Is(type.OriginalDefinition, _trainer)) ? ShapeOf(type.TypeArguments[0]) : null;

    /// <summary>Whether a class with a generated half has a backward pass.</summary>
    public bool IsTrainable(INamedTypeSymbol type) =>
        !type.AllInterfaces.Any(face => Is(face.OriginalDefinition, _inferenceLayer) || Is(face.OriginalDefinition, _inferenceNetwork));

    /// <summary>Whether a type is the one that has the library's losses as its static members.</summary>
    public bool IsLoss(INamedTypeSymbol type) => Is(type, _loss);

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

    /// <summary>Whether a parameter takes gradients of a class: its own, or a layer normalisation's.</summary>
    public bool AreGradients(IParameterSymbol parameter, LayerShape shape) => Is(parameter.Type.ContainingType, shape.Type)
        || (shape.Kind == StageKind.LayerNorm && parameter.Type is INamedTypeSymbol { Arity: 1 } type && Is(type.OriginalDefinition, _normGradients));

    private static bool Is(ISymbol? symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    private LayerShape? Find(INamedTypeSymbol type)
    {
        return KindChecks.IsOne(type)
            && SizeOf(type, KnownNames.In) is { } inputs
            && SizeOf(type, KnownNames.Out) is { } outputs
            && type.AllInterfaces.FirstOrDefault(face => Is(face.OriginalDefinition, _network)) is { } network
                ? new LayerShape(type, network.TypeArguments[0], inputs, outputs, KindOf(type))
                : null;
    }

    private static StageKind? KindOf(INamedTypeSymbol type) => LayerAttributes.FindStage(type) is var (_, kind) ? kind
        : LayerAttributes.FindResidual(type) is not null ? StageKind.Residual
        : LayerAttributes.FindSequential(type) is null ? StageKind.Linear
        : null;

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
