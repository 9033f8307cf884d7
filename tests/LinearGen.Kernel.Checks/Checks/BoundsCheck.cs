using System.Numerics;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// No access outside the spans: each lies directly against unmapped memory, before it or behind it. An access there
/// ends the process, so this runs in a process of its own.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class BoundsCheck : Check, IDisposable
{
    private readonly GuardedMemory[] _memory;

    /// <summary>Maps memory for the calls of some subjects.</summary>
    public BoundsCheck(IEnumerable<Subject> subjects)
    {
        int most = subjects.Select(MostElements).Max() * sizeof(double);
        _memory = [new(most), new(most), new(most), new(most)];
    }

    /// <inheritdoc/>
    public override string Name => "bounds";

    /// <summary>Runs every operation at both places and compares with the results from plain arrays.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        int[] batches = Batches.For(subject);
        Problem<T> problem = Problem.Draw(subject, batches[^1], subject.IsPlainLayer ? Distribution.Wide : Distribution.Uniform);
        Runner<T> runner = new(subject.With(problem), batches[^1]);
        Results<T> expected = new(runner.Network, batches[^1]);
        ParameterGradients<T> gradients = runner.Network.CreateGradients();
        foreach (int rows in batches)
        {
            expected.Compute(problem, rows);
            foreach (bool atEnd in (ReadOnlySpan<bool>)[true, false])
            {
                Span<T> x = Place(0, problem.XRows(rows), atEnd);
                Span<T> dy = Place(1, problem.DYRows(rows), atEnd);
                Span<T> y = At<T>(2, rows * subject.Out, atEnd);
                Span<T> dx = At<T>(3, rows * subject.In, atEnd);
                string what = $"{subject.Name}, {rows} rows, {(atEnd ? "before" : "behind")} a guard page: ";
                runner.Forward(x, y);
                Compare.Bits(tally, what + "y", y, expected.Y);
                gradients.Clear();
                runner.Backward(x, y, dy, dx, gradients);
                Compare.Bits(tally, what + "dx", dx, expected.DX);
                Compare.Bits(tally, what + "gradients", gradients.Values, expected.Gradients.Values);
                runner.Backward(x, y, dy, dx, null);
                Compare.Bits(tally, what + "dx alone", dx, expected.DXAlone);
                gradients.Clear();
                runner.Backward(x, y, dy, [], gradients);
                Compare.Bits(tally, what + "gradients alone", gradients.Values, expected.GradientsAlone.Values);
            }
        }

        foreach (bool atEnd in (ReadOnlySpan<bool>)[true, false])
        {
            Parameters(subject, runner.Network, problem, gradients, atEnd, tally);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_memory, memory => memory.Dispose());

    private static int MostElements(Subject subject)
    {
        int rows = Batches.For(subject)[^1];
        return Math.Max(Math.Max(subject.In, subject.Out) * rows, subject.Layers.Select(layer => layer.In * layer.Out).Append(1).Max());
    }

    // Weights go in and gradients come out through spans of the caller's too.
    private void Parameters<T>(Subject<T> subject, INetwork<T> network, Problem<T> problem, ParameterGradients<T> gradients, bool atEnd, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerMembers<T>[] members = subject.MembersOf(network);
        for (int n = 0; n < members.Length; n++)
        {
            foreach (WeightLayout layout in (ReadOnlySpan<WeightLayout>)[WeightLayout.InOut, WeightLayout.OutIn])
            {
                T[] expected = new T[problem.W[n].Length];
                members[n].GetWeights(expected, layout);
                Span<T> values = At<T>(0, expected.Length, atEnd);
                members[n].GetWeights(values, layout);
                Compare.Bits(tally, $"{subject.Name}, layer {n}: weights against a guard page", values, expected);
                members[n].SetWeights(values, layout);
            }

            gradients.OfLayer(n).GetWeights(At<T>(0, problem.W[n].Length, atEnd));
            if (subject.Layers[n].HasBias)
            {
                Span<T> bias = At<T>(1, subject.Layers[n].Out, atEnd);
                members[n].GetBias(bias);
                Compare.Bits(tally, $"{subject.Name}, layer {n}: bias against a guard page", bias, problem.B[n]);
                members[n].SetBias(bias);
                ((BiasedLayerGradients<T>)gradients.OfLayer(n)).GetBias(bias);
            }
        }
    }

    private Span<T> At<T>(int place, int count, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = atEnd ? _memory[place].AtEnd<T>(count) : _memory[place].AtStart<T>(count);
        span.Fill(T.NaN);
        return span;
    }

    private Span<T> Place<T>(int place, ReadOnlySpan<T> values, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = At<T>(place, values.Length, atEnd);
        values.CopyTo(span);
        return span;
    }
}
