namespace LinearGen.Kernel.Checks;

/// <summary>Memory around inputs and outputs neither enters the results nor changes, wherever in memory they start; nor do the inputs change.</summary>
public sealed class NeighbourCheck : Check
{
    private const int Shifts = 8;

    /// <inheritdoc/>
    public override string Name => "neighbours";

    /// <summary>Spans amid NaNs, at every alignment, against plain arrays.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        int[] batches = subject.ParameterCount <= 100 ? Batches.For(subject)[1..] : subject.ParameterCount <= 5000 ? [1, 2, 3, 5, 8, 9, 13, 33] : [1, 3, 9];
        Problem<T> problem = Problem.Draw(subject, batches[^1], subject.IsPlainLayer ? Distribution.Wide : Distribution.Uniform);
        Results<T> expected = new(subject.With(problem), batches[^1]);
        Runner<T> runner = new(subject.With(problem), batches[^1]);
        ParameterGradients<T> gradients = runner.Network.CreateGradients();
        foreach (int rows in batches)
        {
            expected.Compute(problem, rows);
            for (int shift = 0; shift < Shifts; shift += subject.ParameterCount <= 5000 ? 1 : 3)
            {
                Surrounded<T> x = new(problem.XRows(rows), shift);
                Surrounded<T> dy = new(problem.DYRows(rows), (3 * shift) % Shifts);
                Surrounded<T> y = new(rows * subject.Out, (5 * shift) % Shifts);
                Surrounded<T> dx = new(rows * subject.In, (7 * shift) % Shifts);
                string what = $"{subject.Name}, {rows} rows, moved by {shift}: ";
                runner.Forward(x.Span, y.Span);
                Compare.Bits(tally, what + "y", y.Span, expected.Y);
                gradients.Clear();
                runner.Backward(x.Span, y.Span, dy.Span, dx.Span, gradients);
                Compare.Bits(tally, what + "dx", dx.Span, expected.DX);
                Compare.Bits(tally, what + "gradients", gradients.Values, expected.Gradients.Values);
                dx.Span.Fill(T.NaN);
                runner.Backward(x.Span, y.Span, dy.Span, dx.Span, null);
                Compare.Bits(tally, what + "dx alone", dx.Span, expected.DXAlone);
                gradients.Clear();
                runner.Backward(x.Span, y.Span, dy.Span, [], gradients);
                Compare.Bits(tally, what + "gradients alone", gradients.Values, expected.GradientsAlone.Values);

                Compare.Bits(tally, what + "x after all", x.Span, problem.XRows(rows));
                Compare.Bits(tally, what + "y after all", y.Span, expected.Y);
                Compare.Bits(tally, what + "dy after all", dy.Span, problem.DYRows(rows));
                tally.Expect(x.IsIntact && dy.IsIntact && y.IsIntact && dx.IsIntact, what + "memory around a span has changed");
            }
        }
    }
}
