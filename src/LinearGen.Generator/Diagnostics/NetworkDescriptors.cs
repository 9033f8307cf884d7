using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>The faults in the stages that a network or residual block names, layers and others. All of them prevent generation, so none can be configured away.</summary>
/// <remarks>The faults of the class itself, partial or not, are in <see cref="LayerDescriptors"/>.</remarks>
internal static class NetworkDescriptors
{
    private const string Category = "LinearGen.Networks";

    /// <summary>In of a stage is not Out of the one before it.</summary>
    public static readonly DiagnosticDescriptor DoesNotFit = new(
        id: "LG0101",
        title: "A stage must take as many inputs as the one before it gives outputs",
        messageFormat: "'{0}' takes {1} inputs per row, but '{2}' before it gives {3}: '{2}' is {4}→{3}, '{0}' is {1}→{5}; {6}, or {7}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0101.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A type that is named is no stage.</summary>
    public static readonly DiagnosticDescriptor NotALayer = new(
        id: "LG0102",
        title: "A network is made of layers and other stages",
        messageFormat: "'{1}' cannot be a stage of '{0}', since {2}: name classes with [LinearLayer(In = …, Out = …)], or with [Normalization], [Rescaling], [LayerNorm], [ActivationLayer] or [Residual]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0102.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>No stage is named.</summary>
    public static readonly DiagnosticDescriptor Empty = new(
        id: "LG0103",
        title: "A network needs at least one stage",
        messageFormat: "'{0}' names no stage: write [{1}(typeof(…), typeof(…))] with classes that have [LinearLayer] or are other stages",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0103.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Stages of float and of double.</summary>
    public static readonly DiagnosticDescriptor MixedPrecision = new(
        id: "LG0104",
        title: "All stages of a network must have the same precision",
        messageFormat: "'{0}' is {1}, but '{2}' before it is {3}: give all stages of a network the same Precision",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0104.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>No accessible constructor without parameters.</summary>
    public static readonly DiagnosticDescriptor NoConstructor = new(
        id: "LG0105",
        title: "A network must be able to make its stages",
        messageFormat: "'{0}' cannot create an instance of '{1}': give '{1}' a constructor without parameters that '{0}' may call, and no required members",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0105.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The stage's class is not accessible.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = new(
        id: "LG0106",
        title: "A network must see its stages",
        messageFormat: "'{0}' has no access to '{1}': make '{1}' and the types around it at least internal",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0106.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Two members would have one name.</summary>
    public static readonly DiagnosticDescriptor NameClash = new(
        id: "LG0107",
        title: "A network's stages need names of their own",
        messageFormat: "'{0}' gets a property '{1}' for this stage, but {2}: rename the class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0107.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A network inside a network.</summary>
    public static readonly DiagnosticDescriptor NestedNetwork = new(
        id: "LG0108",
        title: "A network cannot be a stage of a network",
        messageFormat: "'{1}' is a network itself and cannot be a stage of '{0}': name its stages here instead",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0108.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Two attributes on one class, each of which generates its other half.</summary>
    public static readonly DiagnosticDescriptor LayerAndNetwork = new(
        id: "LG0109",
        title: "A class is a layer, another stage or a network, and only one of them",
        messageFormat: "'{0}' has both [{1}] and [{2}], whose members would collide: keep one of them",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0109.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The parameters do not fit into one array.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        id: "LG0110",
        title: "A network's parameters must fit into one array",
        messageFormat: "'{0}' needs room for {1} values, rows padded to whole vectors, but one array holds at most {2}: make its stages smaller, or use several networks",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0110.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A residual block gives other sizes than it takes.</summary>
    public static readonly DiagnosticDescriptor ResidualDoesNotFit = new(
        id: "LG0111",
        title: "A residual block must give as many outputs as it takes inputs",
        messageFormat: "'{0}' adds its inputs to its outputs, but takes {1} inputs per row, as '{2}' does, and gives {3}, as '{4}' does: {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0111.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A residual block is one of its own stages.</summary>
    public static readonly DiagnosticDescriptor ContainsItself = new(
        id: "LG0112",
        title: "A residual block cannot be a stage of itself",
        messageFormat: "'{0}' is a stage of itself, directly or through other blocks: name other stages",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0112.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A part of a row cannot be named so.</summary>
    public static readonly DiagnosticDescriptor PartName = new(
        id: "LG0113",
        title: "Parts of a row need names of their own",
        messageFormat: "A part of '{0}' cannot be named '{1}': write an identifier that no other part of the same row has, nor the class around it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0113.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A part does not lie in the row.</summary>
    public static readonly DiagnosticDescriptor PartOutside = new(
        id: "LG0114",
        title: "A part must lie within its row",
        messageFormat: "Part '{1}' of '{0}' begins at {2} and is {3} long; expected a first column of 0 or more and a length of 1 or more that together are at most {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0114.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A layer without backward pass stands behind one that is trained.</summary>
    public static readonly DiagnosticDescriptor FixedBehindTrained = new(
        id: "LG0115",
        title: "Layers that are trained must stand behind those that are not",
        messageFormat: "'{1}' in '{0}' is declared with Trainable = false, so no gradient passes through it to '{2}', which is trained: let '{1}' be trainable too, and freeze it with Frozen if it shall stay as it is, or declare '{0}' or '{2}' with Trainable = false",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG0115.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
