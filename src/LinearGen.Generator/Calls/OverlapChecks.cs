using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Outputs that are written over inputs.</summary>
internal static class OverlapChecks
{
    /// <summary>Reports an output that shares memory with one of the inputs.</summary>
    /// <returns>Whether it has been reported.</returns>
    public static bool Check(CallSite site, RowSpan output, IEnumerable<RowSpan> inputs)
    {
        if (output.IsEmpty || Place.Of(output.Value, site.Lengths) is not { } to)
        {
            return false;
        }

        foreach (RowSpan input in inputs)
        {
            if (!input.IsEmpty && Place.Of(input.Value, site.Lengths) is { } from && Overlap(to, output.Length, from, input.Length) && IsKept(site, to.Variable))
            {
                site.Report(CallDescriptors.InputIsOutput, output.Value, expected: null, output.Name, input.Name, site.Shape.Text);
                return true;
            }
        }

        return false;
    }

    private static bool Overlap(Place left, Term? leftLength, Place right, Term? rightLength) =>
        SymbolEqualityComparer.Default.Equals(left.Variable, right.Variable)
        && ((left.IsWhole && right.IsWhole)
            || (left.Start is { IsConstant: true, Coefficient: var leftStart } && right.Start is { IsConstant: true, Coefficient: var rightStart }
                && leftStart < End(right, rightStart, rightLength) && rightStart < End(left, leftStart, leftLength)));

    /// <summary>An end that is not known lies beyond everything if the place is all there is, otherwise before everything.</summary>
    private static long End(Place place, long start, Term? length) => length is { IsConstant: true } ? start + length.Coefficient
        : place.IsWhole ? long.MaxValue
        : long.MinValue;

    /// <summary>Whether the variable is the same for all arguments: none of them assigns anything, or calls code that might assign a field.</summary>
    private static bool IsKept(CallSite site, ISymbol variable) => site.Arguments.All(argument => argument.Value.DescendantsAndSelf().All(operation => operation switch
    {
        IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IArgumentOperation { Parameter: not { RefKind: RefKind.None } } => false,
        IInvocationOperation call => variable is not IFieldSymbol || site.Lengths.Types.IsAsView(call.TargetMethod) || site.Lengths.Types.IsSlice(call.TargetMethod),
        IPropertyReferenceOperation property => variable is not IFieldSymbol || site.Lengths.Types.IsLinear(property.Property.ContainingType),
        _ => true,
    }));
}
