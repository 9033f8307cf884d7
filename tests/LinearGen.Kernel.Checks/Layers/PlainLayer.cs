using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// A layer written by hand as plain loops, with the surface of generated ones. Sound, it must pass every check; with
/// a fault, it must fail the check that is there for it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PlainLayer<T>(int inputs, int outputs, bool hasBias, Fault fault) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static object? s_sink;

    private readonly LayerParameters<T> _parameters = new(inputs, outputs, hasBias, keepsTranspose: false);
    private readonly T[] _sharedScratch = new T[outputs];
    private readonly T[] _transposed = new T[inputs * outputs];

    /// <inheritdoc/>
    public override Span<T> Parameters => _parameters.Block.Span;

    /// <inheritdoc/>
    public override void ParametersChanged() => Transpose(Fault.ParametersChangedDoesNothing);

    /// <inheritdoc/>
    public override T this[int i, int j]
    {
        get => fault == Fault.IndexerIsTransposed && i < outputs && j < inputs ? _parameters.GetWeight(j, i) : _parameters.GetWeight(i, j);
        set
        {
            _parameters.SetWeight(i, j, value);
            Transpose(Fault.IndexerForgetsTranspose);
        }
    }

    /// <inheritdoc/>
    public override void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout = WeightLayout.InOut)
    {
        _parameters.SetWeights(weights, fault == Fault.LayoutIsIgnored ? WeightLayout.InOut : layout);
        Transpose(Fault.SetWeightsForgetsTranspose);
    }

    /// <inheritdoc/>
    public override void GetWeights(Span<T> destination, WeightLayout layout = WeightLayout.InOut) =>
        _parameters.GetWeights(destination, fault == Fault.LayoutIsIgnored ? WeightLayout.InOut : layout);

    /// <inheritdoc/>
    public override void SetBias(ReadOnlySpan<T> bias) => _parameters.SetBias(bias);

    /// <inheritdoc/>
    public override void GetBias(Span<T> destination) => _parameters.GetBias(destination);

    /// <inheritdoc/>
    public override void CopyFrom(Layer<T> other)
    {
        Span<T> from = other.Parameters;
        (fault == Fault.CopyForgetsBias && hasBias ? from[..^outputs] : from).CopyTo(Parameters);
        Transpose(Fault.CopyForgetsTranspose);
    }

    /// <inheritdoc/>
    public override void Initialize(Random random)
    {
        _parameters.Initialize(fault == Fault.InitializeIgnoresSeed ? Random.Shared : random);
        foreach (ref T parameter in Parameters)
        {
            parameter *= fault == Fault.InitializesTooWide ? T.One + T.One : T.One;
        }

        Transpose(Fault.InitializeForgetsTranspose);
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        int rows = CheckForward(x, y);
        for (int r = 0; r < rows; r++)
        {
            ForwardRow(x.Slice(r * inputs, inputs), y.Slice(r * outputs, outputs), r, rows);
        }

        PlantForwardFault(x, y);
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        int rows = CheckBackward(x, dy, dx);
        for (int r = 0; r < rows && !dx.IsEmpty; r++)
        {
            InputGradientRow(dy.Slice(r * outputs, outputs), dx.Slice(r * inputs, inputs));
        }

        if (gradients is PlainGradients<T> own && !(fault == Fault.BackwardForgetsGradientsWithDx && !dx.IsEmpty))
        {
            if (fault == Fault.BackwardReplacesGradients)
            {
                own.Clear();
            }

            for (int r = 0; r < rows; r++)
            {
                ParameterGradientRow(x.Slice(r * inputs, inputs), dy.Slice(r * outputs, outputs), rows, own.Storage);
            }
        }

        PlantBackwardFault(dy, gradients);
    }

    /// <inheritdoc/>
    public override ParameterGradients<T> CreateGradients() => new PlainGradients<T>(new LayerParameters<T>(inputs, outputs, hasBias, keepsTranspose: false));

    /// <inheritdoc/>
    public override void AddGradients(ParameterGradients<T> to, ParameterGradients<T> other) => ((PlainGradients<T>)to).Add(other);

    /// <inheritdoc/>
    public override void GetWeightGradients(ParameterGradients<T> gradients, Span<T> destination) =>
        ((PlainGradients<T>)gradients).Storage.GetWeights(destination, WeightLayout.InOut);

    /// <inheritdoc/>
    public override void GetBiasGradients(ParameterGradients<T> gradients, Span<T> destination) =>
        ((PlainGradients<T>)gradients).Storage.GetBias(destination);

    // Wᵀ for dX, unless this is what the fault leaves out.
    private void Transpose(Fault forgotten)
    {
        for (int k = 0; k < _transposed.Length && fault != forgotten; k++)
        {
            _transposed[k] = _parameters.GetWeight(k % inputs, k / inputs);
        }
    }

    private void ForwardRow(ReadOnlySpan<T> x, Span<T> y, int row, int rows)
    {
        Span<T> sums = fault == Fault.ForwardSharesScratch ? _sharedScratch : y;
        Span<T> bias = stackalloc T[hasBias ? outputs : 0];
        if (hasBias)
        {
            GetBias(bias);
        }

        bool backwards = fault == Fault.ForwardOrderDependsOnRows && rows >= 4;
        for (int j = 0; j < outputs; j++)
        {
            int terms = fault == Fault.ForwardDropsATerm && j == outputs - 1 ? inputs - 1 : inputs;
            sums[j] = hasBias && !(fault == Fault.ForwardForgetsBiasAfterFirstRow && row > 0) ? bias[j] : T.Zero;
            for (int step = 0; step < terms; step++)
            {
                int i = backwards ? terms - 1 - step : step;
                if (!(fault == Fault.ForwardSkipsZeros && x[i] == T.Zero))
                {
                    sums[j] += x[i] * _parameters.GetWeight(i, j);
                }

                if (fault == Fault.ForwardRoundsCoarsely)
                {
                    T coarse = sums[j] * T.CreateChecked(64);
                    sums[j] = (sums[j] + coarse) - coarse;
                }
            }
        }

        sums.CopyTo(y);
    }

    private void InputGradientRow(ReadOnlySpan<T> dy, Span<T> dx)
    {
        for (int i = 0; i < inputs; i++)
        {
            T sum = fault == Fault.BackwardAddsToDx ? dx[i] : T.Zero;
            for (int j = 0; j < outputs; j++)
            {
                sum += dy[j] * (fault == Fault.BackwardDoesNotTranspose && i < outputs && j < inputs ? _parameters.GetWeight(j, i) : _transposed[(j * inputs) + i]);
            }

            dx[i] = sum;
        }
    }

    private void ParameterGradientRow(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int rows, in LayerParameters<T> storage)
    {
        T share = fault == Fault.BackwardAverages ? T.One / T.CreateChecked(rows) : T.One;
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                storage.SetWeight(i, j, storage.GetWeight(i, j) + (x[i] * dy[j] * share));
            }
        }

        if (hasBias && fault != Fault.BackwardForgetsBias)
        {
            Span<T> bias = stackalloc T[outputs];
            storage.GetBias(bias);
            for (int j = 0; j < outputs; j++)
            {
                bias[j] += dy[j] * share;
            }

            storage.SetBias(bias);
        }
    }

    private void PlantForwardFault(ReadOnlySpan<T> x, Span<T> y)
    {
        if (x.IsEmpty)
        {
            return;
        }

        ref T firstInput = ref MemoryMarshal.GetReference(x);
        ref T behindOutput = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), y.Length);
        switch (fault)
        {
            case Fault.ForwardTouchesBehindY:
                Volatile.Write(ref Unsafe.As<T, byte>(ref behindOutput), Unsafe.As<T, byte>(ref behindOutput));
                break;
            case Fault.ForwardWritesBehindY:
                behindOutput = T.Zero;
                break;
            case Fault.ForwardReadsBeforeX:
                Volatile.Read(ref Unsafe.As<T, byte>(ref Unsafe.Subtract(ref firstInput, 1)));
                break;
            case Fault.ForwardUsesValueBehindX:
                y[^1] += T.Zero * Unsafe.Add(ref firstInput, x.Length);
                break;
            case Fault.ForwardAllocates:
                s_sink = new object();
                break;
            default:
                break;
        }
    }

    private void PlantBackwardFault(ReadOnlySpan<T> dy, ParameterGradients<T>? gradients)
    {
        if (dy.IsEmpty)
        {
            return;
        }

        ref T first = ref MemoryMarshal.GetReference(dy);
        switch (fault)
        {
            case Fault.BackwardReadsBeforeDy:
                Volatile.Read(ref Unsafe.As<T, byte>(ref Unsafe.Subtract(ref first, 1)));
                break;
            case Fault.BackwardSpoilsPadding when gradients is not null && gradients.Values.Length > (inputs * outputs) + outputs:
                gradients.Values[outputs] += Unsafe.Add(ref first, dy.Length);
                break;
            case Fault.BackwardAllocates:
                s_sink = new object();
                break;
            default:
                break;
        }
    }

    private int CheckForward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (fault == Fault.WritesBeforeChecking)
        {
            y.Clear();
        }

        if (fault is Fault.AcceptsAnyLength)
        {
            return Math.Min(x.Length / inputs, y.Length / outputs);
        }

        if (fault is Fault.AcceptsOverlap)
        {
            return x.Length / inputs;
        }

        try
        {
            return LayerCalls.CheckForward(x, y, inputs, outputs);
        }
        catch (ArgumentException exception) when (fault == Fault.VagueMessage)
        {
            throw new ArgumentException("Wrong length.", exception.ParamName);
        }
    }

    private int CheckBackward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx)
    {
        if (fault == Fault.WritesBeforeChecking)
        {
            dx.Clear();
        }

        if (fault is Fault.AcceptsAnyLength)
        {
            int rows = Math.Min(x.Length / inputs, dy.Length / outputs);
            return dx.IsEmpty ? rows : Math.Min(rows, dx.Length / inputs);
        }

        if (fault is Fault.AcceptsOverlap)
        {
            return x.Length / inputs;
        }

        try
        {
            return LayerCalls.CheckBackward(x, dy, dx, inputs, outputs);
        }
        catch (ArgumentException exception) when (fault == Fault.VagueMessage)
        {
            throw new ArgumentException("Wrong length.", exception.ParamName);
        }
    }
}

/// <summary>Makes classes of such layers.</summary>
public static class PlainLayer
{
    /// <summary>A class of sound layers, or of layers with a fault.</summary>
    public static LayerClass<T> Class<T>(int inputs, int outputs, bool hasBias, Fault fault = Fault.None)
        where T : unmanaged, IFloatingPointIeee754<T> => new(
            FormattableString.Invariant($"Plain{inputs}x{outputs}"), inputs, outputs, hasBias, () => new PlainLayer<T>(inputs, outputs, hasBias, fault));
}

/// <summary>The gradients of a <see cref="PlainLayer{T}"/>.</summary>
internal sealed class PlainGradients<T>(LayerParameters<T> storage) : ParameterGradients<T>(storage.Block)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public LayerParameters<T> Storage { get; } = storage;

    public void Add(ParameterGradients<T> other) => AddCore(other);
}
