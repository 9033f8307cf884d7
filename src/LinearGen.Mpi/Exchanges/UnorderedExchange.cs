using System.Numerics;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Exchanges;

/// <summary>Sums by MPI's own reduction, in whatever order it takes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class UnorderedExchange<T>(Meetings meetings, ElementType type) : MpiExchange<T>(meetings, type)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool IsOrdered => false;

    /// <inheritdoc/>
    protected override unsafe void SumCore(T* values, int length, int ranks)
    {
        if (Rank >= ranks)
        {
            // The only number that changes no other by being added: 0 would make 0 of −0.
            new Span<T>(values, length).Fill(T.NegativeZero);
        }

        Meetings.AllReduce(values, length, Type);
        Meetings.Wait();
    }
}
