using LinearGen.Generator.Model;

namespace LinearGen.Generator.Parsing;

/// <summary>What the attribute says; null for what is wrong or not known, which has then been reported.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Activation">What is applied to the sums.</param>
internal sealed record LayerArguments(int? In, int? Out, bool? HasBias, Precision? Precision, Activation? Activation);
