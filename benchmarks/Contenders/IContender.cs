using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Software that can do the work of a layer.</summary>
internal interface IContender
{
    /// <summary>A short name, for tables.</summary>
    string Name { get; }

    /// <summary>What it is, with its version: a line for the report.</summary>
    string Description { get; }

    /// <summary>Prepares an operation, or returns null if this contender does not offer it.</summary>
    Work? Prepare(Problem problem, Operation operation);
}

/// <summary>An operation that is ready to run.</summary>
/// <param name="Run">
/// Does the operation a number of times. The loop is inside, so that what a call costs is the contender's own call and
/// not a delegate's.
/// </param>
/// <param name="Read">Copies the result out: Y or dX row-major, or dW row-major with db behind it.</param>
internal sealed record Work(Action<int> Run, Work.Reader Read)
{
    /// <summary>Copies a result.</summary>
    public delegate void Reader(Span<float> destination);

    /// <summary>Work whose result is stored as it is read.</summary>
    public static Work Into(AlignedFloats result, Action<int> run) => new(run, destination => result.Span.CopyTo(destination));
}
