using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>What was measured in a cell.</summary>
internal sealed class CellResult(Cell cell, Operation operation)
{
    /// <summary>A best peer below this many nanoseconds is timed by little more than the calls.</summary>
    public const double ShortNanoseconds = 5;

    /// <summary>A difference from such a peer, in nanoseconds, that counts as none.</summary>
    public const double LevelNanoseconds = 1;

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

    /// <summary>Whether we and a peer were timed.</summary>
    public bool IsCompared => Rounds.ContainsKey(LinearGenContender.OurName) && Peers.Any();

    /// <summary>The peer with the smallest time.</summary>
    public string BestPeer => Peers.MinBy(Minimum)!;

    /// <summary>The peer with the smallest median.</summary>
    public string BestPeerByMedian => Peers.MinBy(Median)!;

    /// <summary>The quotient of the smallest time of any peer and our smallest.</summary>
    public double Ratio => Minimum(BestPeer) / Minimum(LinearGenContender.OurName);

    /// <summary>The ratio as it counts in summaries: 1 where both are short and level.</summary>
    public double CountedRatio => IsLevel(Minimum(BestPeer), Minimum(LinearGenContender.OurName)) ? 1 : Ratio;

    /// <summary>The median of the quotients round by round, of the peer with the smallest median and us.</summary>
    public Estimate RatioByRounds => Statistics.Ratio(Rounds[BestPeerByMedian], Rounds[LinearGenContender.OurName]);

    /// <summary>The same as it counts in summaries.</summary>
    public double CountedRatioByRounds => IsLevel(Median(BestPeerByMedian), Median(LinearGenContender.OurName)) ? 1 : RatioByRounds.Median;

    private IEnumerable<string> Peers => Rounds.Keys.Where(name => name != LinearGenContender.OurName);

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

    /// <summary>Somebody's smallest time, in nanoseconds per call.</summary>
    public double Minimum(string name) => _rounds[name].Min();

    /// <summary>Somebody's median, in nanoseconds per call.</summary>
    public double Median(string name) => Statistics.Median(_rounds[name]);

    private static bool IsLevel(double peer, double ours) => peer < ShortNanoseconds && Math.Abs(peer - ours) <= LevelNanoseconds;
}
