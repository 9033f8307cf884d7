using BenchmarkDotNet.Running;
using LinearGen.Benchmarks.Commands;
using LinearGen.Benchmarks.Native;
using LinearGen.Benchmarks.Reports;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (args.Length == 0 || !Options.Commands.Contains(args[0]))
{
    if (args is [[not '-', ..], ..])
    {
        Console.Error.WriteLine($"There is no command '{args[0]}'.\n\n{Options.Usage}");
        return 2;
    }

    BenchmarkSwitcher.FromAssembly(typeof(Options).Assembly).Run(args);
    return 0;
}

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    int exitCode = 0;
    foreach (int width in options.Widths)
    {
        exitCode = Math.Max(exitCode, VectorWidth.IsMeasuredHere(width) ? Run(options) : VectorWidth.RunHeld(options.ArgumentsFor(width)));
    }

    return exitCode;
}
catch (OptionException mistake)
{
    Console.Error.WriteLine($"{mistake.Message}\n\n{Options.Usage}");
    return 2;
}

static int Run(Options options)
{
    // Roslyn has threads of its own, and builds that are started here would stay on that processor too.
    if (options.Command != "generator" && !Machine.PinTo(options.Core))
    {
        Console.Error.WriteLine($"Could not stay on processor {options.Core}; the system may move this process between turns.");
    }

    if (options.Command == "peers")
    {
        return PeersCommand.Run(options);
    }

    string text = options.Command switch
    {
        "latency" => LatencyCommand.Run(options),
        "chain" => ChainCommand.Run(options),
        "doubles" => DoublesCommand.Run(options),
        "formats" => FormatsCommand.Run(options),
        "networks" => NetworksCommand.Run(options),
        "generator" => GeneratorCommand.Run(options),
        "activations" => ActivationsCommand.Run(options),
        "deployment" => DeploymentCommand.Run(options),
        _ => OddCommand.Run(options),
    };
    Console.WriteLine(text);
    options.Write(".md", $"# {options.Command}\n\n{Surroundings.Text()}\n{text}");
    return 0;
}
