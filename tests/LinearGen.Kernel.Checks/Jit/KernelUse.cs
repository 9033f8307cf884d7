using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>Uses every layer of an assembly as a program would, for a process whose JIT writes down what it compiles.</summary>
public static class KernelUse
{
    // Alone, rows left over, whole tiles, a second block of rows, several pieces of a copy.
    private static readonly int[] s_batches = [1, 3, 8, 13, 64, 97];

    /// <summary>Warms up each layer, and then calls each in batches of every kind.</summary>
    /// <returns>How many layers there were.</returns>
    public static int Run(Assembly layers)
    {
        foreach (Type type in layers.GetTypes().Where(type => type.GetCustomAttribute<LinearLayerAttribute>() is not null))
        {
            type.GetMethod("Warmup")!.Invoke(null, null);
        }

        LayerCatalog catalog = LayerCatalog.Of(layers);
        return catalog.All<float>().Select(Call).Concat(catalog.All<double>().Select(Call)).Count();
    }

    private static bool Call<T>(LayerClass<T> layerClass)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Layer<T> layer = layerClass.New();
        Results<T> results = new(layer, layerClass);
        LayerData<T> data = LayerData.Draw(layerClass, s_batches[^1], Distribution.Uniform);
        foreach (int rows in s_batches)
        {
            results.Compute(data, rows);
        }

        return true;
    }
}
