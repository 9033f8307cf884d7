using System.Runtime.CompilerServices;

namespace LinearGen;

/// <summary>
/// A sum of numbers in the shape of one binary tree over their places, the one by which <see cref="RowBlocks{T}"/> adds gradients: aligned ranges of places may be summed
/// elsewhere, and the sum has the same bits.
/// </summary>
internal struct TreeSum
{
    private Nodes _nodes;
    private uint _count;

    /// <summary>Adds the number of the next place.</summary>
    public void Add(double value)
    {
        int level = 0;
        for (uint count = _count++; (count & 1) != 0; count >>= 1)
        {
            value = _nodes[level++] + value;
        }

        _nodes[level] = value;
    }

    /// <summary>The sum of all places; 0 if there is none.</summary>
    public readonly double Total
    {
        get
        {
            double sum = 0;
            bool isFirst = true;
            for (int level = 0; level < 32; level++)
            {
                if (((_count >> level) & 1) != 0)
                {
                    sum = isFirst ? _nodes[level] : _nodes[level] + sum;
                    isFirst = false;
                }
            }

            return sum;
        }
    }

    [InlineArray(32)]
    private struct Nodes
    {
        private double _first;
    }
}
