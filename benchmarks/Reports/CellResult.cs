using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>What was measured in a cell.</summary>
internal sealed class CellResult(Cell cell, Operation operation)
{
    private readonly Dictionary<string, List<double>> _rounds = [];

    /// <summary>Shape and rows.</summary>
    public Cell Cell => cell;

    /// <summary>The operation.</summary>
    public Operation Operation => operation;

    /// <summary>Nanoseconds per call, round by round and in pairs, of everybody who was timed.</summary>
    public IReadOnlyDictionary<string, List<double>> Rounds => _rounds;

    /// <summary>Who was far too slow to be timed with the others, with the nanoseconds of a first look.</summary>
    public Dictionary<string, double> Dropped { get; } = [];

    /// <summary>Who was wrong, and how.</summary>
    public Dictionary<string, string> Faults { get; } = [];

    /// <summary>Our median, or null if we were wrong.</summary>
    public double? Ours => Rounds.ContainsKey(LinearGenContender.OurName) ? Median(LinearGenContender.OurName) : null;

    /// <summary>The peer with the smallest median.</summary>
    public string? BestPeer => Rounds.Keys.Where(name => name != LinearGenContender.OurName).OrderBy(Median).FirstOrDefault();

    /// <summary>How many times as long as we the best peer takes; null if there is none, or nothing of ours.</summary>
    public Estimate? Ratio => Ours is not null && BestPeer is { } best ? Statistics.Ratio(Rounds[best], Rounds[LinearGenContender.OurName]) : null;

    /// <summary>The smallest time of any peer divided by our smallest: what a quiet machine would show, more or less.</summary>
    public double? RatioOfMinima => Ratio is null ? null : Rounds.Where(entry => entry.Key != LinearGenContender.OurName).Min(entry => entry.Value.Min()) / Rounds[LinearGenContender.OurName].Min();

    /// <summary>Whether somebody is no longer timed here.</summary>
    public bool IsOut(string name) => Dropped.ContainsKey(name) || Faults.ContainsKey(name);

    /// <summary>Adds a pass.</summary>
    public void Add(string name, IEnumerable<double> rounds)
    {
        if (!_rounds.TryGetValue(name, out List<double>? list))
        {
            _rounds.Add(name, list = []);
        }

        list.AddRange(rounds);
    }

    /// <summary>Somebody's median, in nanoseconds per call.</summary>
    public double Median(string name) => Statistics.Median(_rounds[name]);
}
