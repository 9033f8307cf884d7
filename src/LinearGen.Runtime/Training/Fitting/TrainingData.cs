using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>Rows to train on, of either element type: see <see cref="TrainingData{T}"/>.</summary>
public abstract class TrainingData
{
    private protected TrainingData(int rows, int inputs, int outputs) => (Rows, Inputs, Outputs) = (rows, inputs, outputs);

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Inputs per row.</summary>
    public int Inputs { get; }

    /// <summary>Targets per row; 0 for class labels.</summary>
    public int Outputs { get; }

    /// <summary>Whether each row has a class label instead of targets.</summary>
    public bool HasLabels => Outputs == 0;

    /// <summary>Names of the inputs, if they come from a file that has them; otherwise empty.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>Names of the targets, or of the classes, if they come from a file that has them; otherwise empty.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>Reads rows from a file of comma-separated values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns are targets or labels; all others are inputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The options name neither targets nor a label, or both.</exception>
    /// <exception cref="InvalidDataException">A column is missing, there are no rows, or a value is no finite number; the message names row and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingData<T> ReadCsv<T>(string path, CsvOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using StreamReader reader = new(path);
        return ReadCsv<T>(reader, options);
    }

    /// <summary>Reads rows from comma-separated values.</summary>
    /// <param name="reader">The text, read to its end.</param>
    /// <param name="options">Which columns are targets or labels; all others are inputs.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The options name neither targets nor a label, or both.</exception>
    /// <exception cref="InvalidDataException">A column is missing, there are no rows, or a value is no finite number; the message names row and column.</exception>
    public static TrainingData<T> ReadCsv<T>(TextReader reader, CsvOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        return CsvReader.Read<T>(reader, options);
    }
}

/// <summary>Rows of inputs with targets, or with class labels: a copy that nothing changes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TrainingData<T> : TrainingData
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _x;
    private readonly T[] _targets;
    private readonly int[] _labels;

    /// <summary>Copies rows with targets.</summary>
    /// <param name="x">[rows, inputs], 1 row or more.</param>
    /// <param name="inputs">Inputs per row, 1 or more.</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="outputs">Targets per row, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not whole rows, or there are not as many rows of targets.</exception>
    public TrainingData(ReadOnlySpan<T> x, int inputs, ReadOnlySpan<T> targets, int outputs)
        : this(x.ToArray(), inputs, targets.ToArray(), [], CheckOutputs(outputs))
    {
    }

    /// <summary>Copies rows with class labels.</summary>
    /// <param name="x">[rows, inputs], 1 row or more.</param>
    /// <param name="inputs">Inputs per row, 1 or more.</param>
    /// <param name="labels">[rows]: the class of each row, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputs"/> is less than 1, or a label is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not whole rows, or there are not as many labels.</exception>
    public TrainingData(ReadOnlySpan<T> x, int inputs, ReadOnlySpan<int> labels)
        : this(x.ToArray(), inputs, [], labels.ToArray(), 0)
    {
    }

    private TrainingData(T[] x, int inputs, T[] targets, int[] labels, int outputs)
        : base(RowsOf(x, inputs), inputs, outputs)
    {
        int answers = outputs == 0 ? labels.Length : targets.Length;
        int expected = checked(Rows * Math.Max(outputs, 1));
        if (answers != expected)
        {
            string parameter = outputs == 0 ? nameof(labels) : nameof(targets);
            throw new ArgumentException(Invariant($"{parameter} holds {answers} values; expected {expected} = {Rows} rows × {Math.Max(outputs, 1)}, since x holds {Rows} rows of {inputs}."), parameter);
        }

        for (int row = 0; row < labels.Length; row++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labels[row], Invariant($"labels[{row}]"));
        }

        (_x, _targets, _labels) = (x, targets, labels);
    }

    /// <summary>The inputs: [Rows, Inputs].</summary>
    public ReadOnlySpan<T> X => _x;

    /// <summary>The targets: [Rows, Outputs]; empty if there are labels.</summary>
    public ReadOnlySpan<T> Targets => _targets;

    /// <summary>The class of each row: [Rows]; empty if there are targets.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Draws rows into two parts, each row into one of them.</summary>
    /// <param name="fraction">The share of the rows that the first part gets, above 0 and below 1; each part gets a row at least.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">There is a single row.</exception>
    public (TrainingData<T> First, TrainingData<T> Second) Split(double fraction, int seed)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Expected a number above 0 and below 1.");
        }

        if (Rows < 2)
        {
            throw new InvalidOperationException("There is a single row; expected two or more, one for each part.");
        }

        int[] order = Order();
        new Random(seed).Shuffle(order);
        int first = Math.Clamp((int)Math.Round(Rows * fraction), 1, Rows - 1);
        return (Select(order.AsSpan(0, first)), Select(order.AsSpan(first)));
    }

    /// <summary>Copies some rows, in the order given; a row may come again.</summary>
    /// <param name="rows">Their numbers, 0 … Rows − 1; at least one.</param>
    /// <exception cref="ArgumentException">None is given.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public TrainingData<T> Select(ReadOnlySpan<int> rows)
    {
        T[] x = new T[checked(rows.Length * Inputs)];
        T[] targets = new T[rows.Length * Outputs];
        int[] labels = new int[HasLabels ? rows.Length : 0];
        Gather(rows, x, targets, labels);
        return new(x, Inputs, targets, labels, Outputs) { InputNames = InputNames, OutputNames = OutputNames };
    }

    /// <summary>The numbers of all rows.</summary>
    internal int[] Order() => [.. Enumerable.Range(0, Rows)];

    /// <summary>Copies some rows into buffers.</summary>
    internal void Gather(ReadOnlySpan<int> rows, Span<T> x, Span<T> targets, Span<int> labels)
    {
        for (int n = 0; n < rows.Length; n++)
        {
            _x.AsSpan(rows[n] * Inputs, Inputs).CopyTo(x[(n * Inputs)..]);
            if (HasLabels)
            {
                labels[n] = _labels[rows[n]];
            }
            else
            {
                _targets.AsSpan(rows[n] * Outputs, Outputs).CopyTo(targets[(n * Outputs)..]);
            }
        }
    }

    private static int CheckOutputs(int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return outputs;
    }

    private static int RowsOf(T[] x, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        return x.Length > 0 && x.Length % inputs == 0 ? x.Length / inputs : throw new ArgumentException(Invariant(
            $"x holds {x.Length} values; expected a multiple of {inputs} (rows × inputs), 1 row or more."), nameof(x));
    }
}
