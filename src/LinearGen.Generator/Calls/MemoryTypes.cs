using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>The types whose length is followed: arrays, spans and memories; and inline arrays, whose length is their type's.</summary>
internal sealed class MemoryTypes(Compilation compilation)
{
    private readonly INamedTypeSymbol? _inlineArray = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.InlineArrayAttribute");

    /// <summary>Span of T, without which nothing can be checked.</summary>
    public INamedTypeSymbol? Span { get; } = compilation.GetTypeByMetadataName("System.Span`1");

    /// <summary>ReadOnlySpan of T.</summary>
    public INamedTypeSymbol? ReadOnlySpan { get; } = compilation.GetTypeByMetadataName("System.ReadOnlySpan`1");

    private INamedTypeSymbol? Memory { get; } = compilation.GetTypeByMetadataName("System.Memory`1");

    private INamedTypeSymbol? ReadOnlyMemory { get; } = compilation.GetTypeByMetadataName("System.ReadOnlyMemory`1");

    private INamedTypeSymbol? MemoryExtensions { get; } = compilation.GetTypeByMetadataName("System.MemoryExtensions");

    /// <summary>Whether this is a span or a memory.</summary>
    public bool IsView(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1, OriginalDefinition: var definition }
        && (Is(definition, Span) || Is(definition, ReadOnlySpan) || Is(definition, Memory) || Is(definition, ReadOnlyMemory));

    /// <summary>Whether this is an array of one dimension, a span or a memory.</summary>
    public bool IsLinear(ITypeSymbol? type) => type is IArrayTypeSymbol { IsSZArray: true } || IsView(type);

    /// <summary>Whether this is Span of a type or ReadOnlySpan of it.</summary>
    public static bool IsOf(ITypeSymbol type, INamedTypeSymbol? definition, ITypeSymbol element) => type is INamedTypeSymbol { Arity: 1 } named
        && Is(named.OriginalDefinition, definition) && SymbolEqualityComparer.Default.Equals(named.TypeArguments[0], element);

    /// <summary>Whether a method is one of the extensions AsSpan and AsMemory.</summary>
    public bool IsAsView(IMethodSymbol method) => method.Name is "AsSpan" or "AsMemory" && Is(method.ContainingType, MemoryExtensions);

    /// <summary>Whether a method is a slice of a span or memory.</summary>
    public bool IsSlice(IMethodSymbol method) => method.Name == "Slice" && IsView(method.ContainingType);

    /// <summary>The length of an inline array, or null.</summary>
    public long? InlineLengthOf(ITypeSymbol? type)
    {
        if (type is not { TypeKind: TypeKind.Struct } || _inlineArray is null)
        {
            return null;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _inlineArray) && attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is int length)
            {
                return length;
            }
        }

        return null;
    }

    private static bool Is(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
