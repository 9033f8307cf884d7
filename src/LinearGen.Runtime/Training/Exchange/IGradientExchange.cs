using System.Numerics;

namespace LinearGen;

/// <summary>
/// Connects the trainers of several processes that train one network together, each on its share of every batch: what <see cref="Trainer{TNetwork, T}.Exchange"/>
/// takes. The package LinearGen.Mpi implements it over MPI.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the networks' element type.</typeparam>
/// <remarks>
/// Processes are numbered by ranks from 0. Each member but the properties is a meeting of all ranks: all call the same ones in the same order, with the same
/// lengths, and none returns before it has what it needs of the others. A trainer calls them from the thread that calls <c>Step</c> or <c>Fit</c>, never two at once.
/// What fails, or cannot go on since another rank has ended, throws.
/// </remarks>
public interface IGradientExchange<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of this process, 0 … <see cref="Count"/> − 1.</summary>
    int Rank { get; }

    /// <summary>The number of processes, 1 or more.</summary>
    int Count { get; }

    /// <summary>
    /// Whether <see cref="Sum"/> adds in the shape of one binary tree over ranks, so that the sum has the same bits for any number of processes; if not, in
    /// whatever order is fastest.
    /// </summary>
    bool IsOrdered { get; }

    /// <summary>Tells every rank some numbers of each.</summary>
    /// <param name="own">The numbers of this rank, as many on every rank.</param>
    /// <param name="all">[Count, own.Length]: those of all ranks, in their order; overwritten.</param>
    void Gather(ReadOnlySpan<double> own, Span<double> all);

    /// <summary>Adds up the values of ranks 0 … <paramref name="ranks"/> − 1, element by element, and gives the sums to all ranks.</summary>
    /// <remarks>
    /// If <see cref="IsOrdered"/>, by the tree whose node of 2ⁿ ranks, from a multiple of 2ⁿ on, is its left half plus its right half, of the ranks that there
    /// are: of five, ((0 + 1) + (2 + 3)) + 4.
    /// </remarks>
    /// <param name="values">This rank's values, of the same length on every rank; overwritten by the sums. What ranks from <paramref name="ranks"/> on give has no meaning.</param>
    /// <param name="ranks">1 … <see cref="Count"/>, the same on every rank.</param>
    void Sum(Span<T> values, int ranks);
}
