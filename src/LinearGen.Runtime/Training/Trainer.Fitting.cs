using System.Diagnostics;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

public partial class Trainer<TNetwork, T>
{
    /// <summary>
    /// Trains on all rows of a data set, epoch after epoch: mini-batches in an order drawn anew, validation, and an end when the loss stops becoming
    /// better; the network ends with the parameters of its best epoch.
    /// </summary>
    /// <param name="data">The rows to train on.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="progress">Told of each epoch. It must not call this trainer. <c>Progress&lt;Epoch&gt;</c> is told on another thread, perhaps later.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <returns>The history of the training.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentException">Data or validation rows are of other sizes than the network, or the validation rows of another element type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a label is no class.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the network has the parameters of the last step.</exception>
    /// <exception cref="InvalidOperationException">Another call has not returned; or the network was never initialised.</exception>
    /// <exception cref="NotFiniteNumberException">As of <see cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T})"/>; the network has the parameters of the step before.</exception>
    /// <remarks>Everything is allocated before the first step. The learning rate that a plateau leaves stays.</remarks>
    public TrainingHistory Fit(TrainingData<T> data, FitOptions? options = null, IProgress<Epoch>? progress = null, CancellationToken cancellationToken = default)
    {
        using CallGuard.Call call = _calls.Enter(nameof(Fit));
        _ranks?.EnterFit();
        try
        {
            TrainingHistory history = FitCore(data, options ?? new FitOptions(), progress, cancellationToken);
            _ranks?.EndFit();
            return history;
        }
        catch (Exception failure)
        {
            _ranks?.Abandon(failure);
            throw;
        }
        finally
        {
            _hashOfData = 0;
        }
    }

    private TrainingHistory FitCore(TrainingData<T> data, FitOptions options, IProgress<Epoch>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Check();
        CheckBatchSize(options.BatchSize ?? 1);
        CheckFits(data, nameof(data));
        TrainingData<T>? validation = options.Validation switch
        {
            null => null,
            TrainingData<T> own => own,
            { } other => throw new ArgumentException($"The validation rows are of type {other.GetType()}; expected {typeof(TrainingData<T>)}, as the network computes in {typeof(T)}.", nameof(options)),
        };
        if (validation is not null)
        {
            CheckFits(validation, nameof(options));
            if (validation.HasLabels != data.HasLabels)
            {
                throw new ArgumentException($"The validation rows have {(validation.HasLabels ? "class labels" : "targets")}; expected {(data.HasLabels ? "class labels" : "targets")}, as the rows to train on have.", nameof(options));
            }
        }

        int batch = Math.Min(options.BatchSize ?? MaxBatch, data.Rows);
        Random random = new(options.Seed);
        int[] order = data.Order();
        int most = ShareOfRank(batch, 0).GetOffsetAndLength(batch).Length;
        T[] x = new T[most * _inputs];
        T[] targets = new T[most * data.Outputs];
        int[] labels = new int[data.HasLabels ? most : 0];
        T[] best = options.KeepBest ? Network.Parameters.ToArray() : [];
        List<Epoch> epochs = new(Math.Min(options.Epochs, 4096));
        Epoch? bestEpoch = null;
        int plateau = 0;
        FitEnd end = FitEnd.AllEpochs;
        long started = Stopwatch.GetTimestamp();
        for (int number = 1; number <= options.Epochs; number++)
        {
            double rate = _learningRate;
            if (options.Shuffle)
            {
                random.Shuffle(order);
            }

            if (_ranks is not null)
            {
                _hashOfData = Agreement.HashOf(data, validation, order);
            }

            double loss = 0;
            for (int row = 0, count; row < order.Length; row += count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                count = Math.Min(batch, order.Length - row);
                ReadOnlySpan<int> share = order.AsSpan(row, count)[ShareOf(count)];
                data.Gather(share, x, targets, labels);
                Answers<T> answers = data.HasLabels ? new(labels.AsSpan(0, share.Length)) : new(targets.AsSpan(0, share.Length * _outputs));
                loss += count * double.CreateTruncating(StepCore(x.AsSpan(0, share.Length * _inputs), answers));
            }

            loss /= order.Length;
            (double? validationLoss, double? accuracy) = Validate(validation);
            double judged = validationLoss ?? loss;
            bool isBest = bestEpoch is null || IsBetter(judged, bestEpoch.ValidationLoss ?? bestEpoch.Loss, options.MinimumImprovement);
            Epoch epoch = new(number, loss, validationLoss, accuracy, rate, isBest, Stopwatch.GetElapsedTime(started));
            epochs.Add(epoch);
            if (isBest)
            {
                bestEpoch = epoch;
                plateau = 0;
                Network.Parameters[..best.Length].CopyTo(best);
            }
            else if (++plateau == options.PlateauPatience)
            {
                _learningRate *= options.PlateauFactor;
                plateau = 0;
            }

            progress?.Report(epoch);
            if (number - bestEpoch!.Number >= options.Patience)
            {
                end = FitEnd.NoImprovement;
                break;
            }
        }

        if (options.KeepBest)
        {
            best.CopyTo(Network.Parameters);
            Network.ParametersChanged();
        }

        return new(epochs, bestEpoch!, end);
    }

    /// <summary>Throws unless a rank with the largest share of a batch can take it in one step.</summary>
    private void CheckBatchSize(int batch)
    {
        int most = ShareOfRank(batch, 0).GetOffsetAndLength(batch).Length;
        string expected = _ranks is null ? Invariant($"no more than {MaxBatch}, the trainer's MaxBatch") : Invariant($"rows of which a rank takes no more than {MaxBatch}, the trainer's MaxBatch, but the first one would take {most}");
        Number.Check(most <= MaxBatch, batch, nameof(FitOptions.BatchSize), expected);
    }

    /// <summary>Whether a loss is less than another by enough; any number is less than NaN.</summary>
    private static bool IsBetter(double loss, double best, double improvement) => double.IsNaN(best) ? !double.IsNaN(loss) : loss < best - improvement;

    private (double? Loss, double? Accuracy) Validate(TrainingData<T>? validation)
    {
        if (validation is null)
        {
            return (null, null);
        }

        if (!validation.HasLabels)
        {
            return (EvaluateCore(validation.X, validation.Targets), null);
        }

        Evaluation evaluation = EvaluateCore(validation.X, validation.Labels);
        return (evaluation.Loss, evaluation.Accuracy);
    }

    private void CheckFits(TrainingData<T> data, string parameter)
    {
        if (data.Inputs != _inputs || (!data.HasLabels && data.Outputs != _outputs))
        {
            string outputs = data.HasLabels ? "class labels" : Invariant($"{data.Outputs} targets");
            throw new ArgumentException(Invariant($"The rows have {data.Inputs} inputs and {outputs}; expected {_inputs} inputs and {_outputs} targets or class labels, for a network {Network.Shape}."), parameter);
        }

        if (data.HasLabels)
        {
            Loss.CheckLabels(data.Labels, _outputs);
        }
    }
}
