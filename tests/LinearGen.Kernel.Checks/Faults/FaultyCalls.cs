using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Checks;

/// <summary>A fault around the calls of a sound layer or network.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="fault">The fault.</param>
/// <param name="inputs">Inputs per row.</param>
/// <param name="outputs">Outputs per row.</param>
internal sealed class FaultyCalls<T>(Fault fault, int inputs, int outputs)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static object? s_sink;
    private static int s_calls;

    private readonly T[] _shared = new T[outputs];

    /// <summary>A sound forward call with the fault around it.</summary>
    public void Forward(INetwork<T> sound, ReadOnlySpan<T> x, Span<T> y)
    {
        if (SkipsForward(x, y))
        {
            return;
        }

        try
        {
            sound.Forward(x, y);
        }
        catch (ArgumentException exception) when (IsVague)
        {
            throw Vague(exception);
        }

        AfterForward(x, y);
    }

    private bool SkipsForward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (fault == Fault.WritesBeforeChecking)
        {
            y.Clear();
        }

        return fault == Fault.AcceptsAnyLength && (x.Length % inputs != 0 || (long)x.Length / inputs * outputs != y.Length);
    }

    private void AfterForward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (y.IsEmpty)
        {
            return;
        }

        ref T behindY = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), y.Length);
        ref T firstX = ref MemoryMarshal.GetReference(x);
        switch (fault)
        {
            case Fault.CoarseValue:
                Enlarge(ref y[0]);
                break;
            case Fault.OrderDependsOnRows when y.Length >= 4 * outputs:
                y[^1] = T.BitIncrement(y[^1]);
                break;
            case Fault.OtherBitsTheSecondTime when Interlocked.Increment(ref s_calls) % 2 == 0:
                y[0] = T.BitIncrement(y[0]);
                break;
            case Fault.ForgetsLastRow when y.Length > outputs:
                y[^outputs..].Clear();
                break;
            case Fault.SwallowsNaN:
                foreach (ref T value in y)
                {
                    value = T.IsNaN(value) ? T.Zero : value;
                }

                break;
            case Fault.SpreadsInfinity when x.ContainsAny(T.PositiveInfinity, T.NegativeInfinity):
                y.Fill(T.NaN);
                break;
            case Fault.UsesValueBehindX:
                y[^1] += T.Zero * Unsafe.Add(ref firstX, x.Length);
                break;
            case Fault.WritesBehindY:
                behindY = T.Zero;
                break;
            case Fault.TouchesBehindY:
                Volatile.Write(ref Unsafe.As<T, byte>(ref behindY), Unsafe.As<T, byte>(ref behindY));
                break;
            case Fault.ReadsBeforeX:
                Volatile.Read(ref Unsafe.As<T, byte>(ref Unsafe.Subtract(ref firstX, 1)));
                break;
            case Fault.AllocatesForward:
                s_sink = new object();
                break;
            case Fault.SharesMemory:
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

    /// <summary>What a sound backward call is given in place of its arguments, or whether it is left out.</summary>
    public bool SkipsBackward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ref Span<T> dx, ref ParameterGradients<T>? gradients, ParameterGradients<T>? own)
    {
        switch (fault)
        {
            case Fault.WritesBeforeChecking:
                dx.Clear();
                return false;
            case Fault.AcceptsAnyLength:
                return x.Length % inputs != 0 || (long)x.Length / inputs * outputs != dy.Length || (!dx.IsEmpty && dx.Length != x.Length);
            case Fault.AcceptsOtherGradients:
                return gradients is not null && gradients.GetType() != own!.GetType();
            case Fault.AcceptsOverlap:
                return x.Overlaps(dx);
            case Fault.ReplacesGradients:
                gradients?.Clear();
                return false;
            case Fault.ForgetsGradientsWithInputGradient when !dx.IsEmpty:
                gradients = null;
                return false;
            case Fault.ForgetsInputGradientWithGradients when gradients is not null:
                dx = default;
                return false;
            default:
                return false;
        }
    }

    /// <summary>What happens to the results of a sound backward call.</summary>
    /// <param name="dy">The call's gradient.</param>
    /// <param name="dx">The result.</param>
    /// <param name="before">What dx held before the call.</param>
    /// <param name="gradients">The sums.</param>
    public void AfterBackward(ReadOnlySpan<T> dy, Span<T> dx, ReadOnlySpan<T> before, ParameterGradients<T>? gradients)
    {
        if (dy.IsEmpty)
        {
            return;
        }

        ref T firstDY = ref MemoryMarshal.GetReference(dy);
        switch (fault)
        {
            case Fault.CoarseInputGradient when !dx.IsEmpty:
                Enlarge(ref dx[^1]);
                break;
            case Fault.DoublesInputGradient:
                foreach (ref T value in dx)
                {
                    value += value;
                }

                break;
            case Fault.AddsToInputGradient:
                for (int k = 0; k < dx.Length; k++)
                {
                    dx[k] += before[k];
                }

                break;
            case Fault.CoarseGradient when gradients is not null:
                Enlarge(ref gradients.Values[0]);
                break;
            case Fault.AveragesGradients when gradients is not null:
                gradients.Scale(T.One / T.CreateChecked(dy.Length / outputs));
                break;
            case Fault.WritesBehindDX when !dx.IsEmpty:
                Unsafe.Add(ref MemoryMarshal.GetReference(dx), dx.Length) = T.Zero;
                break;
            case Fault.WritesDY:
                firstDY += T.One;
                break;
            case Fault.ReadsBehindDY:
                Volatile.Read(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref firstDY, dy.Length)));
                break;
            case Fault.SpoilsGradientPadding when gradients is not null:
                gradients.Values[^1] += T.One;
                break;
            case Fault.AllocatesBackward:
                s_sink = new object();
                break;
            default:
                break;
        }
    }

    /// <summary>Rows that reach the gradients.</summary>
    public int GradientRows(int rows) => fault == Fault.ForgetsSecondBlock ? Math.Min(rows, 64) : rows;

    /// <summary>Draws the parameters of a sound network.</summary>
    public void Initialize(INetwork<T> sound, Random random)
    {
        sound.Initialize(fault == Fault.InitializeIgnoresSeed ? Random.Shared : random);
        if (fault == Fault.InitializesTooWide)
        {
            foreach (ref T parameter in sound.Parameters)
            {
                parameter += parameter;
            }

            sound.ParametersChanged();
        }

        if (fault == Fault.SpoilsParameterPadding)
        {
            sound.Parameters[^1] = T.One;
        }
    }

    /// <summary>Makes a refusal's message vague.</summary>
    public ArgumentException Vague(ArgumentException exception) => new("Wrong length.", exception.ParamName);

    /// <summary>Whether refusals are vague.</summary>
    public bool IsVague => fault == Fault.VagueMessage;

    private static void Enlarge(ref T value)
    {
        T relative = T.CreateChecked(Unsafe.SizeOf<T>() == sizeof(float) ? 1e-3 : 1e-10);
        value += relative * (T.One + T.Abs(value));
    }
}
