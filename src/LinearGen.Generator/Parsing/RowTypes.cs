using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>
/// Whether a class gets nested types <c>Input</c> and <c>Output</c>: if its rows are short enough to lie on the stack, and neither name
/// is taken. They are an extra, so a class that uses the names otherwise is not turned away.
/// </summary>
internal static class RowTypes
{
    /// <summary>The type of a row of inputs.</summary>
    public const string Input = "Input";

    /// <summary>The type of a row of outputs.</summary>
    public const string Output = "Output";

    /// <summary>The longest row that gets a type.</summary>
    private const int MostBytes = 4096;

    /// <summary>Decides whether a class gets types for its rows.</summary>
    /// <param name="type">The class.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="precision">The element type.</param>
    /// <param name="properties">Names of other members that will be generated.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static bool Fit(INamedTypeSymbol type, int inputs, int outputs, Precision precision, IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        int most = MostBytes / (precision == Precision.Double ? sizeof(double) : sizeof(float));
        return inputs <= most && outputs <= most && !IsTaken(type, Input, cancellationToken) && !IsTaken(type, Output, cancellationToken) && !properties.Any(static name => name is Input or Output);
    }

    private static bool IsTaken(INamedTypeSymbol type, string name, CancellationToken cancellationToken)
    {
        if (type.Name == name)
        {
            return true;
        }

        if (LayerDeclaration.IsBare(type, cancellationToken))
        {
            return false;
        }

        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (!current.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
