using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>The faults in the declaration of a layer. All of them prevent generation, so none can be configured away.</summary>
/// <remarks>One page for each in docs/diagnostics, one row in AnalyzerReleases.Unshipped.md; a test looks after both.</remarks>
internal static class LayerDescriptors
{
    /// <summary>The address of the diagnostics' pages.</summary>
    public const string HelpRoot = "https://github.com/lineargen/lineargen/blob/main/docs/diagnostics/";

    private const string Category = "LinearGen.Layers";

    /// <summary>The class is not partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        id: "LG0001",
        title: "A layer's class must be partial",
        messageFormat: "'{0}' is not partial, so the generated half cannot be added to it: write 'partial class {0}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0001.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A type around the class is not partial.</summary>
    public static readonly DiagnosticDescriptor OuterNotPartial = new(
        id: "LG0002",
        title: "Every type around a layer must be partial",
        messageFormat: "'{0}' holds '{1}' but is not partial, so the generated half cannot be added inside it: write 'partial {2} {0}', or move '{1}' out of it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0002.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>In, Out or both are not given.</summary>
    public static readonly DiagnosticDescriptor SizeMissing = new(
        id: "LG0003",
        title: "A layer needs both In and Out",
        messageFormat: "The attribute of '{0}' does not give {1}: write [LinearLayer(In = …, Out = …)] with the numbers of inputs and outputs per row",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0003.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>In, Out or Size is zero or negative.</summary>
    public static readonly DiagnosticDescriptor SizeBelowOne = new(
        id: "LG0004",
        title: "In, Out and Size must be 1 or more",
        messageFormat: "{1} of '{0}' is {2}; expected 1 or more, since a row has at least 1 input and 1 output",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0004.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The weights do not fit into one array.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        id: "LG0005",
        title: "A layer's parameters must fit into one array",
        messageFormat: "'{0}' is {1}→{2} and needs room for {3} values, rows padded to whole vectors, but one array holds at most {4}: {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0005.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>An argument of the attribute is no constant that can be worked out.</summary>
    public static readonly DiagnosticDescriptor Unresolved = new(
        id: "LG0006",
        title: "An argument of an attribute cannot be evaluated",
        messageFormat: "{1} of '{0}' cannot be evaluated: {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0006.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Sizes that lead back to themselves.</summary>
    public static readonly DiagnosticDescriptor Cycle = new(
        id: "LG0007",
        title: "Layers' sizes depend on each other in a circle",
        messageFormat: "{1} of '{0}' depends on itself ({2}): give one of these sizes as a number",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0007.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A value of Precision that the enum does not define.</summary>
    public static readonly DiagnosticDescriptor UndefinedPrecision = new(
        id: "LG0008",
        title: "Precision must be Single or Double",
        messageFormat: "Precision of '{0}' is {1}, which is not a defined value; expected Precision.Single or Precision.Double",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0008.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class or a type around it is generic.</summary>
    public static readonly DiagnosticDescriptor Generic = new(
        id: "LG0009",
        title: "A layer cannot be generic or lie inside a generic type",
        messageFormat: "'{0}' is generic: a layer, stage or network has one shape and one element type, so {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0009.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class is static.</summary>
    public static readonly DiagnosticDescriptor Static = new(
        id: "LG0010",
        title: "A layer cannot be static",
        messageFormat: "'{0}' is static, but each instance of a layer, stage or network has weights of its own: remove 'static'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0010.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class is abstract.</summary>
    public static readonly DiagnosticDescriptor Abstract = new(
        id: "LG0011",
        title: "A layer cannot be abstract",
        messageFormat: "'{0}' is abstract, but a layer, stage or network is a complete class that is instantiated: remove 'abstract'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0011.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class is a record.</summary>
    public static readonly DiagnosticDescriptor Record = new(
        id: "LG0012",
        title: "A layer cannot be a record",
        messageFormat: "'{0}' is a record, whose copies would share weights and whose equality would not see them: write 'partial class {0}'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0012.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class or a type around it is file-local.</summary>
    public static readonly DiagnosticDescriptor FileLocal = new(
        id: "LG0013",
        title: "A layer cannot be file-local",
        messageFormat: "'{0}' is local to its file, and the generated half is another file: write 'internal' in place of 'file'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0013.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The user's half declares what the generated half declares.</summary>
    public static readonly DiagnosticDescriptor MemberExists = new(
        id: "LG0014",
        title: "A layer declares a member that is generated",
        messageFormat: "'{0}' declares '{1}', but '{2}' is generated: rename or remove yours",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0014.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The class is named like a generated member.</summary>
    public static readonly DiagnosticDescriptor NameTaken = new(
        id: "LG0015",
        title: "A layer cannot be named like one of its generated members",
        messageFormat: "A layer, stage or network cannot be named '{0}', since '{1}' is generated into it and C# forbids a member named like its class: rename the class",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0015.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A base class has a member that a generated one would hide or cannot override.</summary>
    public static readonly DiagnosticDescriptor InheritedMember = new(
        id: "LG0016",
        title: "A layer inherits a member that is generated",
        messageFormat: "'{0}' inherits {1} from '{2}', but members of that name are generated: rename them in '{2}', or hold an instance in a field instead of deriving it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0016.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A base class is a layer.</summary>
    public static readonly DiagnosticDescriptor BaseIsLayer = new(
        id: "LG0017",
        title: "A layer cannot derive from a layer",
        messageFormat: "'{0}' derives from '{1}', which is a layer, stage or network itself: two sets of weights cannot share one object; remove the base class, or hold it in a field",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0017.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The project's C# is older than the generated code's.</summary>
    public static readonly DiagnosticDescriptor LanguageVersion = new(
        id: "LG0018",
        title: "LinearGen needs C# 13 or later",
        messageFormat: "The code generated for '{0}' needs C# 13, but this project is set to C# {1}: remove <LangVersion> from the project file, or set it to 13 or later",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0018.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Activation is no defined value.</summary>
    public static readonly DiagnosticDescriptor UndefinedActivation = new(
        id: "LG0019",
        title: "Activation must be a member of the enum",
        messageFormat: "Activation of '{0}' is {1}, which is not a defined value; expected a member of the enum, such as Activation.Relu",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0019.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Names that are made of the class's would be too long for metadata.</summary>
    public static readonly DiagnosticDescriptor NameTooLong = new(
        id: "LG0020",
        title: "A layer's full name must not be too long",
        messageFormat: "The full name of '{0}…' has {1} bytes in UTF-8; expected at most {2}, since names of generated members contain it: shorten the name of the class, of its namespace or of a type around it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0020.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A type of the project has a name that generated code uses.</summary>
    public static readonly DiagnosticDescriptor ReservedName = new(
        id: "LG0021",
        title: "Names of the library cannot be declared anew in its namespaces",
        messageFormat: "'{0}' cannot be generated, since your '{1}' hides a type that generated code uses: move '{1}' to a namespace of your own",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0021.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Slope is given, but nothing uses it.</summary>
    public static readonly DiagnosticDescriptor SlopeWithoutUse = new(
        id: "LG0022",
        title: "Slope is for activations that have a parameter",
        messageFormat: "Slope of '{0}' would have no effect, since {1}: remove it, or set Activation to Activation.LeakyRelu, Activation.Elu or Activation.Celu",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0022.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A stage does not say how long its rows are.</summary>
    public static readonly DiagnosticDescriptor StageSizeMissing = new(
        id: "LG0023",
        title: "A stage needs its Size",
        messageFormat: "The attribute of '{0}' does not give Size: write [{1}(Size = …)] with the number of inputs, and outputs, per row",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0023.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A number of an attribute is out of its range.</summary>
    public static readonly DiagnosticDescriptor WrongNumber = new(
        id: "LG0024",
        title: "Clip and Epsilon must be above 0",
        messageFormat: "{1} of '{0}' is {2}; expected {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0024.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>An activation by itself does not say which.</summary>
    public static readonly DiagnosticDescriptor ActivationMissing = new(
        id: "LG0025",
        title: "A stage that is an activation needs one",
        messageFormat: "The attribute of '{0}' does not give Activation: write [ActivationLayer(Size = …, Activation = Activation.Relu)], or leave the stage out",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0025.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Slope is a number that the activation cannot be computed with.</summary>
    public static readonly DiagnosticDescriptor UnusableSlope = new(
        id: "LG0026",
        title: "Slope must be finite, and for Celu not 0",
        messageFormat: "Slope of '{0}' is {1}; expected {2}: Activation.{3} cannot be computed with it; write another number, or remove it for the default, {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0026.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Weights of double are to be rounded to bfloat16.</summary>
    public static readonly DiagnosticDescriptor WeightsOfDouble = new(
        id: "LG0027",
        title: "Weights in bfloat16 are of float layers",
        messageFormat: "'{0}' computes with double and cannot read its weights as WeightFormat.BFloat16, of 8 significant bits: remove Weights, or Precision",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0027.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>The format of weights is not a value of its enum.</summary>
    public static readonly DiagnosticDescriptor UndefinedWeights = new(
        id: "LG0028",
        title: "Weights must be Full or BFloat16",
        messageFormat: "Weights of '{0}' is {1}, which is no value of WeightFormat: use WeightFormat.Full or WeightFormat.BFloat16",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + "LG0028.md",
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
