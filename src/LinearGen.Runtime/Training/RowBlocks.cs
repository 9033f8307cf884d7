using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Forward and backward passes of a batch in blocks of rows. Each block has sums of its own for the gradients, and these are
/// added up in the shape of one binary tree over the blocks' numbers: the same additions, hence the same bits, for every number of threads.
/// </summary>
/// <remarks>
/// Threads take pieces, which are aligned powers of two of blocks, enough of them to be worth a thread: a piece's gradients are a node of the tree. Pieces are joined in their order, one group
/// after another, with one piece for each thread.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of a block unless the trainer is told otherwise: as many as keep the kernels at their full speed, and few enough to share out a batch.</summary>
    public const int DefaultRowsPerBlock = 64;

    /// <summary>Gradients that one thread adds up at a time.</summary>
    private const int GradientsPerAddition = 16384;

    /// <summary>
    /// Rows times parameters of a piece: some 50 µs, where asking another thread takes some microseconds. (Emerald Rapids: with blocks of 5 µs as pieces two threads were no faster than one.)
    /// </summary>
    private const int WorkPerPiece = 64 * 32768;

    private readonly INetwork<T> _network;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _parameters;
    private readonly Activations<T>[] _activations;
    private readonly AlignedBlock<T> _y;
    private readonly Action<int> _forward;
    private readonly Action<int> _backward;
    private readonly Action<int> _add;

    /// <summary>The tree over pieces, and one within each piece of a group.</summary>
    private GradientTree<T> _tree = null!;
    private GradientTree<T>[] _pieces = [];

    /// <summary>The gradients of the pieces at work.</summary>
    private ParameterGradients<T>[] _group = [];
    private WorkSharing _work = new(threads: 1);

    // The batch that is at work; pinned meanwhile, since other threads cannot be handed a span.
    private nint _x;
    private nint _dy;
    private int _rows;
    private int _blocksPerPiece = 1;
    private int _firstPiece;

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
        (_inputs, _outputs, _parameters) = (inputs, outputs, network.Parameters.Length);
        _activations = [.. Enumerable.Range(0, BlocksOf(maxBatch)).Select(n => network.NewActivations(Math.Min(RowsPerBlock, maxBatch - (n * RowsPerBlock))))];
        _y = new(_activations.Length > 1 ? maxBatch * _outputs : 0);
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
            // A network of one's own may throw where it makes gradients: then everything stays as it was.
            int blocks = _activations.Length, threads = Math.Min(value, blocks), most = MostBlocksPerPiece(blocks, threads);
            GradientTree<T> tree = new(blocks, threads, New(threads + GradientTree<T>.LevelsOf(blocks)));
            _pieces = [.. Enumerable.Range(0, threads).Select(_ => new GradientTree<T>(most, 1, New(BitOperations.Log2((uint)most))))];
            _tree = tree;
            _group = new ParameterGradients<T>[threads];
            field = value;
            _work = new(threads);
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
            _blocksPerPiece = MostBlocksPerPiece(BlocksOf(_rows), _group.Length);
            _work.Run(_forward, Pieces);
        }

        return _y.Span[..(_rows * _outputs)];
    }

    /// <summary>The gradients of the parameters, after <see cref="Forward(ReadOnlySpan{T})"/> of the same rows.</summary>
    /// <remarks>Counts its rows itself: no action of other threads and callbacks in between moves a pointer out of the spans.</remarks>
    /// <param name="x">[rows, In].</param>
    /// <param name="dy">[rows, Out].</param>
    public unsafe ParameterGradients<T> Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy)
    {
        _tree.Begin();
        _rows = x.Length / _inputs;
        if (_rows <= RowsPerBlock)
        {
            ParameterGradients<T> only = _tree.Take();
            only.Clear();
            if (_rows > 0)
            {
                _network.Backward(x, _activations[0], dy, default, only);
            }

            return only;
        }

        fixed (T* xs = x, dys = dy)
        {
            (_x, _dy) = ((nint)xs, (nint)dys);
            _blocksPerPiece = MostBlocksPerPiece(BlocksOf(_rows), _group.Length);
            for (_firstPiece = 0; _firstPiece < Pieces; _firstPiece += _group.Length)
            {
                int count = Math.Min(_group.Length, Pieces - _firstPiece);
                for (int place = 0; place < count; place++)
                {
                    _group[place] = _tree.Take();
                }

                _work.Run(_backward, count);
                for (int place = 0; place < count; place++)
                {
                    _tree.Join(_firstPiece + place, _group[place]);
                }

                DoAdditions();
            }
        }

        ParameterGradients<T> root = _tree.Root();
        DoAdditions();
        return root;
    }

    private int Pieces => (BlocksOf(_rows) + _blocksPerPiece - 1) / _blocksPerPiece;

    /// <summary>Blocks of a piece: a power of two, no more than leave each thread one.</summary>
    private int MostBlocksPerPiece(int blocks, int threads)
    {
        long work = (long)RowsPerBlock * Math.Max(1, _parameters);
        long worth = threads == 1 ? 1 : (WorkPerPiece + work - 1) / work;
        return 1 << BitOperations.Log2((uint)Math.Clamp(worth, 1, Math.Max(1, blocks / threads)));
    }

    /// <summary>Each thread does all additions for a part of the gradients.</summary>
    private void DoAdditions()
    {
        if (_tree.HasAdditions)
        {
            _work.Run(_add, (_parameters + GradientsPerAddition - 1) / GradientsPerAddition);
        }

        _tree.Release();
    }

    private ParameterGradients<T>[] New(int count) => [.. Enumerable.Range(0, count).Select(_ => _network.NewGradients())];

    private int BlocksOf(int rows) => (int)(((long)rows + RowsPerBlock - 1) / RowsPerBlock);

    private int RowsOf(int block) => Math.Min(RowsPerBlock, _rows - (block * RowsPerBlock));

    private unsafe ReadOnlySpan<T> Rows(nint rows, int block, int columns) =>
        new((T*)rows + ((nint)block * RowsPerBlock * columns), RowsOf(block) * columns);

    private void Forward(int piece)
    {
        int end = Math.Min((piece + 1) * _blocksPerPiece, BlocksOf(_rows));
        for (int block = piece * _blocksPerPiece; block < end; block++)
        {
            ReadOnlySpan<T> y = _network.ForwardRows(Rows(_x, block, _inputs), _activations[block], RowsOf(block) * _outputs);
            y.CopyTo(_y.Span[(block * RowsPerBlock * _outputs)..]);
        }
    }

    private void Backward(int place)
    {
        int first = (_firstPiece + place) * _blocksPerPiece, end = Math.Min(first + _blocksPerPiece, BlocksOf(_rows));
        GradientTree<T> tree = _pieces[place];
        tree.Begin();
        for (int block = first; block < end; block++)
        {
            ParameterGradients<T> gradients = block == first ? _group[place] : tree.Take();
            gradients.Clear();
            _network.Backward(Rows(_x, block, _inputs), _activations[block], Rows(_dy, block, _outputs), default, gradients);
            tree.Join(block - first, gradients);
            AddWithin(tree);
        }

        _ = tree.Root();
        AddWithin(tree);
    }

    private static void AddWithin(GradientTree<T> tree)
    {
        tree.Add(0, int.MaxValue);
        tree.Release();
    }

    private void Add(int part) => _tree.Add(part * GradientsPerAddition, GradientsPerAddition);
}
