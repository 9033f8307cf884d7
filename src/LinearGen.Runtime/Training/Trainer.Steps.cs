namespace LinearGen;

public partial class Trainer<TNetwork, T>
{
    /// <summary>Trains on one mini-batch with class labels.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows; with an <see cref="Exchange"/> the rows that <see cref="ShareOf(int)"/> says, perhaps none.</param>
    /// <param name="labels">[rows]: the right class of each row, 0 … Out − 1.</param>
    /// <returns>The mean loss of the batch, of all ranks' rows together, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is no class; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotSupportedException">The loss takes no class labels; neither parameters nor trainer have changed.</exception>
    /// <exception cref="InvalidOperationException">Another call has not returned; or all parameters of a layer before the last are 0: the network was never initialised; or the network, of a class of your own, has left another number of outputs; or another rank has failed, or differs in what must be alike; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or the norm of the gradients if <see cref="MaxGradientNorm"/> is set, is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<int> labels) => Step(x, new Answers<T>(labels));

    /// <summary>Trains on one mini-batch with targets of the outputs' own form.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows; with an <see cref="Exchange"/> the rows that <see cref="ShareOf(int)"/> says, perhaps none.</param>
    /// <param name="targets">[rows, Out]: the targets.</param>
    /// <returns>The mean loss of the batch, of all ranks' rows together, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit; neither parameters nor trainer have changed.</exception>
    /// <exception cref="InvalidOperationException">Another call has not returned; or all parameters of a layer before the last are 0: the network was never initialised; or the network, of a class of your own, has left another number of outputs; or another rank has failed, or differs in what must be alike; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or the norm of the gradients if <see cref="MaxGradientNorm"/> is set, is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<T> targets) => Step(x, new Answers<T>(targets));

    private T Step(ReadOnlySpan<T> x, Answers<T> answers)
    {
        using CallGuard.Call call = _calls.Enter(nameof(Step));
        _ranks?.EnterStep();
        try
        {
            return StepCore(x, answers);
        }
        catch (Exception failure)
        {
            _ranks?.Abandon(failure);
            throw;
        }
    }

    /// <summary>Forward, loss, backward and the optimiser's step, with the gradients of all ranks.</summary>
    private T StepCore(ReadOnlySpan<T> x, Answers<T> answers)
    {
        int rows = CheckRows(x, _ranks is null ? 1 : 0, MaxBatch);
        CheckLength(answers.Length, rows, answers.PerRow(_outputs), answers.Parameter);
        CheckInitialised();
        double rate = ScheduledLearningRate;
        ReadOnlySpan<T> y = _blocks.Forward(x);
        answers.Check(_outputs);
        int most = RowsOfPart(rows);
        double divisor = DivisorOf(answers, rows, most);
        if (_ranks is not null)
        {
            WriteAgreed(_ranks.Agreed, rate);
            divisor = _ranks.BeforeBackward(rows, divisor);
        }

        Span<T> dy = Dy(rows);
        TreeSum parts = default;
        AddParts(ref parts, y, answers, rows, most, dy, divisor);
        Span<T> gradients = _blocks.Backward(x, dy).Values;
        T loss = T.CreateTruncating(_ranks?.AfterBackward(parts.Total) ?? parts.Total);
        CheckFinite(double.CreateTruncating(loss), "loss", rate);
        _ranks?.Sum(gradients);
        Update(gradients, rate);
        return loss;
    }

    /// <summary>Rows whose loss is computed at once: a block where parts are alike whoever computes them, otherwise all.</summary>
    private int RowsOfPart(int rows) => Loss.IsSumOverRows || _ranks is not null ? Math.Min(_blocks.RowsPerBlock, rows) : rows;

    private double DivisorOf(Answers<T> answers, int rows, int most)
    {
        TreeSum sum = default;
        for (int start = 0; start < rows; start += most)
        {
            sum.Add(answers.Rows(start, Math.Min(most, rows - start), _outputs).Divisor(Loss, _outputs));
        }

        return sum.Total;
    }

    private void AddParts(ref TreeSum sum, ReadOnlySpan<T> y, Answers<T> answers, int rows, int most, Span<T> dy, double divisor)
    {
        for (int start = 0; start < rows; start += most)
        {
            int count = Math.Min(most, rows - start);
            (int first, int length) = (start * _outputs, count * _outputs);
            sum.Add(answers.Rows(start, count, _outputs).Part(Loss, y.Slice(first, length), _outputs, dy.Slice(first, length), divisor));
        }
    }

    private void Update(Span<T> gradients, double rate)
    {
        if (_maxGradientNorm is { } greatest)
        {
            double norm = _layers.Norm(gradients);
            CheckFinite(norm, "gradients' norm", rate);
            double factor = greatest / (norm + 1e-6);
            if (factor < 1)
            {
                _layers.Scale(gradients, T.CreateTruncating(factor));
            }
        }

        try
        {
            _layers.Move(gradients, rate);
        }
        finally
        {
            Network.ParametersChanged();
        }

        Steps++;
    }
}
