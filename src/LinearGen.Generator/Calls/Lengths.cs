using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>The length of an array, span or memory, as far as its expression tells. Null wherever that is not certain.</summary>
internal sealed partial class Lengths(MemoryTypes types, ReadonlyMembers members)
{
    /// <summary>The largest number of variables followed one after another: more is not written by hand, and a cycle ends here.</summary>
    private const int Deepest = 24;

    private readonly ConditionalWeakTable<IOperation, LocalFacts> _facts = new();

    /// <summary>The types whose lengths are followed.</summary>
    public MemoryTypes Types => types;

    /// <summary>Returns the facts about the variables of the code around an operation.</summary>
    public LocalFacts FactsOf(IOperation operation) => LocalFacts.Of(operation, _facts);

    /// <summary>The value of a readonly member, or null.</summary>
    public IOperation? InitializerOf(IMemberReferenceOperation reference) => members.InitializerOf(reference);

    /// <summary>The length of an expression's value.</summary>
    public Term? LengthOf(IOperation operation) => LengthOf(operation, 0);

    private Term? LengthOf(IOperation? operation, int depth)
    {
        if (operation is null || ++depth > Deepest)
        {
            return null;
        }

        // Two expressions that the oldest Roslyn served has no operations for. Their conversion has the type.
        if (types.IsLinear(operation.Type))
        {
            switch (operation is IConversionOperation { Operand.Type: null } untyped ? untyped.Operand.Syntax : operation.Syntax)
            {
                case CollectionExpressionSyntax collection:
                    return OfCollection(collection, operation.SemanticModel, depth);
                case StackAllocArrayCreationExpressionSyntax allocation:
                    return OfAllocation(allocation, operation.SemanticModel, depth);
                case ImplicitStackAllocArrayCreationExpressionSyntax allocation:
                    return Term.Of(allocation.Initializer.Expressions.Count);
            }
        }

        return operation switch
        {
            IConversionOperation conversion => OfConversion(conversion, depth),
            IDefaultValueOperation { Type: var type } when types.IsView(type) => Term.Of(0),
            IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => Checked(NumberOf(sizes[0], depth)),
            IObjectCreationOperation creation => OfView(creation, depth),
            IInvocationOperation call => OfCall(call, depth),
            ILocalReferenceOperation local => OfVariable(local, local.Local, depth),
            IParameterReferenceOperation parameter => OfVariable(parameter, parameter.Parameter, depth),
            IFieldReferenceOperation field => OfMember(field, depth),
            IPropertyReferenceOperation property => OfProperty(property, depth),
            IArrayElementReferenceOperation { Indices: { Length: 1 } indices } element when types.IsLinear(element.Type) => OfRange(element.ArrayReference, indices[0], depth),
            IImplicitIndexerReferenceOperation view when types.IsLinear(view.Type) => OfRange(view.Instance, view.Argument, depth),
            IInlineArrayAccessOperation inline when types.IsLinear(inline.Type) => OfRange(inline.Instance, inline.Argument, depth),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Common(LengthOf(choice.WhenTrue, depth), LengthOf(otherwise, depth)),
            _ => null,
        };
    }

    private static Term? Common(Term? left, Term? right) => left is not null && Term.AreEqual(left, right) ? left : null;

    private Term? OfConversion(IConversionOperation conversion, int depth)
    {
        if (!types.IsLinear(conversion.Type))
        {
            return null;
        }

        if (types.InlineLengthOf(conversion.Operand.Type) is { } length)
        {
            return Term.Of(length);
        }

        return types.IsLinear(conversion.Operand.Type) && (conversion.OperatorMethod is null || types.IsView(conversion.OperatorMethod.ContainingType))
            ? LengthOf(conversion.Operand, depth)
            : null;
    }

    private Term? OfVariable(IOperation reference, ISymbol variable, int depth)
    {
        LocalFacts facts = FactsOf(reference);
        return types.InlineLengthOf(reference.Type) is { } inline ? Term.Of(inline)
            : types.IsLinear(reference.Type) && facts.IsStable(variable) ? LengthOf(facts.InitializerOf(variable), depth) ?? Term.Of(variable)
            : null;
    }

    /// <summary>An unknown length of a readonly member stays the same within one call of a method, if the object does.</summary>
    private Term? OfMember(IFieldReferenceOperation field, int depth) =>
        types.InlineLengthOf(field.Type) is { } inline ? Term.Of(inline)
            : !types.IsLinear(field.Type) ? null
            : OfThis(field, LengthOf(members.InitializerOf(field), depth)) ?? Unknown(field);

    /// <summary>Restricts a term to one object: a constructor's parameters say nothing of another object.</summary>
    private static Term? OfThis(IFieldReferenceOperation field, Term? term) => term is { IsConstant: true } || field.Instance is null or IInstanceReferenceOperation ? term : null;

    private Term? Unknown(IFieldReferenceOperation field) =>
        field is { Field: { IsReadOnly: true, ContainingType.TypeKind: TypeKind.Class }, Instance: null or IInstanceReferenceOperation }
        && FactsOf(field).IsOrdinaryMethod
            ? Term.Of(field.Field)
            : null;

    private Term? OfProperty(IPropertyReferenceOperation property, int depth) => property switch
    {
        { Property: { Name: "Span", ContainingType: var owner }, Instance: { } memory } when types.IsView(owner) => LengthOf(memory, depth),
        { Property: { Name: "Empty", IsStatic: true, ContainingType: var owner } } when types.IsView(owner) => Term.Of(0),
        _ when types.IsLinear(property.Type) => LengthOf(members.InitializerOf(property), depth),
        _ => null,
    };

    private Term? OfCollection(CollectionExpressionSyntax collection, SemanticModel? model, int depth)
    {
        Term? sum = Term.Of(0);
        foreach (CollectionElementSyntax element in collection.Elements)
        {
            sum = Term.Add(sum, element switch
            {
                ExpressionElementSyntax => Term.Of(1),
                SpreadElementSyntax spread => OfExpression(spread.Expression, model, depth),
                _ => null,
            });
        }

        return sum;
    }

    private Term? OfExpression(ExpressionSyntax expression, SemanticModel? model, int depth) =>
        model?.GetOperation(expression) is { } operation ? LengthOf(operation, depth) : null;

    private Term? OfAllocation(StackAllocArrayCreationExpressionSyntax allocation, SemanticModel? model, int depth) => allocation switch
    {
        { Initializer: { } initializer } => Term.Of(initializer.Expressions.Count),
        { Type: ArrayTypeSyntax { RankSpecifiers: { Count: 1 } ranks } } when ranks[0].Sizes.Count == 1 =>
            model?.GetOperation(ranks[0].Sizes[0]) is { } size ? Checked(NumberOf(size, depth)) : null,
        _ => null,
    };
}
