using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <content>Numbers: sizes, counts and indices.</content>
internal sealed partial class Lengths
{
    /// <summary>The value of an expression.</summary>
    public Term? NumberOf(IOperation operation) => NumberOf(operation, 0);

    private Term? NumberOf(IOperation? operation, int depth)
    {
        if (operation is null || ++depth > Deepest)
        {
            return null;
        }

        if (Integers.ValueOf(operation.ConstantValue) is { } constant)
        {
            return Term.Of(constant);
        }

        return operation switch
        {
            IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion.IsNumeric: true } conversion when IsWhole(conversion) && IsWhole(conversion.Operand) =>
                NumberOf(conversion.Operand, depth),
            IBinaryOperation { OperatorMethod: null, IsLifted: false } binary when IsWhole(binary) => OfBinary(binary, depth),
            ILocalReferenceOperation local => OfNumber(local, local.Local, depth),
            IParameterReferenceOperation parameter => OfNumber(parameter, parameter.Parameter, depth),
            IFieldReferenceOperation field when IsWhole(field) => OfThis(field, NumberOf(members.InitializerOf(field), depth)) ?? Unknown(field),
            IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } when types.IsLinear(instance.Type) => LengthOf(instance, depth),
            IPropertyReferenceOperation property when IsWhole(property) => NumberOf(members.InitializerOf(property), depth),
            IConditionalOperation { WhenFalse: { } otherwise } choice when IsWhole(choice) => Common(NumberOf(choice.WhenTrue, depth), NumberOf(otherwise, depth)),
            _ => null,
        };
    }

    private static bool IsWhole(IOperation operation) => Integers.IsIntegral(operation.Type);

    private Term? OfNumber(IOperation reference, ISymbol variable, int depth)
    {
        LocalFacts facts = FactsOf(reference);
        return IsWhole(reference) && facts.IsStable(variable)
            ? NumberOf(facts.InitializerOf(variable), depth) ?? Term.Of(variable)
            : null;
    }

    private Term? OfBinary(IBinaryOperation binary, int depth)
    {
        Term? left = NumberOf(binary.LeftOperand, depth);
        Term? right = NumberOf(binary.RightOperand, depth);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => Term.Add(left, right),
            BinaryOperatorKind.Subtract => Term.Add(left, right, sign: -1),
            BinaryOperatorKind.Multiply => Term.Multiply(left, right),
            BinaryOperatorKind.Divide => Term.Divide(left, right),
            _ => null,
        };
    }
}
