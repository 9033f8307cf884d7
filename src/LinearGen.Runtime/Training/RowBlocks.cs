using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Forward and backward passes of a batch in blocks of rows. Each block has sums of its own for the gradients, and these are
/// added up in the shape of one binary tree over the blocks' numbers: the same additions, hence the same bits, for every number of threads.
/// </summary>
/// <remarks>
/// A node of the tree holds the sum of 2ⁿ blocks, from a multiple of 2ⁿ on, or of those that there are: its left half plus its right half. Blocks are taken in their
/// order, as a binary number is counted up: at any time there is at most one complete node of each size.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of a block unless the trainer is told otherwise: as many as keep the kernels at their full speed, and few enough to share out a batch.</summary>
    public const int DefaultRowsPerBlock = 64;

    /// <summary>Gradients that one thread adds up at a time.</summary>
    private const int GradientsPerPiece = 16384;

    private readonly INetwork<T> _network;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Activations<T>[] _activations;
    private readonly AlignedBlock<T> _y;
    private readonly Action<int> _forward;
    private readonly Action<int> _backward;
    private readonly Action<int> _add;

    /// <summary>The complete nodes, by size: one block, two, four …</summary>
    private readonly ParameterGradients<T>?[] _nodes;

    /// <summary>Additions to do, the second to the first.</summary>
    private readonly List<(ParameterGradients<T> Left, ParameterGradients<T> Right)> _additions;

    /// <summary>All gradients, and those that hold no sum that is still needed.</summary>
    private ParameterGradients<T>[] _gradients = [];
    private readonly Stack<ParameterGradients<T>> _free = new();

    /// <summary>The blocks at work.</summary>
    private ParameterGradients<T>[] _group = [];
    private WorkSharing _work = new(threads: 1);

    // The batch that is at work; pinned meanwhile, since other threads cannot be handed a span.
    private nint _x;
    private nint _dy;
    private int _rows;
    private int _firstBlock;

    /// <summary>Allocates the buffers of one thread.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs per row, as the trainer has read them from the network: a later answer may differ.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="maxBatch">The most rows of a batch.</param>
    /// <param name="rowsPerBlock">Rows of a block.</param>
    public RowBlocks(INetwork<T> network, int inputs, int outputs, int maxBatch, int rowsPerBlock)
    {
        _network = network;
        RowsPerBlock = rowsPerBlock;
        (_inputs, _outputs) = (inputs, outputs);
        _activations = [.. Enumerable.Range(0, BlocksOf(maxBatch)).Select(n => network.NewActivations(Math.Min(RowsPerBlock, maxBatch - (n * RowsPerBlock))))];
        _y = new(_activations.Length > 1 ? maxBatch * _outputs : 0);
        _nodes = new ParameterGradients<T>?[Levels + 1];
        _additions = new(_activations.Length + Levels);
        (_forward, _backward, _add) = (Forward, Backward, Add);
        Threads = 1;
    }

    /// <summary>Rows of a block; the last of a batch may have fewer.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Threads that work at once at most, of which no more are used than there are blocks. Setting it allocates gradients for each.</summary>
    public int Threads
    {
        get;
        set
        {
            field = value;
            _group = new ParameterGradients<T>[Math.Min(value, _activations.Length)];
            int count = _group.Length + Levels;
            _gradients = [.. _gradients.Take(count), .. Enumerable.Range(0, Math.Max(count - _gradients.Length, 0)).Select(_ => _network.NewGradients())];
            _free.EnsureCapacity(count);
            _work = new(Math.Min(value, _activations.Length));
        }
    }

    /// <summary>The outputs of all rows, [rows, Out].</summary>
    /// <param name="x">[rows, In], as many rows as a batch may have, or none.</param>
    public unsafe ReadOnlySpan<T> Forward(ReadOnlySpan<T> x)
    {
        _rows = x.Length / _inputs;
        if (_rows == 0)
        {
            return [];
        }

        if (_rows <= RowsPerBlock)
        {
            return _network.ForwardRows(x, _activations[0], _rows * _outputs);
        }

        fixed (T* xs = x)
        {
            _x = (nint)xs;
            _work.Run(_forward, BlocksOf(_rows));
        }

        return _y.Span[..(_rows * _outputs)];
    }

    /// <summary>The gradients of the parameters, after <see cref="Forward(ReadOnlySpan{T})"/> of the same rows.</summary>
    /// <remarks>Counts its rows itself: no action of other threads and callbacks in between moves a pointer out of the spans.</remarks>
    /// <param name="x">[rows, In].</param>
    /// <param name="dy">[rows, Out].</param>
    public unsafe ParameterGradients<T> Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy)
    {
        _additions.Clear();
        _free.Clear();
        foreach (ParameterGradients<T> gradients in _gradients)
        {
            _free.Push(gradients);
        }

        _rows = x.Length / _inputs;
        if (_rows <= RowsPerBlock)
        {
            ParameterGradients<T> only = _free.Pop();
            only.Clear();
            if (_rows > 0)
            {
                _network.Backward(x, _activations[0], dy, default, only);
            }

            return only;
        }

        Array.Clear(_nodes);
        int blocks = BlocksOf(_rows);
        fixed (T* xs = x, dys = dy)
        {
            (_x, _dy) = ((nint)xs, (nint)dys);
            for (_firstBlock = 0; _firstBlock < blocks; _firstBlock += _group.Length)
            {
                int count = Math.Min(_group.Length, blocks - _firstBlock);
                for (int place = 0; place < count; place++)
                {
                    _group[place] = _free.Pop();
                }

                _work.Run(_backward, count);
                for (int place = 0; place < count; place++)
                {
                    Join(_firstBlock + place, _group[place]);
                }

                DoAdditions();
            }
        }

        return Root();
    }

    /// <summary>Adds a block to the nodes: each complete node that ends with it is the sum of its halves.</summary>
    private void Join(int block, ParameterGradients<T> sum)
    {
        int level = 0;
        for (; ((block >> level) & 1) != 0; level++)
        {
            ParameterGradients<T> left = _nodes[level]!;
            _additions.Add((left, sum));
            _nodes[level] = null;
            sum = left;
        }

        _nodes[level] = sum;
    }

    /// <summary>Adds up the nodes that are left, the smaller ones being the right halves of larger ones that end early.</summary>
    private ParameterGradients<T> Root()
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

        DoAdditions();
        return sum!;
    }

    /// <summary>Each thread does all additions for a piece of the gradients.</summary>
    private void DoAdditions()
    {
        if (_additions.Count > 0)
        {
            _work.Run(_add, (_gradients[0].Values.Length + GradientsPerPiece - 1) / GradientsPerPiece);
        }

        foreach ((_, ParameterGradients<T> right) in _additions)
        {
            _free.Push(right);
        }

        _additions.Clear();
    }

    /// <summary>Nodes that can be complete while there are blocks to come.</summary>
    private int Levels => BitOperations.Log2((uint)Math.Max(1, (2 * _activations.Length) - 1));

    private int BlocksOf(int rows) => (int)(((long)rows + RowsPerBlock - 1) / RowsPerBlock);

    private int RowsOf(int block) => Math.Min(RowsPerBlock, _rows - (block * RowsPerBlock));

    private unsafe ReadOnlySpan<T> Rows(nint rows, int block, int columns) =>
        new((T*)rows + ((nint)block * RowsPerBlock * columns), RowsOf(block) * columns);

    private void Forward(int block)
    {
        ReadOnlySpan<T> y = _network.ForwardRows(Rows(_x, block, _inputs), _activations[block], RowsOf(block) * _outputs);
        y.CopyTo(_y.Span[(block * RowsPerBlock * _outputs)..]);
    }

    private void Backward(int place)
    {
        int block = _firstBlock + place;
        _group[place].Clear();
        _network.Backward(Rows(_x, block, _inputs), _activations[block], Rows(_dy, block, _outputs), default, _group[place]);
    }

    private void Add(int piece)
    {
        int start = piece * GradientsPerPiece;
        foreach ((ParameterGradients<T> left, ParameterGradients<T> right) in _additions)
        {
            Span<T> sum = left.Values[start..];
            sum = sum[..Math.Min(GradientsPerPiece, sum.Length)];
            TensorPrimitives.Add(sum, right.Values.Slice(start, sum.Length), sum);
        }
    }
}
