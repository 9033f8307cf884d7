using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Gradients add up over calls; Clear, Add, Scale and Norm do what they say; null and empty leave things out.</summary>
public sealed class AccumulationCheck : Check
{
    /// <inheritdoc/>
    public override string Name => "accumulation";

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        foreach (int rows in (ReadOnlySpan<int>)(subject.ParameterCount <= 20000 ? [1, 3, 9, 40] : [1, 9]))
        {
            Run(subject, rows, tally);
        }
    }

    // Of plain layers with whole numbers, so that every sum is exact.
    private static void Run<T>(Subject<T> subject, int rows, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Problem<T> problem = Problem.Draw(subject, 2 * rows, subject.IsPlainLayer ? Distribution.Integer : Distribution.Uniform);
        INetwork<T> network = subject.With(problem);
        Runner<T> runner = new(network, 2 * rows);
        Reference<T> reference = new(problem);
        ParameterGradients<T> gradients = network.CreateGradients();
        ParameterGradients<T> second = network.CreateGradients();
        T[] y = new T[2 * rows * subject.Out];
        T[] dx = new T[rows * subject.In];
        runner.Forward(problem.X, y);

        Same("new", 0);
        Backward(0, dx, gradients);
        Backward(rows, dx, second);
        Bounded.Compare<T>(tally, $"{subject.Name}, {rows} rows: dx of the second half", dx, reference.DX.AsSpan(dx.Length));
        reference.AddGradients(0, rows);
        Same("first call", 1);
        ExpectNorm();

        Backward(rows, [], gradients);
        reference.AddGradients(rows, rows);
        Same("second call without dx", 1);

        Backward(0, dx, null);
        Bounded.Compare<T>(tally, $"{subject.Name}, {rows} rows: dx of the first half", dx, reference.DX.AsSpan(0, dx.Length));
        Backward(0, [], null);
        runner.Backward([], [], [], [], gradients);
        Same("calls without gradients or rows", 1);

        gradients.Scale(T.CreateChecked(0.5));
        Same("Scale", 0.5);
        gradients.Clear();
        Same("Clear", 0);
        Backward(0, dx, gradients);
        if (!subject.HasGradients)
        {
            return;
        }

        gradients.AddByMember(second);
        Same("Add", 1);

        void Backward(int first, Span<T> inputGradients, ParameterGradients<T>? sums) => runner.Backward(
            problem.XRows(first, rows), y.AsSpan(first * subject.Out, rows * subject.Out), problem.DYRows(first, rows), inputGradients, sums);

        // Two calls may round as often as one call of all rows, and once more.
        void Same(string when, double factor)
        {
            for (int n = 0; n < subject.Layers.Count; n++)
            {
                string what = $"{subject.Name}, {rows} rows, {when}: ";
                Bounded.Compare<T>(tally, $"{what}dw of layer {n}", gradients.Weights(subject.Layers[n], n), Scaled(reference.DW(n)));
                Bounded.Compare<T>(tally, $"{what}db of layer {n}", gradients.Bias(subject.Layers[n], n), Scaled(reference.DB(n)));
            }

            Bounded[] Scaled(Bounded[] values) => Array.ConvertAll(values, value => new Bounded(factor * value.High, factor * value.Low, 2 * factor * value.Limit));
        }

        void ExpectNorm()
        {
            double squares = 0;
            for (int n = 0; n < subject.Layers.Count; n++)
            {
                squares += reference.DW(n).Concat(reference.DB(n)).Sum(value => value.High * value.High);
            }

            double norm = double.CreateChecked(gradients.Norm());
            tally.Expect(Math.Abs(norm - Math.Sqrt(squares)) <= 1e-4 * Math.Sqrt(squares), $"{subject.Name}: Norm is {norm}, expected {Math.Sqrt(squares)}");
        }
    }
}
