using System.Numerics;
using System.Numerics.Tensors;

namespace LinearGen;

/// <summary>
/// Adds up gradients in the shape of one binary tree over their places. A node holds the sum of 2ⁿ places, from a multiple of 2ⁿ on, or of those that there are: its left
/// half plus its right half. Places come in their order, as a binary number is counted up: at any time there is at most one complete node of each size.
/// </summary>
/// <remarks>Sums stay in the memory of their leftmost place, so that of the first place is that of the root.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class GradientTree<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ParameterGradients<T>[] _own;
    private readonly Stack<ParameterGradients<T>> _free;

    /// <summary>The complete nodes, by size: one place, two, four …</summary>
    private readonly ParameterGradients<T>?[] _nodes;

    /// <summary>Additions to do, the second to the first.</summary>
    private readonly List<(ParameterGradients<T> Left, ParameterGradients<T> Right)> _additions;

    /// <summary>Makes a tree.</summary>
    /// <param name="places">The most places.</param>
    /// <param name="pending">The most places that are joined before the additions are done.</param>
    /// <param name="own">Memory for the gradients of places.</param>
    public GradientTree(int places, int pending, ParameterGradients<T>[] own)
    {
        _own = own;
        _free = new(own.Length);
        _nodes = new ParameterGradients<T>?[LevelsOf(places) + 1];
        _additions = new(pending + LevelsOf(places));
    }

    /// <summary>Whether there are additions to do.</summary>
    public bool HasAdditions => _additions.Count > 0;

    /// <summary>Nodes that can be complete while there are places to come.</summary>
    public static int LevelsOf(int places) => BitOperations.Log2((uint)Math.Max(1, (2 * places) - 1));

    /// <summary>Begins a sum.</summary>
    public void Begin()
    {
        Array.Clear(_nodes);
        _additions.Clear();
        _free.Clear();
        foreach (ParameterGradients<T> gradients in _own)
        {
            _free.Push(gradients);
        }
    }

    /// <summary>Memory for the gradients of a place.</summary>
    public ParameterGradients<T> Take() => _free.Pop();

    /// <summary>Takes in the next place: each complete node that ends with it is the sum of its halves.</summary>
    public void Join(int place, ParameterGradients<T> sum)
    {
        int level = 0;
        for (; ((place >> level) & 1) != 0; level++)
        {
            ParameterGradients<T> left = _nodes[level]!;
            _additions.Add((left, sum));
            _nodes[level] = null;
            sum = left;
        }

        _nodes[level] = sum;
    }

    /// <summary>The node of all places, once the additions are done: the smaller ones that are left are right halves of larger ones that end early.</summary>
    public ParameterGradients<T> Root()
    {
        ParameterGradients<T>? sum = null;
        foreach (ParameterGradients<T>? node in _nodes)
        {
            if (node is not null && sum is not null)
            {
                _additions.Add((node, sum));
            }

            sum = node ?? sum;
        }

        return sum!;
    }

    /// <summary>Does all additions, for a part of the gradients.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">Its length, or more if it is the last.</param>
    public void Add(int start, int length)
    {
        foreach ((ParameterGradients<T> left, ParameterGradients<T> right) in _additions)
        {
            Span<T> sum = left.Values[start..];
            sum = sum[..Math.Min(length, sum.Length)];
            TensorPrimitives.Add(sum, right.Values.Slice(start, sum.Length), sum);
        }
    }

    /// <summary>Takes back what has been added to others.</summary>
    public void Release()
    {
        foreach ((_, ParameterGradients<T> right) in _additions)
        {
            _free.Push(right);
        }

        _additions.Clear();
    }
}
