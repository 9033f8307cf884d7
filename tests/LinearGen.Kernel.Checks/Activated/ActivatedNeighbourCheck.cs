using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What lies around inputs and outputs neither enters the results nor changes, y of the backward pass among them; padding of gradients stays 0.</summary>
public static class ActivatedNeighbourCheck
{
    private const int Shifts = 8;

    /// <summary>Places all spans amid NaNs, at every alignment, and compares with the results from plain arrays.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = layerClass.Draw(batches[^1]);
        ILinearLayer<T> layer = layerClass.With(data);
        ActivatedResults<T> expected = new(layer, layerClass);
        ParameterGradients<T> gradients = layer.CreateGradients();
        int[] padding = FindPadding(gradients, layerClass);
        T[] dw = new T[expected.DW.Length];
        T[] db = new T[expected.DB.Length];
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
                gradients.Clear();
                layer.Backward(x.Span, y.Span, dy.Span, dx.Span, gradients);
                Same("both", expected.DW, expected.DB);
                Compare.Bits(tally, what + "dx", dx.Span, expected.DX);
                dx.Span.Fill(T.NaN);
                layer.Backward(x.Span, y.Span, dy.Span, dx.Span, null);
                Compare.Bits(tally, what + "dx alone", dx.Span, expected.DXAlone);
                gradients.Clear();
                layer.Backward(x.Span, y.Span, dy.Span, [], gradients);
                Same("alone", expected.DWAlone, expected.DBAlone);
                Compare.Bits(tally, what + "y after backward", y.Span, expected.Y);
                Compare.Bits(tally, what + "dy after backward", dy.Span, data.DYRows(rows));
                Compare.Bits(tally, what + "x after all", x.Span, data.XRows(rows));
                tally.Expect(x.IsIntact && dy.IsIntact && y.IsIntact && dx.IsIntact, what + "memory around a span has changed");

                void Same(string name, T[] expectedWeights, T[] expectedBias)
                {
                    ActivatedResults.Copy(gradients, dw, db);
                    Compare.Bits<T>(tally, $"{what}{name}: dw", dw, expectedWeights);
                    Compare.Bits<T>(tally, $"{what}{name}: db", db, expectedBias);
                    foreach (int k in padding)
                    {
                        tally.Expect(gradients.Values[k] == T.Zero, $"{what}{name}: padding at {k} is {gradients.Values[k]}");
                    }
                }
            }
        }
    }

    // Every value of the block is given a number of its own; what the getters don't return is padding.
    private static int[] FindPadding<T>(ParameterGradients<T> gradients, ActivatedClass<T> layerClass)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < gradients.Values.Length; k++)
        {
            gradients.Values[k] = T.CreateChecked(k);
        }

        T[] dw = new T[layerClass.In * layerClass.Out];
        T[] db = new T[layerClass.HasBias ? layerClass.Out : 0];
        ActivatedResults.Copy(gradients, dw, db);
        HashSet<int> used = [.. dw.Concat(db).Select(value => int.CreateChecked(value))];
        int[] padding = [.. Enumerable.Range(0, gradients.Values.Length).Where(k => !used.Contains(k))];
        gradients.Clear();
        return padding;
    }
}
