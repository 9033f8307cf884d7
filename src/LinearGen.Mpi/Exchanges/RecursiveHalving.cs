using System.Numerics;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Exchanges;

/// <summary>
/// Sums of many values over 2ⁿ ranks in 2·n rounds, in which each rank sends and receives 2·(1 − 2⁻ⁿ) times the values and adds 1 − 2⁻ⁿ times: the least
/// that is possible. In the first n rounds rank r and rank r ⊕ 2ᵏ halve the part that both have, nearest first, so that each sum is a node of the tree; in
/// the last n, in the opposite order, they give each other what they have summed.
/// </summary>
internal static class RecursiveHalving
{
    /// <summary>Adds up the values of all ranks, in place.</summary>
    public static unsafe void Sum<T>(Meetings meetings, ElementType type, T* values, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rank = meetings.Rank;
        Span<Part> whole = stackalloc Part[BitOperations.Log2((uint)meetings.Count)];
        Part part = new(0, length);
        for (int round = 0; round < whole.Length; round++)
        {
            whole[round] = part;
            int distance = 1 << round, peer = rank ^ distance;
            bool isLeft = (rank & distance) == 0;
            (Part left, Part right) = part.Halves;
            part = isLeft ? left : right;
            Part given = isLeft ? right : left;
            T* scratch = meetings.Scratch<T>(part.Length);
            Exchange(meetings, type, peer, scratch, part.Length, values + given.Start, given.Length);
            TreeNode.Add(new Span<T>(values + part.Start, part.Length), new ReadOnlySpan<T>(scratch, part.Length), isLeft);
        }

        for (int round = whole.Length - 1; round >= 0; round--)
        {
            int distance = 1 << round;
            (Part left, Part right) = whole[round].Halves;
            Part missing = (rank & distance) == 0 ? right : left;
            Exchange(meetings, type, rank ^ distance, values + missing.Start, missing.Length, values + part.Start, part.Length);
            part = whole[round];
        }
    }

    /// <summary>Gives a part to another rank and takes one of it. Both know the lengths, and send nothing that is empty.</summary>
    private static unsafe void Exchange<T>(Meetings meetings, ElementType type, int peer, T* taken, int lengthTaken, T* given, int lengthGiven)
        where T : unmanaged
    {
        if (lengthTaken > 0)
        {
            meetings.Receive(taken, lengthTaken, type, peer);
        }

        if (lengthGiven > 0)
        {
            meetings.Send(given, lengthGiven, type, peer);
        }

        meetings.Wait();
    }

    /// <summary>A part of the values.</summary>
    private readonly record struct Part(int Start, int Length)
    {
        /// <summary>Two parts, the left one of a multiple of a cache line's values as long as there are several.</summary>
        public (Part Left, Part Right) Halves
        {
            get
            {
                int left = Length >= 64 ? (Length / 2) & ~15 : Length / 2;
                return (new(Start, left), new(Start + left, Length - left));
            }
        }
    }
}
