using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Memory as far as it can be recognised: a part of a variable's memory.</summary>
/// <param name="Variable">The local, parameter or field of this object.</param>
/// <param name="Start">The part's start in the memory, or null if that is not known.</param>
/// <param name="IsWhole">Whether the part is all of it.</param>
internal sealed record Place(ISymbol Variable, Term? Start, bool IsWhole)
{
    private const int Deepest = 24;

    /// <summary>Finds the memory of an expression, or null if that is not known.</summary>
    public static Place? Of(IOperation? operation, Lengths lengths) => Of(operation, lengths, 0);

    private static Place? Of(IOperation? operation, Lengths lengths, int depth)
    {
        if (operation is null || ++depth > Deepest)
        {
            return null;
        }

        MemoryTypes types = lengths.Types;
        return operation switch
        {
            IConversionOperation { Type: var type, Operand: var operand } when types.IsLinear(type) => Of(operand, lengths, depth),
            IInvocationOperation call => Part(lengths.SliceOf(call), lengths, depth),

            // A range of an array is a copy; of a span or an inline array it is not.
            IImplicitIndexerReferenceOperation view when types.IsView(view.Instance.Type) => Part(lengths.SliceOf(view.Instance, view.Argument), lengths, depth),
            IInlineArrayAccessOperation inline when types.IsView(inline.Type) => Part(lengths.SliceOf(inline.Instance, inline.Argument), lengths, depth),
            IPropertyReferenceOperation { Property: { Name: "Span", ContainingType: var owner }, Instance: { } memory } when types.IsView(owner) => Of(memory, lengths, depth),
            ILocalReferenceOperation local => OfVariable(local, local.Local, lengths, depth),
            IParameterReferenceOperation parameter => new Place(parameter.Parameter, Term.Of(0), IsWhole: true),
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => new Place(field.Field, Term.Of(0), IsWhole: true),
            _ => null,
        };
    }

    private static Place? Part((IOperation? Whole, Term? Start, Term? Length) slice, Lengths lengths, int depth) => Of(slice.Whole, lengths, depth) is { } whole
        ? new Place(whole.Variable, Term.Add(whole.Start, slice.Start), whole.IsWhole && slice is { Start: { Coefficient: 0 }, Length: null })
        : null;

    /// <summary>A local that only stands for other memory is followed to it, if that is still the same by then.</summary>
    private static Place OfVariable(ILocalReferenceOperation reference, ISymbol local, Lengths lengths, int depth)
    {
        LocalFacts facts = lengths.FactsOf(reference);
        return lengths.Types.IsLinear(reference.Type) && facts.IsStable(local)
            && Of(facts.InitializerOf(local), lengths, depth) is { } origin && IsKept(origin.Variable, facts)
                ? origin
                : new Place(local, Term.Of(0), IsWhole: true);
    }

    private static bool IsKept(ISymbol variable, LocalFacts facts) => variable is IFieldSymbol { IsReadOnly: true } || facts.IsStable(variable);
}
