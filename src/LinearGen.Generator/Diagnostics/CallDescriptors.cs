using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>
/// Calls of generated members that are known to throw. They are errors, but unlike those of declarations nothing depends on
/// them: a test that calls wrongly on purpose can switch them off in .editorconfig.
/// </summary>
internal static class CallDescriptors
{
    private const string Category = "LinearGen.Calls";

    /// <summary>A span is not a whole number of rows.</summary>
    public static readonly DiagnosticDescriptor NotWholeRows = new(
        id: "LG1001",
        title: "A call takes whole rows",
        messageFormat: "'{0}' holds {1}, which is not a whole number of rows; expected a multiple of {2} (rows × {3}), since {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1001.md");

    /// <summary>Two spans of a call have different numbers of rows.</summary>
    public static readonly DiagnosticDescriptor RowsDiffer = new(
        id: "LG1002",
        title: "All spans of a call hold the same rows",
        messageFormat: "'{0}' holds {1}; expected {2}, since '{3}' holds {4} and {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1002.md");

    /// <summary>Not as many weights or biases as the layer has.</summary>
    public static readonly DiagnosticDescriptor ParameterCount = new(
        id: "LG1003",
        title: "Weights and biases come all at once",
        messageFormat: "'{0}' holds {1}; expected {2}, which is {3}, since {4}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1003.md");

    /// <summary>The indices are of no weight of the layer.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = new(
        id: "LG1004",
        title: "A weight's indices lie inside its layer",
        messageFormat: "'{0}' is {1}; expected an {2} index from 0 to {3}, since {4} and its weights are [{5}, {6}]",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1004.md");

    /// <summary>The output is written over the input.</summary>
    public static readonly DiagnosticDescriptor InputIsOutput = new(
        id: "LG1005",
        title: "Input and output are separate memory",
        messageFormat: "'{0}' overlaps '{1}'; expected separate memory, since '{0}' is written while '{1}' is still read, and {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1005.md");

    /// <summary>More rows than were made room for.</summary>
    public static readonly DiagnosticDescriptor NoRoom = new(
        id: "LG1006",
        title: "A call has at most the rows that room was made for",
        messageFormat: "'{0}' holds {1}; expected at most {2}, since '{3}' is {4} and {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1006.md");

    /// <summary>No row where one is needed.</summary>
    public static readonly DiagnosticDescriptor NoRow = new(
        id: "LG1007",
        title: "A batch has at least one row",
        messageFormat: "'{0}' {1}; expected at least {2} ({3})",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1007.md");

    /// <summary>Class labels for a loss that takes targets.</summary>
    public static readonly DiagnosticDescriptor LabelsForTargets = new(
        id: "LG1008",
        title: "A loss of targets takes no class labels",
        messageFormat: "'{0}' holds int values, which are class labels, but the trainer's Loss.{1} takes targets; expected {2} values ({3}), such as {4}, since {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1008.md");

    /// <summary>A loss that cannot be computed from a network's outputs.</summary>
    public static readonly DiagnosticDescriptor WrongLoss = new(
        id: "LG1009",
        title: "A loss must fit the network's outputs",
        messageFormat: "'{0}' is Loss.{1}, which {2}; expected {3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1009.md");

    /// <summary>A trainer of a network without backward pass.</summary>
    public static readonly DiagnosticDescriptor NotTrainable = new(
        id: "LG1010",
        title: "A network without backward pass cannot be trained",
        messageFormat: "'{0}' is a {1}, which has no backward pass, since {2} declared with Trainable = false: remove that where it shall be trained",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: LayerDescriptors.HelpRoot + "LG1010.md");
}
