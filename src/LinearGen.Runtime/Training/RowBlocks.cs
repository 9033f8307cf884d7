using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Forward and backward passes of a batch in blocks of 64 rows. Each block has sums of its own for the gradients, and these are
/// added up in the order of the blocks: the same additions, hence the same bits, for every number of threads.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of a block: as many as keep the kernels at their full speed, and few enough to share out a batch.</summary>
    public const int RowsPerBlock = 64;

    /// <summary>Gradients that one thread adds up at a time.</summary>
    private const int GradientsPerPiece = 16384;

    private readonly INetwork<T> _network;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Activations<T>[] _activations;
    private readonly AlignedBlock<T> _y;
    private readonly ParameterGradients<T> _total;
    private readonly Action<int> _forward;
    private readonly Action<int> _backward;
    private readonly Action<int> _add;
    private ParameterGradients<T>[] _blockGradients = [];
    private WorkSharing _work = new(threads: 1);

    // The batch that is at work; pinned meanwhile, since other threads cannot be handed a span.
    private nint _x;
    private nint _dy;
    private int _rows;
    private int _firstBlock;
    private int _summands;

    /// <summary>Allocates the buffers of one thread.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs per row, as the trainer has read them from the network: a later answer may differ.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="maxBatch">The most rows of a batch.</param>
    public RowBlocks(INetwork<T> network, int inputs, int outputs, int maxBatch)
    {
        _network = network;
        (_inputs, _outputs) = (inputs, outputs);
        _activations = [.. Enumerable.Range(0, BlocksOf(maxBatch)).Select(n => network.NewActivations(Math.Min(RowsPerBlock, maxBatch - (n * RowsPerBlock))))];
        _y = new(_activations.Length > 1 ? maxBatch * _outputs : 0);
        _total = network.NewGradients();
        (_forward, _backward, _add) = (Forward, Backward, Add);
        Threads = 1;
    }

    /// <summary>Threads that work at once at most, of which no more are used than there are blocks. Setting it allocates gradients for each.</summary>
    public int Threads
    {
        get;
        set
        {
            field = value;
            int count = Math.Min(value, _activations.Length - 1);
            _blockGradients = [.. _blockGradients.Take(count), .. Enumerable.Range(0, Math.Max(count - _blockGradients.Length, 0)).Select(_ => _network.NewGradients())];
            _work = new(Math.Min(value, _activations.Length));
        }
    }

    /// <summary>The outputs of all rows, [rows, Out].</summary>
    /// <param name="x">[rows, In], as many rows as a batch may have.</param>
    public unsafe ReadOnlySpan<T> Forward(ReadOnlySpan<T> x)
    {
        _rows = x.Length / _inputs;
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
        _total.Clear();
        _rows = x.Length / _inputs;
        if (_rows <= RowsPerBlock)
        {
            _network.Backward(x, _activations[0], dy, default, _total);
            return _total;
        }

        int blocks = BlocksOf(_rows);
        fixed (T* xs = x, dys = dy)
        {
            (_x, _dy) = ((nint)xs, (nint)dys);

            // As many blocks at a time as there are gradients to hold their sums; the first block's go to the total at once.
            for (_firstBlock = 0; _firstBlock < blocks;)
            {
                int places = _firstBlock == 0 ? Math.Min(_work.Threads, _blockGradients.Length + 1) : _blockGradients.Length;
                int count = Math.Min(places, blocks - _firstBlock);
                _work.Run(_backward, count);
                _summands = _firstBlock == 0 ? count - 1 : count;
                if (_summands > 0)
                {
                    _work.Run(_add, (_total.Values.Length + GradientsPerPiece - 1) / GradientsPerPiece);
                }

                _firstBlock += count;
            }
        }

        return _total;
    }

    private static int BlocksOf(int rows) => (int)(((long)rows + RowsPerBlock - 1) / RowsPerBlock);

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
        ParameterGradients<T> gradients = block == 0 ? _total : _blockGradients[_firstBlock == 0 ? place - 1 : place];
        if (block > 0)
        {
            gradients.Clear();
        }

        _network.Backward(Rows(_x, block, _inputs), _activations[block], Rows(_dy, block, _outputs), default, gradients);
    }

    private void Add(int piece)
    {
        int start = piece * GradientsPerPiece;
        Span<T> total = _total.Values[start..];
        total = total[..Math.Min(GradientsPerPiece, total.Length)];
        for (int n = 0; n < _summands; n++)
        {
            TensorPrimitives.Add(total, _blockGradients[n].Values.Slice(start, total.Length), total);
        }
    }
}
