using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen.Kernel.Checks;

/// <summary>Mistakes that a sound layer with an activation can be given, to show that the checks find them.</summary>
public enum ActivatedFault
{
    /// <summary>The first output is a little larger.</summary>
    CoarseValue,

    /// <summary>The last output of four rows or more is the next number.</summary>
    OrderDependsOnRows,

    /// <summary>dx is computed of dy as it comes, without f′.</summary>
    ForgetsSlope,

    /// <summary>The last value of dx is a little larger.</summary>
    CoarseInputGradient,

    /// <summary>Gradients are replaced instead of added to.</summary>
    ReplacesGradients,

    /// <summary>Of gradients, the first value is a little larger.</summary>
    CoarseGradient,

    /// <summary>Beyond 64 rows, the others are left out of the gradients.</summary>
    ForgetsSecondBlock,

    /// <summary>Every second call gives the next number.</summary>
    OtherBitsTheSecondTime,

    /// <summary>The value behind y, times 0, enters Backward.</summary>
    UsesValueBehindY,

    /// <summary>A value behind dx becomes 0.</summary>
    WritesBehindDx,

    /// <summary>y is overwritten by Backward.</summary>
    WritesY,

    /// <summary>A value behind y is written, though with what was there.</summary>
    TouchesBehindY,

    /// <summary>A number goes to the gradients' last value, padding or not.</summary>
    SpoilsPadding,

    /// <summary>Lengths are not looked at.</summary>
    AcceptsAnyLength,

    /// <summary>dx over y is not noticed.</summary>
    AcceptsOverlapWithY,

    /// <summary>dx is cleared before lengths are checked.</summary>
    WritesBeforeChecking,

    /// <summary>Another layer's gradients are taken for none.</summary>
    AcceptsOtherGradients,

    /// <summary>NaN becomes 0.</summary>
    SwallowsNaN,

    /// <summary>An infinite input makes the whole batch NaN.</summary>
    SpreadsInfinity,

    /// <summary>Forward allocates.</summary>
    AllocatesForward,

    /// <summary>Backward without gradients allocates.</summary>
    AllocatesBackward,

    /// <summary>y goes through memory that all calls share.</summary>
    SharesMemory,
}

/// <summary>A class of sound layers that are given a fault.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class FaultyClass<T>(ActivatedClass<T> sound, ActivatedFault fault)
    : ActivatedClass<T>($"{sound.Name} {fault}", new() { In = sound.In, Out = sound.Out, Bias = sound.HasBias, Activation = sound.Activation })
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Type Type => sound.Type;

    /// <inheritdoc/>
    public override ILinearLayer<T> New() => new FaultyLayer<T>(sound.New(), fault);
}

/// <summary>A sound layer, and a fault around its calls.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class FaultyLayer<T>(ILinearLayer<T> sound, ActivatedFault fault) : ILinearLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static object? s_sink;
    private static int s_calls;

    private readonly T[] _shared = new T[sound.Layer.Shape.Out];

    public ref LayerParameters<T> Layer => ref sound.Layer;

    public Activation Activation => sound.Activation;

    public bool Frozen { get; set; }

    public ParameterGradients<T> CreateGradients(LayerParameters<T> storage) => sound.CreateGradients(storage);

    public void Initialize(Random random) => sound.Initialize(random);

    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (fault == ActivatedFault.AcceptsAnyLength && (x.Length % sound.Shape.In != 0 || x.Length / sound.Shape.In * sound.Shape.Out != y.Length))
        {
            return;
        }

        sound.Forward(x, y);
        if (y.IsEmpty)
        {
            return;
        }

        switch (fault)
        {
            case ActivatedFault.CoarseValue:
                Enlarge(ref y[0]);
                break;
            case ActivatedFault.OrderDependsOnRows when y.Length >= 4 * sound.Shape.Out:
                y[^1] = T.BitIncrement(y[^1]);
                break;
            case ActivatedFault.TouchesBehindY:
                ref T behind = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), y.Length);
                Volatile.Write(ref Unsafe.As<T, byte>(ref behind), Unsafe.As<T, byte>(ref behind));
                break;
            case ActivatedFault.OtherBitsTheSecondTime when Interlocked.Increment(ref s_calls) % 2 == 0:
                y[0] = T.BitIncrement(y[0]);
                break;
            case ActivatedFault.SwallowsNaN:
                foreach (ref T value in y)
                {
                    value = T.IsNaN(value) ? T.Zero : value;
                }

                break;
            case ActivatedFault.SpreadsInfinity when x.ContainsAny(T.PositiveInfinity, T.NegativeInfinity):
                y.Fill(T.NaN);
                break;
            case ActivatedFault.AllocatesForward:
                s_sink = new object();
                break;
            case ActivatedFault.SharesMemory:
                for (int row = 0; row < y.Length; row += _shared.Length)
                {
                    y.Slice(row, _shared.Length).CopyTo(_shared);
                    Thread.Yield();
                    _shared.CopyTo(y.Slice(row, _shared.Length));
                }

                break;
            default:
                break;
        }
    }

    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        switch (fault)
        {
            case ActivatedFault.AcceptsAnyLength when y.Length != dy.Length:
                return;
            case ActivatedFault.AcceptsOverlapWithY when y.Overlaps(dx):
                sound.Backward(x, y.ToArray(), dy, dx, gradients);
                return;
            case ActivatedFault.WritesBeforeChecking:
                dx.Clear();
                break;
            case ActivatedFault.AcceptsOtherGradients when gradients is not null && gradients.GetType() != ((INetwork<T>)sound).CreateGradients().GetType():
                return;
            case ActivatedFault.ReplacesGradients:
                gradients?.Clear();
                break;
            default:
                break;
        }

        int rows = dy.Length / sound.Layer.Shape.Out;
        (int inputs, int outputs, _) = sound.Layer.Shape;
        if (fault == ActivatedFault.ForgetsSecondBlock && rows > 64 && gradients is not null)
        {
            sound.Backward(x[..(64 * inputs)], y[..(64 * outputs)], dy[..(64 * outputs)], [], gradients);
            sound.Backward(x, y, dy, dx, null);
        }
        else
        {
            sound.Backward(x, y, dy, dx, gradients);
        }

        if (dy.IsEmpty)
        {
            return;
        }

        ref T firstY = ref MemoryMarshal.GetReference(y);
        switch (fault)
        {
            case ActivatedFault.ForgetsSlope when !dx.IsEmpty:
                T[] weights = new T[inputs * outputs];
                sound.Layer.GetWeights(weights, WeightLayout.InOut);
                dx.Clear();
                for (int k = 0; k < rows * inputs * outputs; k++)
                {
                    (int row, int i, int j) = (k / (inputs * outputs), k / outputs % inputs, k % outputs);
                    dx[(row * inputs) + i] += weights[(i * outputs) + j] * dy[(row * outputs) + j];
                }

                break;
            case ActivatedFault.CoarseInputGradient when !dx.IsEmpty:
                Enlarge(ref dx[^1]);
                break;
            case ActivatedFault.CoarseGradient when gradients is not null:
                Enlarge(ref gradients.Values[0]);
                break;
            case ActivatedFault.UsesValueBehindY when !dx.IsEmpty:
                dx[0] += T.Zero * Unsafe.Add(ref firstY, y.Length);
                break;
            case ActivatedFault.WritesBehindDx when !dx.IsEmpty:
                Unsafe.Add(ref MemoryMarshal.GetReference(dx), dx.Length) = T.Zero;
                break;
            case ActivatedFault.WritesY:
                firstY += T.One;
                break;
            case ActivatedFault.SpoilsPadding when gradients is not null:
                gradients.Values[^1] += T.One;
                break;
            case ActivatedFault.AllocatesBackward when gradients is null:
                s_sink = new object();
                break;
            default:
                break;
        }
    }

    private static void Enlarge(ref T value)
    {
        T relative = T.CreateChecked(Unsafe.SizeOf<T>() == sizeof(float) ? 1e-4 : 1e-11);
        value += relative * (T.One + T.Abs(value));
    }
}
