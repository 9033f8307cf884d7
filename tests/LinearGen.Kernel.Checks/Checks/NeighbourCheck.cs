using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What lies around inputs and outputs neither enters the results nor changes, wherever in memory they start.</summary>
public static class NeighbourCheck
{
    private const int Shifts = 8;

    /// <summary>Places all spans amid NaNs, at every alignment, and compares with the results from plain arrays.</summary>
    public static void Run<T>(LayerClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, batches[^1], Distribution.Wide);
        Layer<T> layer = layerClass.With(data);
        Results<T> expected = new(layer, layerClass);
        foreach (int rows in batches)
        {
            expected.Compute(data, rows);
            for (int shift = 0; shift < Shifts; shift++)
            {
                Surrounded<T> x = new(data.XRows(rows), shift);
                Surrounded<T> dy = new(data.DYRows(rows), (3 * shift) % Shifts);
                Surrounded<T> y = new(rows * layerClass.Out, (5 * shift) % Shifts);
                Surrounded<T> dx = new(rows * layerClass.In, (7 * shift) % Shifts);
                string what = $"{layerClass.Name}, {rows} rows, moved by {shift}: ";
                layer.Forward(x.Span, y.Span);
                Compare.Bits(tally, what + "y", y.Span, expected.Y);
                Gradients(dx.Span, what + "both", expected.DW, expected.DB);
                Compare.Bits(tally, what + "dx", dx.Span, expected.DX);
                dx.Span.Fill(T.NaN);
                layer.Backward(x.Span, dy.Span, dx.Span, null);
                Compare.Bits(tally, what + "dx alone", dx.Span, expected.DXAlone);
                Gradients([], what + "alone", expected.DWAlone, expected.DBAlone);
                tally.Expect(x.IsIntact && dy.IsIntact && y.IsIntact && dx.IsIntact, what + "memory around a span has changed");

                void Gradients(Span<T> inputGradients, string name, T[] dw, T[] db)
                {
                    ParameterGradients<T> gradients = layer.CreateGradients();
                    layer.Backward(x.Span, dy.Span, inputGradients, gradients);
                    T[] actual = new T[dw.Length];
                    layer.GetWeightGradients(gradients, actual);
                    Compare.Bits<T>(tally, name + ": dw", actual, dw);
                    if (layerClass.HasBias)
                    {
                        actual = new T[db.Length];
                        layer.GetBiasGradients(gradients, actual);
                        Compare.Bits<T>(tally, name + ": db", actual, db);
                    }
                }
            }
        }
    }
}
