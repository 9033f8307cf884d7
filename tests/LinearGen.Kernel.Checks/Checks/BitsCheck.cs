using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A row's result has the same bits alone, in a type of its own, with activations kept, and at every place of every batch; a call has the same bits each time.</summary>
public sealed class BitsCheck : Check
{
    private const int Rows = 200;

    /// <inheritdoc/>
    public override string Name => "bits";

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        Problem<T> problem = Problem.Draw(subject, Rows, subject.IsPlainLayer ? Distribution.Wide : Distribution.Uniform);
        INetwork<T> network = subject.With(problem);
        Runner<T> runner = new(network, Rows);
        (int inputs, int outputs) = (subject.In, subject.Out);
        T[] alone = new T[Rows * outputs];
        for (int row = 0; row < Rows; row++)
        {
            runner.Forward(problem.XRows(row, 1), alone.AsSpan(row * outputs, outputs));
        }

        // A subject whose outputs are all alike would pass any comparison.
        tally.Expect(alone.Distinct().Count() > 1 || subject.IsConstant, $"{subject.Name}: all outputs of {Rows} rows are alike");

        TypedRows(subject, network, problem, alone, tally);
        T[] together = new T[alone.Length];
        foreach (int rows in (int[])[.. Enumerable.Range(1, 40), 70, 130, Rows])
        {
            Batch(0, rows);
            Batch(Math.Min(rows, Rows - rows), rows);
        }

        Repeated(subject, network, problem, tally);

        void Batch(int first, int rows)
        {
            string what = $"{subject.Name}, rows {first} to {first + rows - 1} together: ";
            Span<T> y = together.AsSpan(0, rows * outputs);
            ReadOnlySpan<T> expected = alone.AsSpan(first * outputs, y.Length);
            y.Fill(T.NaN);
            runner.Forward(problem.XRows(first, rows), y);
            Compare.Bits(tally, what + "y", y, expected);
            runner.ForwardKeeping(problem.XRows(first, rows));
            Compare.Bits(tally, what + "output of activations", runner.Output, expected);
        }
    }

    private static void TypedRows<T>(Subject<T> subject, INetwork<T> network, Problem<T> problem, T[] alone, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TypedRow.Of(network) is not { } typed)
        {
            return;
        }

        T[] y = new T[subject.Out];
        for (int row = 0; row < Rows; row += 7)
        {
            y.AsSpan().Fill(T.NaN);
            typed.Forward(problem.XRows(row, 1), y);
            Compare.Bits<T>(tally, $"{subject.Name}, row {row} as an Input: y", y, alone.AsSpan(row * subject.Out, subject.Out));
        }
    }

    private static void Repeated<T>(Subject<T> subject, INetwork<T> network, Problem<T> problem, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Results<T> first = new(network, Rows);
        Results<T> second = new(network, Rows);
        foreach (int rows in (ReadOnlySpan<int>)[1, 9, 70])
        {
            first.Compute(problem, rows);
            second.Compute(problem, rows);
            second.ExpectBits(tally, $"{subject.Name}, {rows} rows a second time", first);
            Compare.Bits<T>(tally, $"{subject.Name}, {rows} rows: dx with gradients and without", first.DX, first.DXAlone);
        }
    }
}
