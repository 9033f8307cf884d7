using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>Other software's results for one layer, by the rules in the golden set's README.</summary>
public static class GoldenCheck
{
    /// <summary>The subjects that can compute a case. A layer with a bias can do without: its bias is then 0.</summary>
    public static IEnumerable<Subject<T>> SubjectsOf<T>(GoldenCase golden, Catalog catalog)
        where T : unmanaged, IFloatingPointIeee754<T> => catalog.Of<T>().Where(subject => subject.IsLayer && subject.IsLinear
            && subject.Layers[0] is var layer && (layer.In, layer.Out, layer.Activation, layer.HasDefaultSlope) == (golden.In, golden.Out, golden.Activation, true)
            && (layer.HasBias || !golden.HasBias));

    /// <summary>Computes a case and compares with the numbers that were recorded.</summary>
    public static void Run<T>(GoldenCase golden, Subject<T> subject, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Problem<T> problem = new()
        {
            Steps = subject.Steps,
            Distribution = golden.Kind == "int" ? Distribution.Integer : Distribution.Uniform,
            X = Get("x"),
            W = [Get("w")],
            B = [golden.HasBias ? Get("b") : new T[golden.Out]],
            DY = Get("dy"),
        };
        Results<T> results = new(subject.With(problem), golden.Rows);
        results.Compute(problem, golden.Rows);
        Reference<T> reference = new(problem);
        reference.GrowGradients(golden.Rows);
        One("y", results.Y, reference.Y);
        One("dx", results.DX, reference.DX);
        One("dx", results.DXAlone, reference.DX);
        One("dw", results.Gradients.Weights(subject.Layers[0], 0), reference.DW(0));
        One("dw", results.GradientsAlone.Weights(subject.Layers[0], 0), reference.DW(0));
        if (golden.HasBias)
        {
            One("db", results.Gradients.Bias(subject.Layers[0], 0), reference.DB(0));
            One("db", results.GradientsAlone.Bias(subject.Layers[0], 0), reference.DB(0));
        }

        T[] Get(string tensor) => Array.ConvertAll(golden.Get(tensor), T.CreateChecked);

        void One(string tensor, T[] actual, Bounded[] computed)
        {
            string what = $"{golden.Name} ({subject.Name}) {tensor}";
            double[] recorded = golden.Get(tensor);
            if (golden.Activation != Activation.None)
            {
                Bounded.Compare<T>(tally, what, actual, Array.ConvertAll(recorded, Recorded<T>));
                return;
            }

            // Where it is rounded to float, a recorded number is off by that much; what limits a result is computed.
            double slack = golden.IsRounded(tensor) ? Compare.UnitRoundoff<float>() : 0;
            Bounded[] limited = [.. recorded.Select((value, k) => new Bounded(value, computed[k].Limit + (slack * Math.Abs(value))))];
            if (typeof(T) == typeof(double) && golden.Kind != "int")
            {
                // The recorded numbers have double's rounding errors of their own: the reference is a sharper yardstick, which must agree with them.
                Bounded.Compare<double>(tally, what + " recorded", recorded, [.. computed.Select((value, k) => value with { Limit = limited[k].Limit })]);
                limited = computed;
            }

            Bounded.Compare<T>(tally, what, actual, limited);
        }
    }

    private static Bounded Recorded<T>(double value) =>
        new(value, Unsafe.SizeOf<T>() == sizeof(float) ? (2e-6 * Math.Abs(value)) + 1e-5 : 1e-13 * Math.Max(1, Math.Abs(value)));
}
