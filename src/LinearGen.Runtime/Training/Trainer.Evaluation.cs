
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
        using CallGuard.Call call = _calls.Enter(nameof(Evaluate));
        return EvaluateCore(x, labels);
    }

    /// <summary>Measures the network on rows with targets of the outputs' own form, without changing anything.</summary>
    /// <param name="x">[rows, In], any number of rows from 1; they are worked through in pieces of <see cref="MaxBatch"/>.</param>
    /// <param name="targets">[rows, Out]: the targets.</param>
    /// <returns>The mean loss, infinite or NaN if a row's is.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> targets)
    {
        using CallGuard.Call call = _calls.Enter(nameof(Evaluate));
        return EvaluateCore(x, targets);
    }

    /// <summary>Measures the network on rows, without changing anything.</summary>
    /// <param name="data">The rows.</param>
    /// <returns><see cref="ClassMetrics"/> for rows with class labels, <see cref="RegressionMetrics"/> for rows with targets.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentException">The rows are of other sizes than the network's, or a label is no class.</exception>
    /// <exception cref="NotSupportedException">The loss takes no class labels.</exception>
    public Metrics Evaluate(TrainingData<T> data)
    {
        using CallGuard.Call call = _calls.Enter(nameof(Evaluate));
        ArgumentNullException.ThrowIfNull(data);
        CheckFits(data, nameof(data));
        if (!data.HasLabels)
        {
            double loss = EvaluateCore(data.X, data.Targets);
            RegressionSums<T> sums = new(_outputs);
            for (int start = 0, count; start < data.Rows; start += count)
            {
                sums.Add(ForwardPiece(data.X, start, data.Rows, out count), data.Targets.Slice(start * _outputs, count * _outputs));
            }

            return sums.Finish(loss);
        }

        Evaluation evaluation = EvaluateCore(data.X, data.Labels);
        int[,] confusion = new int[_outputs, _outputs];
        for (int start = 0, count; start < data.Rows; start += count)
        {
            ReadOnlySpan<T> y = ForwardPiece(data.X, start, data.Rows, out count);
            for (int row = 0; row < count; row++)
            {
                confusion[data.Labels[start + row], ClassOf(y, row)]++;
            }
        }

        return new ClassMetrics(data.Rows, evaluation.Loss, confusion);
    }

    /// <summary>Finds the class of each row: the output that is largest, the first of several. NaN is never larger.</summary>
    /// <param name="x">[rows, In], any number of rows; they are worked through in pieces of <see cref="MaxBatch"/>.</param>
    /// <param name="classes">[rows]: 0 … Out − 1, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing has been written.</exception>
    public void Predict(ReadOnlySpan<T> x, Span<int> classes)
    {
        using CallGuard.Call call = _calls.Enter(nameof(Predict));
        int rows = CheckRows(x, 0, int.MaxValue);
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

    private Evaluation EvaluateCore(ReadOnlySpan<T> x, ReadOnlySpan<int> labels)
    {
        int right = 0;
        double loss = EvaluateCore(x, new Answers<T>(labels), labels, ref right);
        return new Evaluation(loss, (double)right / labels.Length);
    }

    private double EvaluateCore(ReadOnlySpan<T> x, ReadOnlySpan<T> targets)
    {
        int right = 0;
        return EvaluateCore(x, new Answers<T>(targets), [], ref right);
    }

    /// <summary>The mean loss, in parts as of a step; and the number of rows whose class is their label, if there are labels.</summary>
    private double EvaluateCore(ReadOnlySpan<T> x, Answers<T> answers, ReadOnlySpan<int> labels, ref int right)
    {
        int rows = CheckRows(x, 1, int.MaxValue);
        CheckLength(answers.Length, rows, answers.PerRow(_outputs), answers.Parameter);
        answers.Check(_outputs);
        int most = RowsOfPart(rows);
        double divisor = DivisorOf(answers, rows, most);
        TreeSum sum = default;
        for (int start = 0, count; start < rows; start += count)
        {
            ReadOnlySpan<T> y = ForwardPiece(x, start, rows, out count);
            AddParts(ref sum, y, answers.Rows(start, count, _outputs), count, Math.Min(most, MaxBatch), Dy(count), divisor);
            for (int row = 0; row < count && !labels.IsEmpty; row++)
            {
                right += ClassOf(y, row) == labels[start + row] ? 1 : 0;
            }
        }

        return sum.Total;
    }

    /// <summary>Computes the outputs of the rows from <paramref name="start"/> on: as many whole blocks as fit.</summary>
    private ReadOnlySpan<T> ForwardPiece(ReadOnlySpan<T> x, int start, int rows, out int count)
    {
        count = Math.Min(MaxBatch <= RowsPerBlock ? MaxBatch : MaxBatch - (MaxBatch % RowsPerBlock), rows - start);
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
}
