using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>The shape of a layer or network whose generated members are called.</summary>
/// <param name="Type">The class.</param>
/// <param name="Element">Its element type.</param>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="IsNetwork">Whether it is a network.</param>
internal sealed record LayerShape(INamedTypeSymbol Type, ITypeSymbol Element, int In, int Out, bool IsNetwork)
{
    /// <summary>For messages: <c>Projection is 2→3</c>.</summary>
    public string Text => string.Format(CultureInfo.InvariantCulture, "{0} is {1}→{2}", Type.Name, In, Out);
}

/// <summary>What one row takes in a span.</summary>
/// <param name="Size">How many values.</param>
/// <param name="Name">The constant of that size, or null for one value per row.</param>
internal readonly record struct Columns(int Size, string? Name);
