using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Finds the attribute on a class, and its arguments as they are written.</summary>
internal static class LayerAttributes
{
    /// <summary>The attribute of a class, the first one if it is there twice (CS0579); null if the class is not a layer.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? Find(INamedTypeSymbol type) => Find(type, StageKind.Linear.AttributeName());

    /// <summary>The attribute of a stage other than a layer, and the stage's kind; null if the class is no such stage.</summary>
    /// <param name="type">The class.</param>
    public static (AttributeData Attribute, StageKind Kind)? FindStage(INamedTypeSymbol type)
    {
        foreach (StageKind kind in StageTraits.Sized)
        {
            if (Find(type, kind.AttributeName()) is { } attribute)
            {
                return (attribute, kind);
            }
        }

        return null;
    }

    /// <summary>The attribute of a layer, or of a stage of as many outputs as inputs.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindSized(INamedTypeSymbol type) => Find(type) ?? FindStage(type)?.Attribute;

    /// <summary>The attribute of a class that a network may name.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindNameable(INamedTypeSymbol type) => FindSized(type) ?? FindResidual(type);

    /// <summary>The attribute of a class that names stages: a network's or a residual block's.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindNaming(INamedTypeSymbol type) => FindSequential(type) ?? FindResidual(type);

    /// <summary>The attribute of any class that gets a generated half. Of several it is the one that is read; the others are a mistake.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindAny(INamedTypeSymbol type) => FindSized(type) ?? FindNaming(type);

    /// <summary>The classes that the attribute of a network or residual block names; null where something else is named.</summary>
    /// <param name="attribute">The attribute.</param>
    public static IReadOnlyList<INamedTypeSymbol?> Named(AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0] is { Kind: TypedConstantKind.Array, IsNull: false, Values: var values }
            ? [.. values.Select(static value => value.Kind == TypedConstantKind.Type ? value.Value as INamedTypeSymbol : null)]
            : [];

    /// <summary>The attribute of a residual block's class; null if the class is none.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindResidual(INamedTypeSymbol type) => Find(type, StageKind.Residual.AttributeName());

    /// <summary>The attribute of a network's class, the first one if it is there twice; null if the class is no network.</summary>
    /// <param name="type">The class.</param>
    public static AttributeData? FindSequential(INamedTypeSymbol type) => Find(type, "SequentialAttribute");

    /// <summary>The attribute in the source, or null if it comes from another assembly.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static AttributeSyntax? Syntax(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    /// <summary>A named argument as written, the first one if it is there twice (CS0643); null if it is not given.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's name.</param>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string name)
    {
        if (attribute.ArgumentList is { } list)
        {
            foreach (AttributeArgumentSyntax argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == name)
                {
                    return argument;
                }
            }
        }

        return null;
    }

    /// <summary>A named argument as the compiler worked it out, the first one if it is there twice; null if it is not given or not known.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's name.</param>
    public static object? Value(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? argument.Value.Value : null;
            }
        }

        return null;
    }

    /// <summary>Whether an attribute leaves its class a backward pass.</summary>
    /// <param name="attribute">The attribute.</param>
    public static bool IsTrainable(AttributeData attribute) => Value(attribute, KnownNames.Trainable) is not false;

    /// <summary>Whether a namespace is the one of the runtime's public types.</summary>
    /// <param name="symbol">The namespace.</param>
    public static bool IsRuntimeNamespace(INamespaceSymbol? symbol) =>
        symbol is { Name: KnownNames.RuntimeNamespace, ContainingNamespace.IsGlobalNamespace: true };

    private static AttributeData? Find(INamedTypeSymbol type, string name)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { ContainingType: null, Arity: 0 } attributeClass
                && attributeClass.Name == name
                && IsRuntimeNamespace(attributeClass.ContainingNamespace))
            {
                return attribute;
            }
        }

        return null;
    }
}
