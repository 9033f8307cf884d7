using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>±0, NaN and ±∞ among the inputs give limits where there are limits, NaN where NaN goes in; other rows are as if nothing were.</summary>
public sealed class SpecialValueCheck : Check
{
    private const int Rows = 11;

    /// <inheritdoc/>
    public override string Name => "specials";

    /// <inheritdoc/>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount <= 40000;

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        (int inputs, int outputs) = (subject.In, subject.Out);
        Activation activation = subject.Steps[0].Activation;
        Problem<T> clean = Problem.Draw(subject, Rows);
        Problem<T> problem = clean with { X = [.. clean.X] };
        ReadOnlySpan<T> specials = [T.Zero, T.NegativeZero, T.NaN, T.PositiveInfinity, T.NegativeInfinity];
        int[] places = [0, 2, 4, 7, 10];
        for (int k = 0; k < places.Length; k++)
        {
            // Zeros fill a row, others are one of its values.
            Span<T> row = problem.X.AsSpan(places[k] * inputs, inputs);
            row[(k < 2 ? ..inputs : (inputs / 2)..((inputs / 2) + 1))].Fill(specials[k]);
        }

        INetwork<T> network = subject.With(problem);
        if (!subject.IsLayer || !subject.IsLinear)
        {
            CompareAlone(subject, network, problem, tally);
            return;
        }

        Results<T> expected = new(network, Rows);
        Results<T> results = new(network, Rows);
        expected.Compute(clean, Rows);
        results.Compute(problem, Rows);
        Reference<T> reference = new(problem);
        T[] alone = new T[outputs];
        for (int r = 0; r < Rows; r++)
        {
            string what = $"{subject.Name}, row {r} of {problem.X[r * inputs]} …: ";
            ReadOnlySpan<T> y = results.Y.AsSpan(r * outputs, outputs);
            ReadOnlySpan<T> dx = results.DX.AsSpan(r * inputs, inputs);
            Bounded.Compare(tally, what + "y", y, reference.Y.AsSpan(r * outputs, outputs));
            network.Forward(problem.XRows(r, 1), alone);
            for (int j = 0; j < outputs; j++)
            {
                tally.Expect(alone[j].Equals(y[j]), $"{what}y[{j}] is {alone[j]} alone, {y[j]} in a batch");
            }

            if (!places.Contains(r))
            {
                Compare.Bits(tally, what + "y", y, expected.Y.AsSpan(r * outputs, outputs));
                Compare.Bits(tally, what + "dx", dx, expected.DX.AsSpan(r * inputs, inputs));
                Compare.Bits(tally, what + "dx alone", results.DXAlone.AsSpan(r * inputs, inputs), expected.DXAlone.AsSpan(r * inputs, inputs));
            }
            else if (r < 4 || !(ActivationFunctions.IsRowWise(activation) || (r == 4 && IsPiecewise(activation))))
            {
                // Of a single function infinities have limits, and NaN gives NaN; but where f′ is chosen by comparing, NaN may give a number, as in PyTorch.
                Bounded.Compare(tally, what + "dx", dx, reference.DX.AsSpan(r * inputs, inputs));
            }
        }
    }

    /// <summary>Behind several layers limits of limits are no longer told, but NaN gives NaN, of single elements there, and a row is the same alone and in a batch.</summary>
    private static void CompareAlone<T>(Subject<T> subject, INetwork<T> network, Problem<T> problem, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = subject.Out;
        bool isOfElements = subject.Steps.All(step => step.Kind is StepKind.Normalization or StepKind.Rescaling or StepKind.Sum || (step.Kind == StepKind.Activation && !ActivationFunctions.IsRowWise(step.Activation)));
        T[] y = new T[Rows * outputs];
        T[] alone = new T[outputs];
        network.Forward(problem.X, y);
        for (int r = 0; r < Rows; r++)
        {
            network.Forward(problem.XRows(r, 1), alone);
            for (int j = 0; j < outputs; j++)
            {
                T inBatch = y[(r * outputs) + j];
                tally.Expect(alone[j].Equals(inBatch), $"{subject.Name}, row {r}: y[{j}] is {alone[j]} alone, {inBatch} in a batch");
                tally.Expect(T.IsNaN(inBatch) || !(isOfElements ? problem.XRows(r, 1).Slice(j, 1) : problem.XRows(r, 1)).Contains(T.NaN), $"{subject.Name}, row {r} with NaN: y[{j}] is {inBatch}");
            }
        }
    }

    private static bool IsPiecewise(Activation activation) => activation is Activation.Relu or Activation.LeakyRelu or Activation.HardSwish
        or Activation.Relu6 or Activation.HardSigmoid or Activation.HardTanh;
}
