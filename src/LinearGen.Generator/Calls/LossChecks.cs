using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>A trainer's loss gets what it can be computed from: outputs of the right kind where the trainer is made, targets or class labels where it is used.</summary>
internal static class LossChecks
{
    /// <summary>Reports a loss of logits for a network that gives none, where a trainer is made.</summary>
    public static void CheckMade(CallSite site, KnownCalls calls)
    {
        if (site.Argument("loss") is not { } value || NameOf(Origins.Of(value, site.Lengths), calls) is not { } loss)
        {
            return;
        }

        bool isSoftmax = IsOfClasses(loss);
        if (isSoftmax && site.Shape.Out == 1)
        {
            site.Report(
                CallDescriptors.WrongLoss,
                value,
                null,
                "loss", loss, $"chooses among classes, but {site.Shape.Type.Name} has a single output", "one output per class, or Loss.BinaryCrossEntropy with targets of 0 and 1");
        }
        else if ((isSoftmax || loss == "BinaryCrossEntropy") && LastActivationOf(site.Shape.Type) is { } activation and (Activation.Softmax or Activation.Sigmoid))
        {
            site.Report(
                CallDescriptors.WrongLoss,
                value,
                null,
                "loss",
                loss,
                $"applies a {(isSoftmax ? "softmax" : "sigmoid")} itself, but {site.Shape.Type.Name} ends in {activation}",
                "logits: leave Activation out of the last layer, and apply the function to outputs afterwards");
        }
    }

    /// <summary>Reports class labels for a loss that takes none, if the trainer's making can be seen.</summary>
    /// <returns>Whether it has been reported.</returns>
    public static bool CheckUsed(CallSite site, KnownCalls calls, IOperation? trainer)
    {
        if (site.Argument("labels") is not { } labels
            || Origins.Of(trainer, site.Lengths) is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation
            || calls.TrainedBy(type) is null
            || creation.Arguments.FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "loss" }) is not { } made
            || NameOf(Origins.Of(made.Value, site.Lengths), calls) is not { } loss
            || IsOfClasses(loss))
        {
            return false;
        }

        (string element, string example) = site.Shape.Element.SpecialType == SpecialType.System_Double ? ("double", "[0.0, 1.0]") : ("float", "[0f, 1f]");
        site.Report(
            CallDescriptors.LabelsForTargets,
            labels,
            element,
            "labels", loss, element, string.Format(CultureInfo.InvariantCulture, "rows × {0}", site.Shape.Out), example, site.Shape.Text);
        return true;
    }

    /// <summary>The name of one of the library's losses, as <c>Loss.Huber(1)</c> is written; null for a class of the user's own, or if it is not known.</summary>
    private static string? NameOf(IOperation? origin, KnownCalls calls) => origin switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true } property } when calls.IsLoss(property.ContainingType) => property.Name,
        IInvocationOperation { TargetMethod: { IsStatic: true } method } when calls.IsLoss(method.ContainingType) => method.Name,
        _ => null,
    };

    private static bool IsOfClasses(string loss) => loss is "SoftmaxCrossEntropy" or "CrossEntropy";

    /// <summary>The activation of a layer or an activation by itself, or of a network's last stage if that is one; null otherwise.</summary>
    private static Activation? LastActivationOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol? last = type;
        if (LayerAttributes.FindSequential(type) is { } network)
        {
            IReadOnlyList<INamedTypeSymbol?> stages = LayerAttributes.Named(network);
            last = stages.Count > 0 ? stages[stages.Count - 1] : null;
        }

        return last is not null && LayerAttributes.FindSized(last) is { } layer && LayerAttributes.Value(layer, KnownNames.Activation) is int value ? (Activation)value : null;
    }
}
