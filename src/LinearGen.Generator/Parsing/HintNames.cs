using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>Names generated files. Two layers with one name would make the generator fail, and letter case does not tell names apart.</summary>
internal static class HintNames
{
    /// <summary>For each namespace and type which of its names differ from others by case alone: nearly always none. Kept as long as the compilation is.</summary>
    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, Neighbours> Known = new();

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
        Neighbours neighbours = Known.GetValue(container, static container => new Neighbours(
            Ranks(container.GetTypeMembers()),
            container is INamespaceSymbol around ? Ranks(around.GetNamespaceMembers()) : null));
        Dictionary<string, int>? ranks = symbol is INamespaceSymbol ? neighbours.Namespaces : neighbours.Types;
        return ranks is not null && ranks.TryGetValue(symbol.Name, out int rank)
            ? $"{symbol.MetadataName}({rank.ToString(CultureInfo.InvariantCulture)})"
            : symbol.MetadataName;
    }

    /// <summary>
    /// Numbers from 1 for names that come after others which only differ by case; null if there are none. All names are
    /// looked at once: once for each layer of a large namespace would take the square of their number.
    /// </summary>
    private static Dictionary<string, int>? Ranks(IEnumerable<INamespaceOrTypeSymbol> symbols)
    {
        Dictionary<string, string> first = new(StringComparer.OrdinalIgnoreCase);
        bool areAlike = false;
        foreach (INamespaceOrTypeSymbol symbol in symbols)
        {
            if (first.TryGetValue(symbol.Name, out string? other))
            {
                areAlike |= other != symbol.Name;
            }
            else
            {
                first.Add(symbol.Name, symbol.Name);
            }
        }

        return !areAlike ? null : symbols
            .Select(static symbol => symbol.Name)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(static alike => alike.OrderBy(static name => name, StringComparer.Ordinal).Select(static (name, rank) => (name, rank)))
            .Where(static pair => pair.rank > 0)
            .ToDictionary(static pair => pair.name, static pair => pair.rank, StringComparer.Ordinal);
    }

    private sealed record Neighbours(Dictionary<string, int>? Types, Dictionary<string, int>? Namespaces);
}
