using System.Globalization;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>The shape of a layer, another stage or a network whose generated members are called.</summary>
/// <param name="Type">The class.</param>
/// <param name="Element">Its element type.</param>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="Kind">The kind of the stage; null for a network.</param>
internal sealed record LayerShape(INamedTypeSymbol Type, ITypeSymbol Element, int In, int Out, StageKind? Kind)
{
    /// <summary>Whether it is made of stages of its own, and keeps activations: a network or a residual block.</summary>
    public bool IsNetwork => Kind is null or StageKind.Residual;

    /// <summary>Formats the shape for messages: <c>Projection is 2→3</c>.</summary>
    public string Text => string.Format(CultureInfo.InvariantCulture, "{0} is {1}→{2}", Type.Name, In, Out);
}

/// <summary>The length of one row in a span.</summary>
/// <param name="Size">The number of values.</param>
/// <param name="Name">The constant of that size, or null for one value per row.</param>
internal readonly record struct Columns(int Size, string? Name);
