using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Every result of every operation against the reference: within the error bounds, or exactly for whole numbers.</summary>
public static class ValueCheck
{
    /// <summary>Checks random data within the bounds and whole numbers exactly.</summary>
    /// <param name="layerClass">The layer.</param>
    /// <param name="batches">Numbers of rows, ascending.</param>
    /// <param name="tally">Takes the findings.</param>
    public static void Run<T>(LayerClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(layerClass, batches, Distribution.Uniform, tally);
        Run(layerClass, batches, Distribution.Integer, tally);
    }

    /// <summary>Checks one kind of data.</summary>
    public static void Run<T>(LayerClass<T> layerClass, ReadOnlySpan<int> batches, Distribution distribution, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, batches[^1], distribution);
        Reference<T> reference = new(data, layerClass.HasBias);
        Results<T> results = new(layerClass.With(data), layerClass);
        foreach (int rows in batches)
        {
            reference.GrowGradients(rows);
            results.Compute(data, rows);
            Compare(layerClass, results, reference, rows, distribution, tally);
        }
    }

    private static void Compare<T>(LayerClass<T> layer, Results<T> results, Reference<T> reference, int rows, Distribution distribution, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Sum[] y = reference.Y[..(rows * layer.Out)];
        Sum[] dx = reference.DX[..(rows * layer.In)];
        One("y", results.Y, y, layer.HasBias ? layer.In + 1 : layer.In);
        One("dx", results.DX, dx, layer.Out);
        One("dx alone", results.DXAlone, dx, layer.Out);
        One("dw", results.DW, reference.DW, rows);
        One("dw alone", results.DWAlone, reference.DW, rows);
        if (layer.HasBias)
        {
            One("db", results.DB, reference.DB, rows);
            One("db alone", results.DBAlone, reference.DB, rows);
        }

        void One(string what, T[] actual, Sum[] expected, int terms)
        {
            string name = $"{layer.Name}, {rows} rows, {distribution}: {what}";
            if (distribution == Distribution.Integer)
            {
                Checks.Compare.Exact<T>(tally, name, actual, expected);
            }
            else
            {
                double quality = distribution == Distribution.Wide ? double.PositiveInfinity : Checks.Compare.QualityLimit;
                Checks.Compare.Within<T>(tally, name, actual, expected, terms, quality: quality);
            }
        }
    }
}
