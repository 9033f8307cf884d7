using System.Globalization;
using System.Text;
using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Checks what kind of class it is: a plain, instantiable one that another file can add to.</summary>
internal static class DeclarationChecks
{
    /// <summary>C# 13, the oldest version that generated code is written for; this compiler may not know its name.</summary>
    private const int OldestLanguageVersion = 1300;

    /// <summary>
    /// Bytes of a full name at most. Metadata have names of up to 1,023 bytes, and an explicit implementation's holds the class's
    /// name twice: <c>LinearGen.ISequentialNetwork&lt;float,Acme.Policy.Gradients,Acme.Policy.Activations&gt;.CreateActivations</c>.
    /// </summary>
    private const int LongestName = 400;

    /// <summary>Checks a class.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">May read files.</param>
    public static void Check(LayerDeclaration layer, AttributeSyntax attribute, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        INamedTypeSymbol symbol = layer.Symbol;
        if (layer.Syntax.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: var version } && (int)version < OldestLanguageVersion)
        {
            bag.Report(LayerDescriptors.LanguageVersion, attribute.Name.GetLocation(), layer.Name, version.ToDisplayString());
        }

        if (Encoding.UTF8.GetByteCount(symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)) is > LongestName and int length)
        {
            bag.Report(LayerDescriptors.NameTooLong, layer.NameLocation, layer.Name.Substring(0, Math.Min(layer.Name.Length, 40)), length.ToString(CultureInfo.InvariantCulture), LongestName.ToString(CultureInfo.InvariantCulture));
        }

        if (symbol.IsRecord)
        {
            bag.Report(LayerDescriptors.Record, layer.Syntax.Keyword.GetLocation(), layer.Name);
        }

        if (symbol.IsStatic)
        {
            bag.Report(LayerDescriptors.Static, Modifier(layer, SyntaxKind.StaticKeyword, cancellationToken), layer.Name);
        }
        else if (symbol.IsAbstract)
        {
            bag.Report(LayerDescriptors.Abstract, Modifier(layer, SyntaxKind.AbstractKeyword, cancellationToken), layer.Name);
        }

        SyntaxNode? declaration = layer.Syntax;
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType, declaration = declaration?.Parent)
        {
            CheckAround(layer, type, declaration as TypeDeclarationSyntax, bag);
        }
    }

    /// <summary>Checks modifiers that neither the class nor a type around it may have.</summary>
    private static void CheckAround(LayerDeclaration layer, INamedTypeSymbol type, TypeDeclarationSyntax? syntax, DiagnosticBag bag)
    {
        if (type.Arity > 0)
        {
            string remedy = type.Equals(layer.Symbol, SymbolEqualityComparer.Default)
                ? "remove the type parameters, and choose the element type with Precision"
                : $"move '{layer.Name}' out of it";
            bag.Report(LayerDescriptors.Generic, syntax?.TypeParameterList?.GetLocation() ?? layer.NameLocation, type.Name, remedy);
        }

        if (type.IsFileLocal)
        {
            SyntaxToken file = syntax?.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.FileKeyword)) ?? default;
            bag.Report(LayerDescriptors.FileLocal, file == default ? layer.NameLocation : file.GetLocation(), type.Name);
        }
    }

    /// <summary>A modifier where it is written; it may be in another declaration than the attribute.</summary>
    private static Location Modifier(LayerDeclaration layer, SyntaxKind kind, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in layer.Symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax
                && syntax.Modifiers.FirstOrDefault(modifier => modifier.IsKind(kind)) is var token
                && token != default)
            {
                return token.GetLocation();
            }
        }

        return layer.NameLocation;
    }
}
