using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>What can be wrong with the layers that a network names. All of it prevents generation, so none can be configured away.</summary>
/// <remarks>What is wrong with the class itself, partial or not, is in <see cref="LayerDescriptors"/>.</remarks>
internal static class NetworkDescriptors
{
    private const string Category = "LinearGen.Networks";

    /// <summary>In of a layer is not Out of the one before it.</summary>
    public static readonly DiagnosticDescriptor DoesNotFit = new(
        id: "LG0101",
        title: "A layer must take as many inputs as the one before it gives outputs",
        messageFormat: "'{0}' takes {1} inputs per row, but '{2}' before it gives {3}: '{2}' is {4}→{3}, '{0}' is {1}→{5}; write [LinearLayer(In = {2}.Out, Out = {5})] on '{0}', or change Out of '{2}' to {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0101.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A type that is named is no layer.</summary>
    public static readonly DiagnosticDescriptor NotALayer = new(
        id: "LG0102",
        title: "A network is made of layers",
        messageFormat: "'{1}' cannot be a layer of '{0}', since {2}: name classes with [LinearLayer(In = …, Out = …)]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0102.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>No layer is named.</summary>
    public static readonly DiagnosticDescriptor Empty = new(
        id: "LG0103",
        title: "A network needs at least one layer",
        messageFormat: "'{0}' names no layer: write [Sequential(typeof(…), typeof(…))] with classes that have [LinearLayer]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0103.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Layers of float and of double.</summary>
    public static readonly DiagnosticDescriptor MixedPrecision = new(
        id: "LG0104",
        title: "All layers of a network must have the same precision",
        messageFormat: "'{0}' is {1}, but '{2}' before it is {3}: give all layers of a network the same Precision",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0104.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>No accessible constructor without parameters.</summary>
    public static readonly DiagnosticDescriptor NoConstructor = new(
        id: "LG0105",
        title: "A network must be able to make its layers",
        messageFormat: "'{0}' cannot make a '{1}': give it a constructor without parameters that '{0}' may call, and no required members",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0105.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The layer's class is not accessible.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = new(
        id: "LG0106",
        title: "A network must see its layers",
        messageFormat: "'{0}' has no access to '{1}': make '{1}' and the types around it at least internal",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0106.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Two members would have one name.</summary>
    public static readonly DiagnosticDescriptor NameClash = new(
        id: "LG0107",
        title: "A network's layers need names of their own",
        messageFormat: "'{0}' gets a property '{1}' for this layer, but {2}: rename the class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0107.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A network inside a network.</summary>
    public static readonly DiagnosticDescriptor NestedNetwork = new(
        id: "LG0108",
        title: "A network cannot be a layer of a network",
        messageFormat: "'{1}' is a network itself and cannot be a layer of '{0}': name its layers here instead",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0108.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Both attributes on one class.</summary>
    public static readonly DiagnosticDescriptor LayerAndNetwork = new(
        id: "LG0109",
        title: "A class is a layer or a network, not both",
        messageFormat: "'{0}' has both [LinearLayer] and [Sequential], whose members would collide: keep one of them",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0109.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The parameters do not fit into one array.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        id: "LG0110",
        title: "A network's parameters must fit into one array",
        messageFormat: "'{0}' needs room for {1} values, rows padded to whole vectors, but one array holds at most {2}: make its layers smaller, or use several networks",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0110.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
