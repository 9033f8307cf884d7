using System.Numerics;

namespace LinearGen;

/// <summary>The loss of a network on rows: see <see cref="Trainer{TNetwork, T}.Evaluate(TrainingData{T})"/>.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Loss">The mean loss.</param>
public abstract record Metrics(int Rows, double Loss);

/// <summary>The metrics of a network that classifies rows.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Confusion">[class, output]: of the rows of a class, how many are taken for which.</param>
public sealed record ClassMetrics(int Rows, double Loss, int[,] Confusion) : Metrics(Rows, Loss)
{
    /// <summary>The share of rows whose class is found.</summary>
    public double Accuracy => Enumerable.Range(0, Confusion.GetLength(0)).Sum(label => (double)Confusion[label, label]) / Rows;

    /// <summary>Of the rows that are taken for a class, the share that is of it; NaN if there are none.</summary>
    /// <param name="label">The class.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public double Precision(int label) => (double)Confusion[label, label] / Enumerable.Range(0, Confusion.GetLength(0)).Sum(other => Confusion[other, label]);

    /// <summary>Of the rows of a class, the share that is taken for it; NaN if there are none.</summary>
    /// <param name="label">The class.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => (double)Confusion[label, label] / Enumerable.Range(0, Confusion.GetLength(1)).Sum(other => Confusion[label, other]);
}

/// <summary>The errors of a network's outputs against targets, over all elements.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="MeanAbsoluteError">Σ|y − t| / (rows·Out), MAE.</param>
/// <param name="RootMeanSquaredError">√(Σ(y − t)² / (rows·Out)), RMSE.</param>
/// <param name="RSquared">1 − Σ(y − t)² / Σ(t − mean t)² of each output, R², and of these the mean; an output whose targets are all alike counts 1 if it is right, otherwise 0.</param>
public sealed record RegressionMetrics(int Rows, double Loss, double MeanAbsoluteError, double RootMeanSquaredError, double RSquared) : Metrics(Rows, Loss);

/// <summary>Adds up, row by row, the sums behind <see cref="RegressionMetrics"/>.</summary>
internal sealed class RegressionSums<T>(int outputs)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double[] _means = new double[outputs];
    private readonly double[] _spreads = new double[outputs];
    private readonly double[] _squares = new double[outputs];
    private double _absolute;
    private int _rows;

    /// <summary>Adds some rows.</summary>
    public void Add(ReadOnlySpan<T> y, ReadOnlySpan<T> targets)
    {
        for (int n = 0; n < y.Length; n++)
        {
            int output = n % outputs;
            _rows += output == 0 ? 1 : 0;
            double target = double.CreateTruncating(targets[n]);
            double error = double.CreateTruncating(y[n]) - target;
            _absolute += Math.Abs(error);
            _squares[output] += error * error;

            // Welford's: mean and sum of squares in one pass.
            double difference = target - _means[output];
            _means[output] += difference / _rows;
            _spreads[output] += difference * (target - _means[output]);
        }
    }

    /// <summary>Computes the metrics of all rows added so far.</summary>
    public RegressionMetrics Finish(double loss)
    {
        double elements = (double)_rows * outputs;
        double determined = 0;
        for (int output = 0; output < outputs; output++)
        {
            determined += _spreads[output] > 0 ? 1 - (_squares[output] / _spreads[output]) : _squares[output] == 0 ? 1 : 0;
        }

        return new(_rows, loss, _absolute / elements, Math.Sqrt(_squares.Sum() / elements), determined / outputs);
    }
}
