using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Room for at least one row where it is made, and not more rows than that where it is used.</summary>
internal static class RoomChecks
{
    /// <summary>Reports room for no row, where a trainer or activations are made.</summary>
    public static void CheckMade(CallSite site, string parameter)
    {
        if (site.Argument(parameter) is { } value && site.Lengths.NumberOf(value) is { IsConstant: true, Coefficient: < 1 } room)
        {
            site.Report(CallDescriptors.NoRow, value, "1", parameter, $"is {room.Text}", "1", site.Shape.Text);
        }
    }

    /// <summary>Reports that there is no row at all, where one is needed.</summary>
    /// <returns>Whether it has been reported.</returns>
    public static bool CheckAny(CallSite site, RowSpan span)
    {
        if (!span.IsEmpty)
        {
            return false;
        }

        site.Report(
            CallDescriptors.NoRow,
            span.Value,
            $"{site.Layer}.{span.Columns.Name}",
            span.Name, "holds 0 values", $"{span.Columns.Size}, which is 1 row", site.Shape.Text);
        return true;
    }

    /// <summary>Reports more rows than a trainer or activations have room for, if their making can be seen.</summary>
    public static void CheckUsed(CallSite site, KnownCalls calls, RowSpan span, IOperation? owner)
    {
        if (span.Rows is { } rows
            && MadeWith(Origins.Of(owner, site.Lengths), calls) is { Parameter: { } parameter } argument
            && site.Lengths.NumberOf(argument.Value) is { Coefficient: > 0 } room
            && room.HasFactorsOf(rows) && room.Coefficient < rows.Coefficient)
        {
            site.Report(
                CallDescriptors.NoRoom,
                span.Value,
                Phrases.Product(room, site.Layer, span.Columns.Name),
                span.Name, Phrases.Rows(rows), Phrases.Rows(room), parameter.Name, room.Text, site.Shape.Text);
        }
    }

    private static IArgumentOperation? MadeWith(IOperation? origin, KnownCalls calls) => origin switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation when calls.TrainedBy(type) is not null =>
            creation.Arguments.FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "maxBatch" }),
        IInvocationOperation { TargetMethod: { Name: "CreateActivations", ContainingType: var type } method } call when KnownCalls.IsGenerated(method) && calls.ShapeOf(type) is { IsNetwork: true } =>
            call.Arguments.FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "maxRows" }),
        _ => null,
    };
}
