using System.Diagnostics;
using LinearGen;

namespace DataParallel.Measuring;

/// <summary>An exchange that measures how long a trainer spends in it, waiting for the others included.</summary>
internal sealed class TimedExchange(IGradientExchange<float> inner) : IGradientExchange<float>
{
    /// <inheritdoc/>
    public int Rank => inner.Rank;

    /// <inheritdoc/>
    public int Count => inner.Count;

    /// <inheritdoc/>
    public bool IsOrdered => inner.IsOrdered;

    /// <summary>The time in all calls since it was last set to zero.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Calls of <see cref="Gather"/>.</summary>
    public int Gathers { get; private set; }

    /// <summary>Elements of the last sum.</summary>
    public int Length { get; private set; }

    /// <summary>Sets the times to zero.</summary>
    public void Reset() => (Elapsed, Gathers) = (TimeSpan.Zero, 0);

    /// <inheritdoc/>
    public void Gather(ReadOnlySpan<double> own, Span<double> all)
    {
        long started = Stopwatch.GetTimestamp();
        inner.Gather(own, all);
        Elapsed += Stopwatch.GetElapsedTime(started);
        Gathers++;
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values, int ranks)
    {
        long started = Stopwatch.GetTimestamp();
        inner.Sum(values, ranks);
        Elapsed += Stopwatch.GetElapsedTime(started);
        Length = values.Length;
    }
}
