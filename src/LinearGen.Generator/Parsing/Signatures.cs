using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Compares methods that exist with methods that will be generated.</summary>
internal static class Signatures
{
    private static readonly SymbolDisplayFormat FullName =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat ShortName = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>Whether C# takes a member for the same as a generated one of its name, so that both cannot stand in one class.</summary>
    /// <param name="member">A member that exists.</param>
    /// <param name="generated">A generated one of the same name.</param>
    /// <param name="layer">The class.</param>
    public static bool Collide(ISymbol member, GeneratedMember generated, INamedTypeSymbol layer) =>
        generated.Parameters is not { } parameters
        || member is not IMethodSymbol method
        || (method.Arity == 0 && Match(method.Parameters, parameters, layer));

    /// <summary>Whether parameters are those of a generated method; by reference is another signature.</summary>
    /// <param name="parameters">Parameters that exist.</param>
    /// <param name="types">The generated ones.</param>
    /// <param name="layer">The class.</param>
    public static bool Match(IReadOnlyList<IParameterSymbol> parameters, IReadOnlyList<string> types, INamedTypeSymbol layer) =>
        parameters.Count == types.Count
        && parameters.Zip(types, (parameter, type) => parameter.RefKind == RefKind.None && Match(parameter, type, layer)).All(static match => match);

    /// <summary>A member as messages call it: name and parameter types.</summary>
    /// <param name="member">The member.</param>
    public static string Display(ISymbol member) => member.ToDisplayString(ShortName);

    private static bool Match(IParameterSymbol parameter, string type, INamedTypeSymbol layer) => type switch
    {
        GeneratedMembers.Self => SymbolEqualityComparer.Default.Equals(parameter.Type, layer),
        GeneratedMembers.Gradients or GeneratedMembers.Activations => NamesOwn(type, parameter, layer),
        _ => parameter.Type.ToDisplayString(FullName) == type,
    };

    /// <summary>The class's own nested classes are not there yet, so their names must do.</summary>
    private static bool NamesOwn(string nested, IParameterSymbol parameter, INamedTypeSymbol layer)
    {
        TypeSyntax? type = (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ParameterSyntax)?.Type;
        type = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        return type switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == nested,
            QualifiedNameSyntax { Right: IdentifierNameSyntax name } qualified => name.Identifier.ValueText == nested
                && qualified.Left.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText == layer.Name,
            _ => false,
        };
    }
}
