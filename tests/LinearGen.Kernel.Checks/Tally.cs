namespace LinearGen.Kernel.Checks;

/// <summary>What a check found: how much it compared, and what was wrong.</summary>
public sealed class Tally
{
    private const int MostMessages = 20;

    private readonly List<string> _messages = [];

    /// <summary>Values compared so far. A check that compared nothing has shown nothing.</summary>
    public long Comparisons { get; private set; }

    /// <summary>Everything that was wrong, also what is not among <see cref="Messages"/>.</summary>
    public long Failures { get; private set; }

    /// <summary>The first failures.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>The largest error seen, as a part of its limit.</summary>
    public double WorstError { get; private set; }

    /// <summary>Notes comparisons that were right.</summary>
    public void Count(long comparisons = 1) => Comparisons += comparisons;

    /// <summary>Notes how large an error was.</summary>
    public void Error(double partOfLimit) => WorstError = Math.Max(WorstError, partOfLimit);

    /// <summary>Notes something wrong.</summary>
    public void Fail(string message)
    {
        Failures++;
        if (_messages.Count < MostMessages)
        {
            _messages.Add(message);
        }
    }

    /// <summary>Compares a truth with its expectation.</summary>
    public void Expect(bool condition, string message)
    {
        Comparisons++;
        if (!condition)
        {
            Fail(message);
        }
    }

    /// <summary>Takes in what another tally has seen.</summary>
    public void Add(Tally other)
    {
        Comparisons += other.Comparisons;
        Failures += other.Failures;
        WorstError = Math.Max(WorstError, other.WorstError);
        _messages.AddRange(other._messages.Take(MostMessages - _messages.Count));
    }

    /// <summary>Throws if anything was wrong, or if nothing was looked at.</summary>
    public void ThrowIfFailed()
    {
        if (Failures > 0)
        {
            throw new CheckFailedException($"{this}{Environment.NewLine}{string.Join(Environment.NewLine, _messages)}");
        }

        if (Comparisons == 0)
        {
            throw new CheckFailedException("Nothing was compared.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Comparisons} comparisons, {Failures} failures, largest error {WorstError:0.00} of its limit");
}

/// <summary>A check found something wrong.</summary>
/// <param name="message">All of it.</param>
public sealed class CheckFailedException(string message) : Exception(message);
