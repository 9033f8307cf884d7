using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// The numeric checks once more, for a process of its own: with instruction sets switched off, and with guard pages,
/// where a wrong access ends the process.
/// </summary>
public sealed class ChildSuite(LayerCatalog catalog, IReadOnlyList<GoldenCase> golden, TextWriter output)
{
    // Larger layers are checked in the parent; here they would take most of the time, above all without vectors.
    private const int MostWeights = 2000;

    private readonly ResultHash _forward = new();
    private readonly ResultHash _backward = new();
    private readonly Tally _total = new();

    /// <summary>Runs everything and writes a line for each part.</summary>
    /// <returns>Whether all was right.</returns>
    public bool Run()
    {
        Stage("golden set", tally =>
        {
            Golden<float>(tally);
            Golden<double>(tally);
        });
        Stage("values", tally => Each(layer => ValueCheck.Run(layer, Batches.Few, tally), layer => ValueCheck.Run(layer, Batches.Few, tally)));
        Stage("order of sums", tally => Each(layer => RowOrderCheck.Run(layer, tally), layer => RowOrderCheck.Run(layer, tally)));
        Stage("hash", tally => Each(layer => Hash(layer, tally), layer => Hash(layer, tally)));
        output.WriteLine($"forward hash: {_forward}");
        output.WriteLine($"backward hash: {_backward}");
        if (GuardedMemory.IsSupported)
        {
            Stage("guard pages", GuardPages);
        }

        output.WriteLine($"total: {_total}");
        return _total is { Failures: 0, Comparisons: > 0 };
    }

    private void Stage(string name, Action<Tally> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Tally tally = new();
        run(tally);
        _total.Add(tally);
        output.WriteLine(FormattableString.Invariant($"{name}: {tally}, {watch.Elapsed.TotalSeconds:0.0} s"));
        foreach (string message in tally.Messages)
        {
            output.WriteLine($"  {message}");
        }

        output.Flush();
    }

    private void Golden<T>(Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (GoldenCase one in golden)
        {
            GoldenCheck.Run(one, catalog.Get<T>(one.In, one.Out, one.HasBias), tally);
        }
    }

    private void Each(Action<LayerClass<float>> forSingle, Action<LayerClass<double>> forDouble, int most = MostWeights)
    {
        foreach (LayerClass<float> layer in catalog.All<float>().Where(layer => layer.ParameterCount <= most))
        {
            forSingle(layer);
        }

        foreach (LayerClass<double> layer in catalog.All<double>().Where(layer => layer.ParameterCount <= most))
        {
            forDouble(layer);
        }
    }

    [SupportedOSPlatform("linux")]
    private void GuardPages(Tally tally)
    {
        // All layers, since there is no reference to compute, and a large one may be the only one that takes its way. Without
        // vectors they take minutes, and no other accesses than with them.
        int most = Vector128.IsHardwareAccelerated ? int.MaxValue : MostWeights;
        int mostElements = catalog.All<double>().Select(Elements).Concat(catalog.All<float>().Select(Elements)).Max();
        using GuardPageCheck check = new(mostElements * sizeof(double));
        Each(layer => One(layer), layer => One(layer), most);

        static int Elements<T>(LayerClass<T> layer)
            where T : unmanaged, IFloatingPointIeee754<T> => Math.Max(layer.In * layer.Out, Math.Max(layer.In, layer.Out) * Batches.Every[^1]);

        // The name goes out first: after a wrong access there is no second chance.
        void One<T>(LayerClass<T> layer)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            output.WriteLine($"at {layer.Name}");
            output.Flush();
            check.Run(layer, layer.ParameterCount <= MostWeights ? Batches.Every : Batches.Blocks[..^1], tally);
        }
    }

    private void Hash<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, Batches.Blocks[^1], Distribution.Wide);
        Results<T> results = new(layerClass.With(data), layerClass);
        foreach (int rows in (ReadOnlySpan<int>)[.. Batches.Normal, .. Batches.Blocks])
        {
            results.Compute(data, rows);
            _forward.Add<T>(results.Y);
            _backward.Add<T>(results.DX);
            _backward.Add<T>(results.DW);
            _backward.Add<T>(results.DB);
            tally.Count(results.Y.Length);
        }
    }
}
