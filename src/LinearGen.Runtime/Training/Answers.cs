using System.Numerics;

namespace LinearGen;

/// <summary>What the outputs of a step's rows are compared with: one class label per row, or targets of the outputs' own form.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly ref struct Answers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly bool _areLabels;
    private readonly ReadOnlySpan<int> _labels;
    private readonly ReadOnlySpan<T> _targets;

    /// <summary>Class labels, [rows].</summary>
    public Answers(ReadOnlySpan<int> labels)
    {
        _labels = labels;
        _areLabels = true;
    }

    /// <summary>Targets, [rows, Out].</summary>
    public Answers(ReadOnlySpan<T> targets) => _targets = targets;

    /// <summary>The number of values.</summary>
    public int Length => _areLabels ? _labels.Length : _targets.Length;

    /// <summary>The argument that they were given as.</summary>
    public string Parameter => _areLabels ? "labels" : "targets";

    /// <summary>Values for each row.</summary>
    /// <param name="outputs">Outputs per row.</param>
    public int PerRow(int outputs) => _areLabels ? 1 : outputs;

    /// <summary>Throws, naming the row, unless every label is a class.</summary>
    public void Check(int outputs)
    {
        if (_areLabels)
        {
            Loss.CheckLabels(_labels, outputs);
        }
    }

    /// <summary>The answers of some rows.</summary>
    public Answers<T> Rows(int start, int count, int outputs) => _areLabels
        ? new(_labels.Slice(start, count))
        : new(_targets.Slice(start * outputs, count * outputs));

    /// <summary>What these rows add to the number that the sum of all rows' losses is divided by.</summary>
    public double Divisor(Loss loss, int outputs) => _areLabels ? loss.DivisorOf(_labels, outputs) : _targets.Length / outputs;

    /// <summary>The part of the batch's mean loss that these rows make; their gradients are written to <paramref name="dy"/>.</summary>
    public double Part(Loss loss, ReadOnlySpan<T> y, int outputs, Span<T> dy, double divisor) => _areLabels
        ? loss.PartCore(y, _labels, outputs, dy, divisor)
        : loss.PartCore(y, _targets, outputs, dy, divisor);
}
