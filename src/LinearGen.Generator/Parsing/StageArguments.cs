using LinearGen.Generator.Model;

namespace LinearGen.Generator.Parsing;

/// <summary>The arguments of the attribute of a stage other than a layer; null for one that is wrong or not known, which has then been reported.</summary>
/// <param name="Size">Inputs and outputs per row.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Activation">The function of an activation by itself.</param>
/// <param name="Constant">A normalisation's clip, a layer normalisation's epsilon.</param>
/// <param name="Slope">The function's parameter; null for the default.</param>
internal sealed record StageArguments(int? Size, Precision? Precision, Activation? Activation, double? Constant, double? Slope);
