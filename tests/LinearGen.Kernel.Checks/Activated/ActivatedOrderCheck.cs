using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A row's result has the same bits alone and at every place of every batch, also behind an activation.</summary>
public static class ActivatedOrderCheck
{
    private const int Rows = 130;

    /// <summary>Compares batches of up to 40 rows, and a few larger ones, with rows on their own.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = layerClass.Draw(Rows);
        ILinearLayer<T> layer = layerClass.With(data);
        (int inputs, int outputs) = (layerClass.In, layerClass.Out);
        T[] alone = new T[Rows * outputs];
        for (int row = 0; row < Rows; row++)
        {
            layer.Forward(data.X.AsSpan(row * inputs, inputs), alone.AsSpan(row * outputs, outputs));
        }

        T[] together = new T[alone.Length];
        foreach (int rows in (int[])[.. Enumerable.Range(1, 40), 70, Rows])
        {
            Batch(0, rows);
            Batch(Math.Min(rows, Rows - rows), rows);
        }

        void Batch(int first, int rows)
        {
            Span<T> y = together.AsSpan(0, rows * outputs);
            y.Fill(T.NaN);
            layer.Forward(data.X.AsSpan(first * inputs, rows * inputs), y);
            Compare.Bits(tally, $"{layerClass.Name}, rows {first} to {first + rows - 1} together: y", y, alone.AsSpan(first * outputs, y.Length));
        }
    }
}
