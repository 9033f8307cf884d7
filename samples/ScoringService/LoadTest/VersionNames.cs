using System.Collections.Concurrent;

namespace ScoringService.LoadTest;

/// <summary>Which model each version was, said by replies and by reloads. All of them must say the same.</summary>
internal sealed class VersionNames
{
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>How many versions were seen.</summary>
    public int Count => _names.Count;

    /// <returns>Whether this agrees with what was said before.</returns>
    public bool Agrees(long version, string fingerprint) => _names.GetOrAdd(version, fingerprint) == fingerprint;
}
