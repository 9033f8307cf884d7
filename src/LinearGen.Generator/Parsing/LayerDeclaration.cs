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

    /// <summary>The class's name in its declaration.</summary>
    public Location NameLocation => Syntax.Identifier.GetLocation();
}
