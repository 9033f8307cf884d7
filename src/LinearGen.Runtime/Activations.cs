using System.ComponentModel;
using System.Numerics;

namespace LinearGen;

/// <summary>
/// The intermediate values of a forward pass, kept for the backward pass and owned by the caller, so that neither allocates:
/// the output of each layer, for up to <see cref="MaxRows"/> rows. Not for two calls at once.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public class Activations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _output;
    private readonly int _outputs;

    /// <summary>Makes buffers for a network of one layer.</summary>
    /// <param name="maxRows">The most rows that one call may have, 1 or more.</param>
    /// <param name="outputs">Outputs per row, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1, or the buffer would be larger than an array can be.</exception>
    public Activations(int maxRows, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)maxRows * outputs, Array.MaxLength, nameof(maxRows));
        MaxRows = maxRows;
        _outputs = outputs;
        _output = new T[maxRows * outputs];
    }

    /// <summary>The most rows that one call may have.</summary>
    public int MaxRows { get; }

    /// <summary>The rows of the last forward call.</summary>
    public int Rows { get; private set; }

    /// <summary>The result of the last forward call: [Rows, Out].</summary>
    public ReadOnlySpan<T> Output => _output.AsSpan(0, Rows * _outputs);

    /// <summary>Takes note of how many rows the coming forward call has, and gives the place for its result.</summary>
    /// <param name="x">The call's input, [rows, In].</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row of the network that is called.</param>
    /// <returns>[rows, Out], to be written.</returns>
    /// <exception cref="ArgumentException">Not a whole number of rows, more than <see cref="MaxRows"/>, buffers made for another number of outputs, or the place for the result overlaps <paramref name="x"/>; nothing has changed.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Span<T> Begin(ReadOnlySpan<T> x, int inputs, int outputs)
    {
        CheckOutputs(this, outputs);
        (int rows, int rest) = Math.DivRem(x.Length, inputs);
        if (rest != 0 || rows > MaxRows)
        {
            throw new ArgumentException(Invariant($"x holds {x.Length} values; expected a multiple of {inputs} (rows × In) of at most {MaxRows} rows."), nameof(x));
        }

        Span<T> output = _output.AsSpan(0, rows * outputs);
        if (x.Overlaps(output))
        {
            throw new ArgumentException("activations overlap x; expected x in memory of its own, since Output is written while x is still read.", nameof(x));
        }

        Rows = rows;
        return output;
    }

    /// <summary>Checks that a backward call follows the forward call that these activations are of.</summary>
    /// <param name="x">The call's input, [rows, In].</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row of the network that is called.</param>
    /// <exception cref="ArgumentException">Buffers made for another number of outputs, or a forward call with another number of rows.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public void CheckIsOf(ReadOnlySpan<T> x, int inputs, int outputs)
    {
        CheckOutputs(this, outputs);
        if (x.Length != (long)Rows * inputs)
        {
            throw new ArgumentException(Invariant(
                $"x holds {x.Length} values; expected {(long)Rows * inputs} = {Rows} rows × {inputs}, since these activations are of a forward call with {Rows} rows."), nameof(x));
        }
    }

    // Static, so that the exception names the activations as the network's calls do.
    private static void CheckOutputs(Activations<T> activations, int outputs)
    {
        if (outputs != activations._outputs)
        {
            throw new ArgumentException(Invariant($"The activations are for {activations._outputs} outputs per row; expected {outputs}, the network's."), nameof(activations));
        }
    }
}
