using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using LinearGen.Kernel.Checks;

// check <layers.dll> <networks.dll> <manifest of the golden set>: everything; the exit code says whether all was right.
// use <layers.dll>: warms up and calls every layer, for the JIT to write down what it compiles.
// first <layers.dll>: measures Warmup and the calls after it.
// networks <networks.dll>: warms up and calls every network and layer with an activation, and measures the first calls after that.
// guard <fault>: the guard pages with a layer that has a fault; the process does not survive it. guard <layers.dll> <fault>: with a layer that has an activation.
switch (args)
{
    case ["check", string layers, string networks, string manifest]:
        Console.WriteLine(
            $"instruction sets: Fma={Fma.IsSupported} Avx2={Avx2.IsSupported} Avx={Avx.IsSupported} "
            + $"Vector256={Vector256.IsHardwareAccelerated} Vector128={Vector128.IsHardwareAccelerated}");
        LayerCatalog catalog = LayerCatalog.Of(Load(layers));
        return new ChildSuite(catalog, NetworkCatalog.Of(LoadBeside(networks)), GoldenCase.Load(manifest), Console.Out).Run() ? 0 : 1;

    case ["use", string layers]:
        Console.WriteLine($"used {KernelUse.Run(Load(layers))} layers");
        return 0;

    case ["first", string layers]:
        new FirstCalls(Load(layers), Console.Out).Run();
        return 0;

    case ["guard", string name] when GuardedMemory.IsSupported:
        Tally tally = new();
        using (GuardPageCheck check = new(1 << 16))
        {
            check.Run(PlainLayer.Class<float>(5, 7, true, Enum.Parse<Fault>(name)), Batches.Normal, tally);
        }

        Console.WriteLine($"survived: {tally}");
        return tally.Failures == 0 ? 0 : 1;

    case ["networks", string networks]:
        new NetworkUse(Load(networks), Console.Out).Run();
        return 0;

    case ["guard", string layers, string name] when GuardedMemory.IsSupported:
        Tally findings = new();
        using (ActivatedGuardCheck check = new(1 << 16))
        {
            check.Run(new FaultyClass<float>(NetworkCatalog.Of(Load(layers)).Layers<float>((7, 13)).First(), Enum.Parse<ActivatedFault>(name)), [1, 3, 9], findings);
        }

        Console.WriteLine($"survived: {findings}");
        return findings.Failures == 0 ? 0 : 1;

    default:
        Console.Error.WriteLine("Arguments: check <layers.dll> <networks.dll> <golden manifest>, use <layers.dll>, first <layers.dll>, networks <networks.dll>, guard <fault>, or guard <layers.dll> <fault>");
        return 2;
}

static Assembly Load(string path) => AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path));

// Both assemblies have one name.
static Assembly LoadBeside(string path) => new AssemblyLoadContext("Networks").LoadFromAssemblyPath(Path.GetFullPath(path));
