using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <content>Lengths of views, slices and ranges of other memory, and of the results of methods that allocate.</content>
internal sealed partial class Lengths
{
    /// <summary>Finds the elements of a call to AsSpan, AsMemory or Slice: the memory, the start and the length. Null stands for unknown.</summary>
    public (IOperation? Whole, Term? Start, Term? Length) SliceOf(IInvocationOperation call) => From(call, 0);

    /// <summary>Finds the elements of a range in brackets: the memory, the start and the length. Null stands for unknown.</summary>
    public (IOperation? Whole, Term? Start, Term? Length) SliceOf(IOperation whole, IOperation range) => From(whole, range, 0);

    private (IOperation? Whole, Term? Start, Term? Length) From(IInvocationOperation call, int depth)
    {
        bool isExtension = types.IsAsView(call.TargetMethod);
        if (!isExtension && !types.IsSlice(call.TargetMethod))
        {
            return default;
        }

        IOperation? whole = call.Instance ?? ArgumentOf(call.Arguments, 0);
        if (whole is null || !types.IsLinear(whole.Type))
        {
            return default;
        }

        int first = isExtension ? 1 : 0;
        return (call.TargetMethod.Parameters.Length - first) switch
        {
            0 => (whole, Term.Of(0), null),
            1 when ArgumentOf(call.Arguments, first) is { } start && IsWhole(start) => (whole, NumberOf(start, depth), null),
            1 when ArgumentOf(call.Arguments, first) is { } range => From(whole, range, depth),
            2 => (whole, NumberOf(ArgumentOf(call.Arguments, first), depth), NumberOf(ArgumentOf(call.Arguments, first + 1), depth)),
            _ => default,
        };
    }

    private static IOperation? ArgumentOf(ImmutableArray<IArgumentOperation> arguments, int ordinal)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Ordinal: var place } && place == ordinal)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>A length that is no length was never made.</summary>
    private static Term? Checked(Term? length) => length is { Coefficient: >= 0 } ? length : null;

    private Term? OfCall(IInvocationOperation call, int depth)
    {
        if (From(call, depth) is { Whole: { } whole } slice)
        {
            return OfSlice(slice.Length, slice.Start, whole, depth);
        }

        IMethodSymbol method = call.TargetMethod;
        return (method.Name, method.ContainingType) switch
        {
            ("Empty", { SpecialType: SpecialType.System_Array }) => Term.Of(0),
            ("AllocateArray" or "AllocateUninitializedArray", { Name: "GC", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }) =>
                Checked(NumberOf(ArgumentOf(call.Arguments, 0), depth)),
            ("ToArray", var owner) when types.IsView(owner) => LengthOf(call.Instance, depth),
            _ => null,
        };
    }

    private Term? OfSlice(Term? length, Term? start, IOperation whole, int depth)
    {
        if (length is not null)
        {
            return Checked(length);
        }

        Term? all = LengthOf(whole, depth);
        return start is { Coefficient: 0 } ? all : Checked(Term.Add(all, start, sign: -1));
    }

    private Term? OfRange(IOperation whole, IOperation range, int depth)
    {
        (IOperation? Whole, Term? Start, Term? Length) slice = From(whole, range, depth);
        return slice.Whole is null ? null : Checked(slice.Length);
    }

    /// <summary>A range of constants and terms. Its length is worked out here, since its end may be counted from the end.</summary>
    private (IOperation? Whole, Term? Start, Term? Length) From(IOperation whole, IOperation range, int depth)
    {
        while (range is IConversionOperation conversion)
        {
            range = conversion.Operand;
        }

        if (range is not IRangeOperation bounds)
        {
            return default;
        }

        Term? all = types.InlineLengthOf(whole.Type) is { } inline ? Term.Of(inline) : LengthOf(whole, depth);
        Term? start = bounds.LeftOperand is { } left ? Place(left, all, depth) : Term.Of(0);
        Term? end = bounds.RightOperand is { } right ? Place(right, all, depth) : all;

        // From one place counted from the end to another one, or to the end itself, the end's position is not needed.
        Term? length = bounds.LeftOperand is { } hat && Hat(hat, depth) is { } before && (bounds.RightOperand is null || Hat(bounds.RightOperand, depth) is not null)
            ? Term.Add(before, bounds.RightOperand is null ? Term.Of(0) : Hat(bounds.RightOperand, depth), sign: -1)
            : Term.Add(end, start, sign: -1);
        return (whole, start, length);
    }

    private Term? Place(IOperation index, Term? all, int depth) =>
        Hat(index, depth) is { } before ? Term.Add(all, before, sign: -1)
            : index is IConversionOperation { Operand: var number } && IsWhole(number) ? NumberOf(number, depth)
            : null;

    /// <summary>Returns the distance from the end, in <c>^3</c>; null for an index that counts from the beginning.</summary>
    private Term? Hat(IOperation index, int depth) =>
        index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var number } ? NumberOf(number, depth) : null;

    private Term? OfView(IObjectCreationOperation creation, int depth)
    {
        if (!types.IsView(creation.Type))
        {
            return null;
        }

        return creation.Constructor?.Parameters switch
        {
            { Length: 0 } => Term.Of(0),
            { Length: 1 } single when single[0].Type is IArrayTypeSymbol => LengthOf(ArgumentOf(creation.Arguments, 0), depth),
            { Length: 1 } single when single[0].RefKind != RefKind.None => Term.Of(1),
            { Length: 3 } slice when slice[0].Type is IArrayTypeSymbol => Checked(NumberOf(ArgumentOf(creation.Arguments, 2), depth)),
            _ => null,
        };
    }
}
