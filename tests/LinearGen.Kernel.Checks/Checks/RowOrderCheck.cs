using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A row's result has the same bits alone and at every place of every batch.</summary>
public static class RowOrderCheck
{
    /// <summary>The largest batch.</summary>
    public const int MostRows = 40;

    /// <summary>Compares batches of 1 to 40 rows, each twice with the rows at different places, with rows on their own.</summary>
    public static void Run<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, 2 * MostRows, Distribution.Wide);
        Layer<T> layer = layerClass.With(data);
        T[] alone = new T[2 * MostRows * layerClass.Out];
        for (int r = 0; r < 2 * MostRows; r++)
        {
            layer.Forward(data.X.AsSpan(r * layerClass.In, layerClass.In), alone.AsSpan(r * layerClass.Out, layerClass.Out));
        }

        T[] together = new T[MostRows * layerClass.Out];
        for (int rows = 1; rows <= MostRows; rows++)
        {
            Batch(0, rows);
            Batch(rows, rows);
        }

        void Batch(int first, int rows)
        {
            Span<T> y = together.AsSpan(0, rows * layerClass.Out);
            y.Fill(T.NaN);
            layer.Forward(data.X.AsSpan(first * layerClass.In, rows * layerClass.In), y);
            Compare.Bits(tally, $"{layerClass.Name}, rows {first} to {first + rows - 1} together: y", y, alone.AsSpan(first * layerClass.Out, y.Length));
        }
    }
}
