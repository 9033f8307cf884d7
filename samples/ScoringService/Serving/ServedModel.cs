using ScoringService.Model;

namespace ScoringService.Serving;

/// <summary>
/// A model with the version and fingerprint that replies name. Neither it nor the network's weights ever change: a request that has read the reference uses one
/// model until it ends.
/// </summary>
/// <param name="Version">1, 2, 3 … in the order in which models are served by this process.</param>
/// <param name="Fingerprint">Names the weights themselves: the same in every process that serves them.</param>
/// <param name="Network">The weights.</param>
/// <param name="LoadedAt">When it was published.</param>
internal sealed record ServedModel(long Version, string Fingerprint, DigitsModel Network, DateTimeOffset LoadedAt);
