using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>One case of the golden set, by the rules in its README.</summary>
public static class GoldenCheck
{
    /// <summary>Computes the case and compares with the numbers that were recorded.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="layerClass">The layer of its shape.</param>
    /// <param name="tally">Takes the findings.</param>
    public static void Run<T>(GoldenCase golden, LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = DataOf<T>(golden);
        Reference<T> reference = new(data, golden.HasBias);
        reference.GrowGradients(golden.Rows);
        Results<T> results = new(layerClass.With(data), layerClass);
        results.Compute(data, golden.Rows);

        One("y", results.Y, reference.Y, golden.HasBias ? golden.In + 1 : golden.In);
        One("dx", results.DX, reference.DX, golden.Out);
        One("dx", results.DXAlone, reference.DX, golden.Out);
        One("dw", results.DW, reference.DW, golden.Rows);
        One("dw", results.DWAlone, reference.DW, golden.Rows);
        if (golden.HasBias)
        {
            One("db", results.DB, reference.DB, golden.Rows);
            One("db", results.DBAlone, reference.DB, golden.Rows);
        }

        void One(string tensor, T[] actual, Sum[] computed, int terms)
        {
            string what = $"{golden.Name} ({typeof(T).Name}) {tensor}";
            Sum[] recorded = Recorded(golden, tensor, computed);
            double slack = golden.IsRounded(tensor) ? Compare.UnitRoundoff<float>() : 0;
            if (golden.Kind == "int")
            {
                Compare.Exact<T>(tally, what, actual, recorded);
            }
            else if (typeof(T) == typeof(float))
            {
                Compare.Within<T>(tally, what, actual, recorded, terms, slack);
            }
            else
            {
                // The recorded numbers are doubles with rounding errors of their own: a sharper yardstick is needed, which must agree with them.
                Compare.Within<double>(tally, what + " recorded", Array.ConvertAll(recorded, sum => sum.High), computed, terms, slack);
                Compare.Within<T>(tally, what, actual, computed, terms);
            }
        }
    }

    private static LayerData<T> DataOf<T>(GoldenCase golden)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return new()
        {
            In = golden.In,
            Out = golden.Out,
            X = Get("x"),
            W = Get("w"),
            B = golden.HasBias ? Get("b") : new T[golden.Out],
            DY = Get("dy"),
        };

        T[] Get(string tensor) => Array.ConvertAll(golden.Get(tensor), T.CreateChecked);
    }

    // The recorded values; S, which rounding errors are measured against, is computed.
    private static Sum[] Recorded(GoldenCase golden, string tensor, Sum[] computed)
    {
        double[] values = golden.Get(tensor);
        return [.. values.Select((value, k) => new Sum(value, 0, computed[k].Magnitude))];
    }
}
