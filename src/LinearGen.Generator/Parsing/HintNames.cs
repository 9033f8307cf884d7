using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>Names generated files. Two layers with one name would make the generator fail, and letter case does not tell names apart.</summary>
internal static class HintNames
{
    /// <summary>The names of each namespace and type that differ from others by case alone: nearly always none. Kept as long as the compilation is.</summary>
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

        return Shortened(name) + ".g.cs";
    }

    /// <summary>A name that is too long for a file's, which has up to 255 bytes, ends in a hash of all of it.</summary>
    private static string Shortened(string name)
    {
        const int Longest = 160;
        if (Encoding.UTF8.GetByteCount(name) <= Longest)
        {
            return name;
        }

        // Three bytes a character at most, or four for the two of a surrogate pair.
        int length = (Longest / 3) - 20;
        length -= char.IsHighSurrogate(name[length - 1]) ? 1 : 0;
        using SHA256 hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.UTF8.GetBytes(name));
        return name.Substring(0, length) + "-" + string.Concat(digest.Take(8).Select(static part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// One name, numbered if a neighbour's differs only by case. Only neighbours matter, so that code
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
