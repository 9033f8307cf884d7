using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Follows an object that keeps its identity back to the expression that gave it.</summary>
internal static class Origins
{
    private const int Deepest = 24;

    /// <summary>The expression that created an object or read it from elsewhere; null if that is not certain.</summary>
    /// <param name="operation">Any expression of the object.</param>
    /// <param name="lengths">Knows the variables.</param>
    public static IOperation? Of(IOperation? operation, Lengths lengths)
    {
        for (int depth = 0; operation is not null && depth < Deepest; depth++)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case ILocalReferenceOperation local when lengths.FactsOf(local) is var facts && facts.IsStable(local.Local):
                    operation = facts.InitializerOf(local.Local);
                    break;
                case IFieldReferenceOperation or IPropertyReferenceOperation when lengths.InitializerOf((IMemberReferenceOperation)operation) is { } initializer:
                    operation = initializer;
                    break;
                default:
                    return operation;
            }
        }

        return null;
    }
}
