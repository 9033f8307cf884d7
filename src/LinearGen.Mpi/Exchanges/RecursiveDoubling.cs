using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Exchanges;

/// <summary>
/// Sums of few values over 2ⁿ ranks in n rounds. In round k rank r and rank r ⊕ 2ᵏ give each other all they have: each pair has a node of the tree then, and
/// both add its left half and its right half.
/// </summary>
internal static class RecursiveDoubling
{
    /// <summary>Adds up the values of all ranks, in place.</summary>
    public static unsafe void Sum<T>(Meetings meetings, ElementType type, T* values, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> own = new(values, length);
        T* scratch = meetings.Scratch<T>(length);
        ReadOnlySpan<T> received = new(scratch, length);
        for (int distance = 1; distance < meetings.Count; distance *= 2)
        {
            int peer = meetings.Rank ^ distance;
            meetings.Receive(scratch, length, type, peer);
            meetings.Send(values, length, type, peer);
            meetings.Wait();
            TreeNode.Add(own, received, isOwnLeft: meetings.Rank < peer);
        }
    }
}

/// <summary>A node of the tree.</summary>
internal static class TreeNode
{
    /// <summary>
    /// Left half plus right half, in the place of this rank's. Of two numbers the order makes no difference, of two NaNs it decides whose payload stays.
    /// </summary>
    public static void Add<T>(Span<T> own, ReadOnlySpan<T> other, bool isOwnLeft)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isOwnLeft)
        {
            TensorPrimitives.Add(own, other, own);
        }
        else
        {
            TensorPrimitives.Add(other, own, own);
        }
    }
}
