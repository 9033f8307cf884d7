using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// The numeric checks once more, for a process of its own: with instruction sets switched off, and with guard pages,
/// where a wrong access ends the process.
/// </summary>
public sealed class ChildSuite(LayerCatalog catalog, NetworkCatalog networks, IReadOnlyList<GoldenCase> golden, TextWriter output)
{
    // Larger layers are checked in the parent; here they would take most of the time, above all without vectors.
    private const int MostWeights = 2000;

    private readonly ResultHash _forward = new();
    private readonly ResultHash _backward = new();
    private readonly ResultHash _activated = new();
    private readonly ResultHash _networks = new();
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
        Stage("activations", tally =>
        {
            Activated<float>(tally);
            Activated<double>(tally);
        });
        Stage("networks", tally =>
        {
            Networks<float>(tally);
            Networks<double>(tally);
        });
        output.WriteLine($"forward hash: {_forward}");
        output.WriteLine($"backward hash: {_backward}");
        output.WriteLine($"activated hash: {_activated}");
        output.WriteLine($"network hash: {_networks}");
        if (GuardedMemory.IsSupported)
        {
            Stage("guard pages", GuardPages);
            Stage("guard pages of activations and networks", GuardPagesOfNetworks);
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

    // One shape on each way: resident, straight line, dot form, an odd one, scratch from the pool; and what the networks are made of.
    private IEnumerable<ActivatedClass<T>> ActivatedLayers<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => networks.Layers<T>().Where(layer => (layer.In, layer.Out) is (2, 3) or (8, 16) or (64, 1) or (7, 13) or (5, 300));

    private IEnumerable<NetworkClass<T>> SmallNetworks<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => networks.Networks<T>().Where(network => network.Shape.ParameterCount <= 2 * MostWeights);

    private void Activated<T>(Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (ActivatedClass<T> layerClass in ActivatedLayers<T>())
        {
            ActivatedValueCheck.Run(layerClass, [0, 1, 3, 6, 9, 33], tally);
            ActivatedOrderCheck.Run(layerClass, tally);
            ActivatedSpecialCheck.Run(layerClass, tally);
            LayerData<T> data = layerClass.Draw(Batches.Blocks[^1]);
            ActivatedResults<T> results = new(layerClass.With(data), layerClass);
            foreach (int rows in (ReadOnlySpan<int>)[.. Batches.Few, .. Batches.Blocks])
            {
                results.Compute(data, rows);
                foreach ((_, T[] values) in results.All)
                {
                    _activated.Add<T>(values);
                    tally.Count(values.Length);
                }
            }
        }
    }

    private void Networks<T>(Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (NetworkClass<T> networkClass in SmallNetworks<T>())
        {
            NetworkForwardCheck.Run(networkClass, tally);
            NetworkBackwardCheck.Run(networkClass, tally);
            NetworkData<T> data = new(networkClass, Batches.Blocks[^1]);
            NetworkResults<T> results = new(networkClass.Initialized(1), Batches.Blocks[^1]);
            foreach (int rows in (ReadOnlySpan<int>)[.. Batches.Few, .. Batches.Blocks])
            {
                results.Compute(data, rows);
                _networks.Add<T>(results.Y);
                _networks.Add<T>(results.Output);
                _networks.Add<T>(results.DX);
                _networks.Add<T>(results.Gradients.Values);
                tally.Count(results.Y.Length);
            }
        }
    }

    [SupportedOSPlatform("linux")]
    private void GuardPagesOfNetworks(Tally tally)
    {
        using ActivatedGuardCheck check = new(300 * Batches.Blocks[^1] * sizeof(double));
        All<float>();
        All<double>();

        void All<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            foreach (ActivatedClass<T> layerClass in ActivatedLayers<T>())
            {
                At(layerClass.Name);
                check.Run(layerClass, [1, 2, 3, 5, 8, 9, 13, 33, 70], tally);
            }

            foreach (NetworkClass<T> networkClass in SmallNetworks<T>())
            {
                At(networkClass.Name);
                check.Run(networkClass, [1, 2, 3, 5, 8, 9, 13, 33, 70], tally);
            }
        }

        // The name goes out first: after a wrong access there is no second chance.
        void At(string name)
        {
            output.WriteLine($"at {name}");
            output.Flush();
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
