using LinearGen.Generator.Model;

namespace LinearGen.Generator.Parsing;

/// <summary>The arguments of the attribute; null for one that is wrong or not known, which has then been reported.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Activation">The activation that is applied to the sums.</param>
/// <param name="Slope">Its parameter; null for the default too.</param>
/// <param name="IsTrainable">Whether there is a backward pass.</param>
/// <param name="Weights">The format of the weights that the forward pass reads.</param>
internal sealed record LayerArguments(int? In, int? Out, bool? HasBias, Precision? Precision, Activation? Activation, double? Slope, bool? IsTrainable, WeightFormat? Weights);
