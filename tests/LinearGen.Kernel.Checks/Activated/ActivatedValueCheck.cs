using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Every result of a layer with an activation against the reference; the same once more; and gradients that add up.</summary>
public static class ActivatedValueCheck
{
    /// <summary>Alone, around the tiles, a second block of rows of backward, a third.</summary>
    public static ReadOnlySpan<int> Normal => [0, 1, 2, 3, 5, 8, 9, 33, 70, 130];

    /// <summary>Checks batches, ascending.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = layerClass.Draw(batches[^1]);
        ILinearLayer<T> layer = layerClass.With(data);
        ActivatedReference<T> reference = new(data, layerClass.HasBias, layerClass.Activation);
        ActivatedResults<T> results = new(layer, layerClass);
        ActivatedResults<T> again = new(layer, layerClass);
        foreach (int rows in batches)
        {
            results.Compute(data, rows);
            reference.GrowGradients(rows);
            string what = $"{layerClass.Name}, {rows} rows: ";
            Bounded[] dw = reference.DW;
            Bounded.Compare<T>(tally, what + "y", results.Y, reference.Y.AsSpan(0, rows * layerClass.Out));
            Bounded.Compare<T>(tally, what + "dx", results.DX, reference.DX.AsSpan(0, rows * layerClass.In));
            Bounded.Compare<T>(tally, what + "dx alone", results.DXAlone, reference.DX.AsSpan(0, rows * layerClass.In));
            Bounded.Compare<T>(tally, what + "dw", results.DW, dw);
            Bounded.Compare<T>(tally, what + "dw alone", results.DWAlone, dw);
            if (layerClass.HasBias)
            {
                Bounded[] db = reference.DB;
                Bounded.Compare<T>(tally, what + "db", results.DB, db);
                Bounded.Compare<T>(tally, what + "db alone", results.DBAlone, db);
            }

            again.Compute(data, rows);
            ActivatedResults.Same(tally, what + "a second time", again, results);
            if (rows > 0)
            {
                Accumulation(layer, layerClass, data, reference, rows, tally);
            }
        }
    }

    // Twice into the same gradients is twice as much, and dx does not add up; the first rows in two calls are what they are in one.
    private static void Accumulation<T>(
        ILinearLayer<T> layer, ActivatedClass<T> layerClass, LayerData<T> data, ActivatedReference<T> reference, int rows, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] y, T[] dx) = (new T[rows * layerClass.Out], new T[rows * layerClass.In]);
        (T[] dw, T[] db) = (new T[layerClass.In * layerClass.Out], new T[layerClass.HasBias ? layerClass.Out : 0]);
        ParameterGradients<T> gradients = layer.CreateGradients();
        layer.Forward(data.XRows(rows), y);
        int first = rows / 3;
        layer.Backward(data.XRows(first), y.AsSpan(0, first * layerClass.Out), data.DYRows(first), [], gradients);
        layer.Backward(
            data.XRows(rows)[(first * layerClass.In)..], y.AsSpan(first * layerClass.Out), data.DYRows(rows)[(first * layerClass.Out)..], [], gradients);
        Expect("in two calls", 1);
        layer.Backward(data.XRows(rows), y, data.DYRows(rows), dx, gradients);
        layer.Backward(data.XRows(rows), y, data.DYRows(rows), dx, null);
        layer.Backward([], [], [], [], gradients);
        Expect("and once more", 2);
        Bounded.Compare<T>(tally, $"{layerClass.Name}, {rows} rows twice: dx", dx, reference.DX.AsSpan(0, dx.Length));

        void Expect(string when, int times)
        {
            ActivatedResults.Copy(gradients, dw, db);
            Bounded.Compare<T>(tally, $"{layerClass.Name}, {rows} rows {when}: dw", dw, Times(reference.DW));
            Bounded.Compare<T>(tally, $"{layerClass.Name}, {rows} rows {when}: db", db, layerClass.HasBias ? Times(reference.DB) : []);

            // As many additions again may be rounded as much again.
            Bounded[] Times(Bounded[] once) => Array.ConvertAll(once, one => new Bounded(times * one.Value, (times + 1) * one.Limit));
        }
    }
}
