namespace LinearGen.Kernel.Checks;

/// <summary>Every result of every operation is within the bounds of the reference; of whole numbers, equal to it.</summary>
public sealed class ValueCheck : Check
{
    /// <inheritdoc/>
    public override string Name => "values";

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        int[] batches = Batches.For(subject);
        Run(subject, Distribution.Uniform, batches, tally);
        if (subject.IsPlainLayer)
        {
            Run(subject, Distribution.Integer, batches, tally);
            Run(subject, Distribution.Wide, Batches.Few, tally);
        }
    }

    private static void Run<T>(Subject<T> subject, Distribution distribution, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Problem<T> problem = Problem.Draw(subject, batches[^1], distribution);
        Reference<T> reference = new(problem);
        Results<T> results = new(subject.With(problem), batches[^1]);
        foreach (int rows in batches)
        {
            reference.GrowGradients(rows);
            results.Compute(problem, rows);
            string what = $"{subject.Name}, {rows} rows, {distribution}: ";
            Bounded.Compare<T>(tally, what + "y", results.Y, reference.Y.AsSpan(0, rows * subject.Out));
            Bounded.Compare<T>(tally, what + "dx", results.DX, reference.DX.AsSpan(0, rows * subject.In));
            Bounded.Compare<T>(tally, what + "dx alone", results.DXAlone, reference.DX.AsSpan(0, rows * subject.In));
            for (int n = 0; n < subject.Layers.Count; n++)
            {
                LayerShape layer = subject.Layers[n];
                string of = subject.Layers.Count == 1 ? "" : $" of layer {n}";
                Bounded[] dw = reference.DW(n);
                Bounded[] db = reference.DB(n);
                Bounded.Compare<T>(tally, $"{what}dw{of}", results.Gradients.Weights(layer, n), dw);
                Bounded.Compare<T>(tally, $"{what}dw{of} alone", results.GradientsAlone.Weights(layer, n), dw);
                Bounded.Compare<T>(tally, $"{what}db{of}", results.Gradients.Bias(layer, n), db);
                Bounded.Compare<T>(tally, $"{what}db{of} alone", results.GradientsAlone.Bias(layer, n), db);
            }
        }
    }
}
