using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Tells generated members from all others, by name first as that costs nothing, and maps their parameters to checks.</summary>
internal sealed class CallChecks(KnownCalls calls, Lengths lengths)
{
    /// <summary>Methods that take one value for each input, and the stages that have them.</summary>
    private static readonly Dictionary<string, StageKind> Vectors = new()
    {
        ["SetMean"] = StageKind.Normalization,
        ["GetMean"] = StageKind.Normalization,
        ["SetDeviation"] = StageKind.Normalization,
        ["GetDeviation"] = StageKind.Normalization,
        ["SetScale"] = StageKind.Rescaling,
        ["GetScale"] = StageKind.Rescaling,
        ["SetOffset"] = StageKind.Rescaling,
        ["GetOffset"] = StageKind.Rescaling,
        ["SetRange"] = StageKind.Rescaling,
        ["GetRange"] = StageKind.Rescaling,
        ["SetGain"] = StageKind.LayerNorm,
        ["GetGain"] = StageKind.LayerNorm,
        ["SetBias"] = StageKind.LayerNorm,
        ["GetBias"] = StageKind.LayerNorm,
    };

    /// <summary>Checks a call, if it is one of a generated method, of a trainer's or of gradients'.</summary>
    public void CheckInvocation(OperationAnalysisContext context, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        switch (method.Name)
        {
            case "Forward" or "Backward" when Site(context, call) is { } site && AreRows(method, site.Shape):
                CheckRows(site);
                break;
            case "SetWeights" or "SetBias" or "GetWeights" or "GetBias" when (Site(context, call) ?? OfGradients(context, call)) is { Shape.Kind: StageKind.Linear } site && AreParameters(method, site.Shape):
                CheckParameters(site, method);
                break;
            case "Fit" when Site(context, call) is { Shape.Kind: StageKind.Normalization } site && AreData(method, site.Shape):
                CheckData(site);
                break;
            case "Step" or "Evaluate" or "Predict" when calls.TrainedBy(method.ContainingType) is { } shape:
                CheckTraining(new CallSite(context, lengths, shape, call.Arguments), call);
                break;
            case "CreateActivations" when Site(context, call) is { Shape.IsNetwork: true } site:
                RoomChecks.CheckMade(site, "maxRows");
                break;
            case { } name when Vectors.TryGetValue(name, out StageKind kind) && Site(context, call) is { } site && site.Shape.Kind == kind && AreVectors(method, site.Shape):
                CheckVectors(site, method);
                break;
        }
    }

    /// <summary>Checks a weight's indices.</summary>
    public void CheckProperty(OperationAnalysisContext context, IPropertyReferenceOperation property)
    {
        if (property is { Property: { IsIndexer: true, Parameters: { Length: 2 } parameters }, Arguments.Length: 2 }
            && parameters[0] is { Name: "i", Type.SpecialType: SpecialType.System_Int32 }
            && parameters[1] is { Name: "j", Type.SpecialType: SpecialType.System_Int32 }
            && calls.ShapeOf(property.Property.ContainingType) is { Kind: StageKind.Linear } shape)
        {
            ParameterChecks.CheckIndices(new CallSite(context, lengths, shape, property.Arguments));
        }
    }

    /// <summary>Checks the network of a trainer, the room and the loss.</summary>
    public void CheckCreation(OperationAnalysisContext context, IObjectCreationOperation creation)
    {
        if (calls.TrainedBy(creation.Type as INamedTypeSymbol) is { } shape)
        {
            CallSite site = new(context, lengths, shape, creation.Arguments);
            if (!calls.IsTrainable(shape.Type))
            {
                ReportNotTrainable(site);
                return;
            }

            RoomChecks.CheckMade(site, "maxBatch");
            LossChecks.CheckMade(site, calls);
        }
    }

    private static void ReportNotTrainable(CallSite site)
    {
        if (site.Argument("network") is { } network)
        {
            bool isSaid = LayerAttributes.FindAny(site.Shape.Type) is { } attribute && !LayerAttributes.IsTrainable(attribute);
            site.Report(CallDescriptors.NotTrainable, network, null, "network", site.Shape.Type.Name, isSaid ? "it is" : "all of its layers are");
        }
    }

    private CallSite? Site(OperationAnalysisContext context, IInvocationOperation call) =>
        calls.ShapeOf(call.TargetMethod.ContainingType) is { } shape && KnownCalls.IsGenerated(call.TargetMethod)
            ? new CallSite(context, lengths, shape, call.Arguments)
            : null;

    private CallSite? OfGradients(OperationAnalysisContext context, IInvocationOperation call) =>
        calls.DerivedBy(call) is { } shape ? new CallSite(context, lengths, shape, call.Arguments) : null;

    private bool AreRows(IMethodSymbol method, LayerShape shape) => method.Parameters.Length > 0 && method.Parameters.All(parameter => parameter.Name switch
    {
        "x" or "y" or "dx" or "dy" => calls.IsSpan(parameter, shape.Element),
        "activations" or "gradients" => calls.AreGradients(parameter, shape),
        _ => false,
    });

    private bool AreParameters(IMethodSymbol method, LayerShape shape) =>
        method.Parameters.Length is 1 or 2 && calls.IsSpan(method.Parameters[0], shape.Element);

    private bool AreVectors(IMethodSymbol method, LayerShape shape) =>
        method.Parameters.Length == (method.Name.EndsWith("Range", StringComparison.Ordinal) ? 2 : 1) && method.Parameters.All(parameter => calls.IsSpan(parameter, shape.Element));

    private bool AreData(IMethodSymbol method, LayerShape shape) =>
        method.Parameters is { Length: 1 } parameters && parameters[0].Name == "rows" && calls.IsSpan(parameters[0], shape.Element);

    private void CheckRows(CallSite site)
    {
        LayerShape shape = site.Shape;
        RowSpan?[] all =
        [
            site.Rows("x", shape.In, "In"),
            site.Rows("y", shape.Out, "Out"),
            site.Rows("dy", shape.Out, "Out"),
            site.Rows("dx", shape.In, "In", isOptional: true),
        ];
        List<RowSpan> spans = [.. all.OfType<RowSpan>()];

        // The output is y in Forward and dx in Backward, in each the last one.
        RowSpan? output = spans.FindLast(span => span.Name == (site.Argument("dy") is null ? "y" : "dx"));
        if (output is not null && OverlapChecks.Check(site, output, spans.Where(span => span != output)))
        {
            spans.Remove(output);
        }

        RowChecks.Check(site, spans);
        if (all[0] is { } x)
        {
            RoomChecks.CheckUsed(site, calls, x, site.Argument("activations"));
        }
    }

    private static void CheckParameters(CallSite site, IMethodSymbol method)
    {
        string parameter = method.Parameters[0].Name;
        if (method.Name is "SetWeights" or "GetWeights")
        {
            ParameterChecks.CheckWeights(site, parameter);
        }
        else
        {
            ParameterChecks.CheckBias(site, parameter);
        }
    }

    private static void CheckVectors(CallSite site, IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ParameterChecks.CheckVector(site, parameter.Name);
        }
    }

    private static void CheckData(CallSite site)
    {
        if (site.Rows("rows", site.Shape.In, "In") is { } rows && !RoomChecks.CheckAny(site, rows))
        {
            RowChecks.Check(site, [rows]);
        }
    }

    private void CheckTraining(CallSite site, IInvocationOperation call)
    {
        LayerShape shape = site.Shape;

        // Not of Step: of several processes that train together, one may have no row of a batch.
        if (site.Rows("x", shape.In, "In") is not { } x || (call.TargetMethod.Name == "Evaluate" && RoomChecks.CheckAny(site, x)))
        {
            return;
        }

        RowSpan? labels = LossChecks.CheckUsed(site, calls, call.Instance) ? null : site.Rows("labels", 1, null);
        RowSpan?[] all = [x, site.Rows("targets", shape.Out, "Out"), labels, site.Rows("classes", 1, null)];
        RowChecks.Check(site, all.OfType<RowSpan>());
        if (call.TargetMethod.Name == "Step")
        {
            RoomChecks.CheckUsed(site, calls, x, call.Instance);
        }
    }
}
