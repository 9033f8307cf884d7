using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>A class with the attribute, as the parts of the parser see it. Lives only as long as the parsing.</summary>
/// <param name="Symbol">The class.</param>
/// <param name="Syntax">The one of its declarations that has the attribute.</param>
/// <param name="Model">The semantic model of that declaration's file.</param>
internal sealed record LayerDeclaration(INamedTypeSymbol Symbol, TypeDeclarationSyntax Syntax, SemanticModel Model)
{
    /// <summary>The class as messages call it.</summary>
    public string Name => Symbol.Name;

    /// <summary>Whether a class is nothing but its name and attributes, as most layers are: no members, no base, no other declaration. Nothing of that need be looked up then.</summary>
    /// <param name="type">The class.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static bool IsBare(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Length == 1
        && type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is ClassDeclarationSyntax { Members.Count: 0, ParameterList: null, BaseList: null };

    /// <summary>The class's name in its declaration.</summary>
    public Location NameLocation => Syntax.Identifier.GetLocation();
}
