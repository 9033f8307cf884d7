using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>Names generated files. Two layers with one name would make the generator fail, and letter case does not tell names apart.</summary>
internal static class HintNames
{
    /// <summary>The name of a class's file: its full name as reflection writes it, so <c>Acme.Net.Head.g.cs</c> or <c>Acme.Net+Head.g.cs</c>.</summary>
    /// <param name="layer">The class.</param>
    public static string Of(INamedTypeSymbol layer)
    {
        string name = "";
        for (INamespaceOrTypeSymbol symbol = layer; symbol is not INamespaceSymbol { IsGlobalNamespace: true };)
        {
            INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
            name = Part(symbol, container) + name;
            if (container is not INamespaceSymbol { IsGlobalNamespace: true })
            {
                name = (symbol.ContainingType is null ? "." : "+") + name;
            }

            symbol = container;
        }

        return name + ".g.cs";
    }

    /// <summary>
    /// One name, numbered if a neighbour's differs only by case. Only neighbours matter, so that what is written
    /// elsewhere in a project never renames a file.
    /// </summary>
    private static string Part(INamespaceOrTypeSymbol symbol, INamespaceOrTypeSymbol container)
    {
        IEnumerable<string> neighbours = symbol is INamespaceSymbol
            ? ((INamespaceSymbol)container).GetNamespaceMembers().Select(static neighbour => neighbour.Name)
            : container.GetTypeMembers().Select(static neighbour => neighbour.Name);
        int rank = neighbours
            .Where(name => string.Equals(name, symbol.Name, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(name, symbol.Name) < 0)
            .Distinct(StringComparer.Ordinal)
            .Count();
        return rank == 0 ? symbol.MetadataName : $"{symbol.MetadataName}({rank.ToString(CultureInfo.InvariantCulture)})";
    }
}
