using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>One case of the golden set of layers with activations, by the rules in its README.</summary>
public static class ActivatedGoldenCheck
{
    /// <summary>Computes the case and compares with the numbers that were recorded.</summary>
    public static void Run<T>(GoldenCase golden, ActivatedClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = new() { In = golden.In, Out = golden.Out, X = Get("x"), W = Get("w"), B = Get("b"), DY = Get("dy") };
        ActivatedResults<T> results = new(layerClass.With(data), layerClass);
        results.Compute(data, golden.Rows);
        foreach ((string name, T[] values) in results.All)
        {
            Bounded.Compare<T>(tally, $"{golden.Name} ({typeof(T).Name}) {name}", values, Array.ConvertAll(golden.Get(name.Split(' ')[0]), Within));
        }

        T[] Get(string tensor) => Array.ConvertAll(golden.Get(tensor), T.CreateChecked);

        static Bounded Within(double value) =>
            new(value, Unsafe.SizeOf<T>() == sizeof(float) ? (2e-6 * Math.Abs(value)) + 1e-5 : 1e-13 * Math.Max(1, Math.Abs(value)));
    }
}
