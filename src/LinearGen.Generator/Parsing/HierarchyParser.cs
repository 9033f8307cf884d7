using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads where a class stands, and checks that its other half can be declared there.</summary>
internal static class HierarchyParser
{
    /// <summary>Whether the class can be told from all others: each name is there, and no two types share one (CS0101, CS0102).</summary>
    /// <param name="layer">The class.</param>
    public static bool IsWellFormed(INamedTypeSymbol layer)
    {
        for (INamedTypeSymbol? type = layer; type is not null; type = type.ContainingType)
        {
            INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
            if (type.Name.Length == 0 || container.GetTypeMembers(type.Name, type.Arity).Count(static other => !other.IsFileLocal) > 1)
            {
                return false;
            }
        }

        for (INamespaceSymbol symbol = layer.ContainingNamespace; !symbol.IsGlobalNamespace; symbol = symbol.ContainingNamespace)
        {
            if (symbol.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks that the class and the types around it are partial.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">May read files.</param>
    public static void CheckPartial(LayerDeclaration layer, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (!layer.Syntax.Modifiers.Any(SyntaxKind.PartialKeyword) && !IsPartial(layer.Symbol, cancellationToken))
        {
            bag.Report(LayerDescriptors.NotPartial, layer.NameLocation, layer.Name);
        }

        SyntaxNode? declaration = layer.Syntax.Parent;
        for (INamedTypeSymbol? outer = layer.Symbol.ContainingType; outer is not null; outer = outer.ContainingType, declaration = declaration?.Parent)
        {
            if (!IsPartial(outer, cancellationToken) && declaration is TypeDeclarationSyntax syntax)
            {
                bag.Report(LayerDescriptors.OuterNotPartial, syntax.Identifier.GetLocation(), outer.Name, layer.Name, Keyword(outer));
            }
        }
    }

    /// <summary>Reads the place.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="cancellationToken">May read files.</param>
    public static HierarchyInfo Parse(INamedTypeSymbol layer, CancellationToken cancellationToken)
    {
        List<TypeDeclaration> types = [];
        for (INamedTypeSymbol? type = layer; type is not null; type = type.ContainingType)
        {
            types.Insert(0, new TypeDeclaration { Keyword = Keyword(type), Identifier = Identifier(type, cancellationToken), Name = type.Name });
        }

        return new HierarchyInfo
        {
            Namespace = Name(layer.ContainingNamespace),
            Types = [.. types],
            HintName = HintNames.Of(layer),
            HasOwnToString = layer.GetMembers(nameof(ToString)).Any(IsToString),
        };
    }

    /// <summary>Whether a member is <c>ToString()</c> without parameters.</summary>
    /// <param name="member">A member of the user's half.</param>
    public static bool IsToString(ISymbol member) => member is IMethodSymbol { Name: nameof(ToString), Arity: 0, Parameters.Length: 0 };

    /// <summary>Whether a declaration of the type is partial. One is enough: if another one is not, the compiler says so (CS0260).</summary>
    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(
        reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Name(INamespaceSymbol symbol) => symbol.IsGlobalNamespace ? ""
        : symbol.ContainingNamespace.IsGlobalNamespace ? Escape(symbol.Name)
        : $"{Name(symbol.ContainingNamespace)}.{Escape(symbol.Name)}";

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    /// <summary>A name that its user escapes may be a keyword of a later C# than this compiler's: then it stays escaped.</summary>
    private static string Identifier(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(
        reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Identifier.Text.StartsWith("@", StringComparison.Ordinal))
        ? "@" + type.Name
        : Escape(type.Name);

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
