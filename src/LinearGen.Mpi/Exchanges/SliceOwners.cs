using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Exchanges;

/// <summary>
/// Sums over any number of ranks in two rounds. The values are cut into one slice a rank, its owner: it gets that slice of all others, adds them up in the shape of the tree, and gives
/// the sums to all. Each rank sends and receives as much as in recursive halving, in more messages.
/// </summary>
internal static class SliceOwners
{
    /// <summary>Shorter slices are not worth a message of their own, so the first ranks own all.</summary>
    private const int MinSlice = 256;

    /// <summary>Adds up the values of the first ranks, in place, and gives the sums to all.</summary>
    public static unsafe void Sum<T>(Meetings meetings, ElementType type, T* values, int length, int ranks)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int own = meetings.Rank, count = meetings.Count;
        int slice = Math.Max(MinSlice, (int)(((long)length + count - 1) / count));
        (int start, int size) = SliceOf(own);

        // The slices of the first ranks, one after another, this rank's among them.
        T* scratch = size > 0 ? meetings.Scratch<T>((long)ranks * size) : null;
        for (int step = 1; step < count; step++)
        {
            // Each rank begins with its neighbour, so that not all send to the same one.
            int to = (own + step) % count, from = (own + count - step) % count;
            if (size > 0 && from < ranks)
            {
                meetings.Receive(scratch + ((long)from * size), size, type, from);
            }

            (int startThere, int sizeThere) = SliceOf(to);
            if (sizeThere > 0 && own < ranks)
            {
                meetings.Send(values + startThere, sizeThere, type, to);
            }
        }

        meetings.Wait();
        if (size > 0)
        {
            if (own < ranks)
            {
                new ReadOnlySpan<T>(values + start, size).CopyTo(Slice(own));
            }

            for (int distance = 1; distance < ranks; distance *= 2)
            {
                for (int node = 0; node + distance < ranks; node += 2 * distance)
                {
                    TensorPrimitives.Add<T>(Slice(node), Slice(node + distance), Slice(node));
                }
            }

            Slice(0).CopyTo(new Span<T>(values + start, size));
        }

        for (int step = 1; step < count; step++)
        {
            int to = (own + step) % count, from = (own + count - step) % count;
            (int startThere, int sizeThere) = SliceOf(from);
            if (sizeThere > 0)
            {
                meetings.Receive(values + startThere, sizeThere, type, from);
            }

            if (size > 0)
            {
                meetings.Send(values + start, size, type, to);
            }
        }

        meetings.Wait();

        Span<T> Slice(int rank) => new(scratch + ((long)rank * size), size);

        (int Start, int Size) SliceOf(int rank)
        {
            int from = (int)Math.Min((long)rank * slice, length);
            return (from, Math.Min(slice, length - from));
        }
    }
}
