using System.Globalization;

namespace LinearGen;

public partial class Trainer<TNetwork, T>
{
    /// <summary>Measures the network on rows with class labels, without changing anything.</summary>
    /// <param name="x">[rows, In], any number of rows from 1; they are worked through in pieces of <see cref="MaxBatch"/>.</param>
    /// <param name="labels">[rows]: the right class of each row, 0 … Out − 1.</param>
    /// <returns>The mean loss, infinite or NaN if a row's is, and the share of rows that <see cref="Predict"/> gets right.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is no class.</exception>
    /// <exception cref="NotSupportedException">The loss takes no class labels.</exception>
    public Evaluation Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<int> labels)
    {
        int rows = CheckAllRows(x, least: 1);
        CheckLength(labels.Length, rows, 1, nameof(labels));
        Loss.CheckLabels(labels, _outputs);
        double sum = 0;
        int right = 0;
        for (int start = 0, count; start < rows; start += count)
        {
            ReadOnlySpan<T> y = ForwardPiece(x, start, rows, out count);
            ReadOnlySpan<int> piece = labels.Slice(start, count);
            sum += count * double.CreateTruncating(Loss.Compute(y, piece, _outputs, Dy(count)));
            for (int row = 0; row < count; row++)
            {
                right += ClassOf(y, row) == piece[row] ? 1 : 0;
            }
        }

        return new Evaluation(sum / rows, (double)right / rows);
    }

    /// <summary>Measures the network on rows with targets of the outputs' own form, without changing anything.</summary>
    /// <param name="x">[rows, In], any number of rows from 1; they are worked through in pieces of <see cref="MaxBatch"/>.</param>
    /// <param name="targets">[rows, Out]: what the outputs should be.</param>
    /// <returns>The mean loss, infinite or NaN if a row's is.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> targets)
    {
        int rows = CheckAllRows(x, least: 1);
        CheckLength(targets.Length, rows, _outputs, nameof(targets));
        double sum = 0;
        for (int start = 0, count; start < rows; start += count)
        {
            ReadOnlySpan<T> y = ForwardPiece(x, start, rows, out count);
            ReadOnlySpan<T> piece = targets.Slice(start * _outputs, count * _outputs);
            sum += count * double.CreateTruncating(Loss.Compute(y, piece, _outputs, Dy(count)));
        }

        return sum / rows;
    }

    /// <summary>Finds the class of each row: the output that is largest, the first of several. NaN is never larger.</summary>
    /// <param name="x">[rows, In], any number of rows; they are worked through in pieces of <see cref="MaxBatch"/>.</param>
    /// <param name="classes">[rows]: 0 … Out − 1, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing has been written.</exception>
    public void Predict(ReadOnlySpan<T> x, Span<int> classes)
    {
        int rows = CheckAllRows(x, least: 0);
        CheckLength(classes.Length, rows, 1, nameof(classes));
        for (int start = 0, count; start < rows; start += count)
        {
            ReadOnlySpan<T> y = ForwardPiece(x, start, rows, out count);
            for (int row = 0; row < count; row++)
            {
                classes[start + row] = ClassOf(y, row);
            }
        }
    }

    /// <summary>Computes the outputs of the rows from <paramref name="start"/> on, as many as fit.</summary>
    private ReadOnlySpan<T> ForwardPiece(ReadOnlySpan<T> x, int start, int rows, out int count)
    {
        count = Math.Min(MaxBatch, rows - start);
        return _blocks.Forward(x.Slice(start * _inputs, count * _inputs));
    }

    private int ClassOf(ReadOnlySpan<T> outputs, int row)
    {
        ReadOnlySpan<T> y = outputs.Slice(row * _outputs, _outputs);
        int best = 0;
        for (int k = 1; k < y.Length; k++)
        {
            if (y[k] > y[best])
            {
                best = k;
            }
        }

        return best;
    }

    private int CheckAllRows(ReadOnlySpan<T> x, int least)
    {
        (int rows, int rest) = Math.DivRem(x.Length, _inputs);
        if (rest != 0 || rows < least)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"x holds {x.Length} values; expected a multiple of {_inputs} (rows × In), {least} rows or more, for a network {Network.Shape}."), nameof(x));
        }

        return rows;
    }
}
