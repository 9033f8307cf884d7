using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Parsing;

/// <summary>Names the properties of a network's layers: like their classes, numbered from 1 where a class comes again.</summary>
internal static class LayerNames
{
    /// <summary>The property names of layers, in their order.</summary>
    /// <param name="layers">The layers' classes.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<INamedTypeSymbol> layers)
    {
        Dictionary<ISymbol, int> first = new(SymbolEqualityComparer.Default);
        Dictionary<ISymbol, int> numbers = new(SymbolEqualityComparer.Default);
        string[] names = new string[layers.Count];
        for (int n = 0; n < names.Length; n++)
        {
            INamedTypeSymbol layer = layers[n];
            names[n] = layer.Name;
            if (!first.ContainsKey(layer))
            {
                first.Add(layer, n);
                continue;
            }

            int number = numbers.TryGetValue(layer, out int last) ? last + 1 : 2;
            numbers[layer] = number;
            names[first[layer]] = layer.Name + Printing.Address.Text(1);
            names[n] = layer.Name + Printing.Address.Text(number);
        }

        return names;
    }

    /// <summary>A name as it is written in code.</summary>
    /// <param name="name">The name.</param>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>Checks that no two layers, and no layer and another generated member, have the same name; then adds them to the members.</summary>
    /// <param name="network">The class.</param>
    /// <param name="arguments">Its layers.</param>
    /// <param name="names">Their names.</param>
    /// <param name="generated">The other members that will be generated.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    public static void Check(LayerDeclaration network, SequentialArguments arguments, IReadOnlyList<string> names, GeneratedMembers generated, DiagnosticBag bag)
    {
        List<string> accepted = [];
        for (int n = 0; n < names.Count; n++)
        {
            string name = names[n];
            Location location = arguments.Layers[n].Location;
            if (SymbolEqualityComparer.Default.Equals(arguments.Layers[n].Symbol, network.Symbol))
            {
                // A block that is a stage of itself: only that is reported.
            }
            else if (accepted.Contains(name))
            {
                bag.Report(NetworkDescriptors.NameClash, location, network.Name, name, "another stage's property has that name");
            }
            else if (generated.Named(name).FirstOrDefault() is { } member)
            {
                bag.Report(NetworkDescriptors.NameClash, location, network.Name, name, $"'{member.Display(network.Name)}' is generated too");
            }
            else if (name == network.Name)
            {
                bag.Report(NetworkDescriptors.NameClash, location, network.Name, name, "C# forbids a member named like its class");
            }
            else
            {
                accepted.Add(name);
            }
        }

        generated.AddProperties(accepted);
    }
}
