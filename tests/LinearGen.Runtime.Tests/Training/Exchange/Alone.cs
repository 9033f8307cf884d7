using System.Numerics;

namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary>One rank by itself.</summary>
internal sealed class Alone<T>(int rank = 0, int count = 1) : IGradientExchange<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public int Rank => rank;

    public int Count => count;

    public bool IsOrdered => true;

    public void Gather(ReadOnlySpan<double> own, Span<double> all) => own.CopyTo(all);

    public void Sum(Span<T> values, int ranks)
    {
    }
}
