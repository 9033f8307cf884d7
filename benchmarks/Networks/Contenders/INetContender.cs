using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>Software that can run a network forward.</summary>
internal interface INetContender
{
    /// <summary>A short name, for tables.</summary>
    string Name { get; }

    /// <summary>What it is, with its version: a line for the report.</summary>
    string Description { get; }

    /// <summary>Prepares the network. What it computes is read from <see cref="NetProblem.X"/> at every call.</summary>
    Work Prepare(NetProblem problem);
}
