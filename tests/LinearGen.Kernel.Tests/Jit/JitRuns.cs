using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>Child processes that write down what the JIT does, each started when a test first asks for it.</summary>
public sealed partial class JitRuns : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("LinearGen");
    private readonly ConcurrentDictionary<(int In, int Out), Lazy<Task<JitRun>>> _singles = new();
    private readonly Lazy<Task<JitRun>> _grid;
    private readonly Lazy<Task<FirstCall[]>> _firstCalls;
    private readonly Lazy<Task<JitRun>> _networks;
    private int _files;

    public JitRuns()
    {
        _grid = new(() => UseAsync(Grid));
        _firstCalls = new(MeasureAsync);
        _networks = new(UseNetworksAsync);
    }

    /// <summary>Layers of all sorts, with and without bias, in both precisions.</summary>
    public static IReadOnlyList<string> Grid { get; } =
    [
        .. new (int In, int Out)[]
        {
            (1, 1), (2, 3), (8, 8), (5, 6), (16, 16), (7, 13), (31, 33), (33, 4), (64, 1), (1, 64), (64, 10), (64, 64), (97, 9), (72, 66), (100, 3), (3, 100),
            (128, 128), (256, 64), (64, 256), (193, 17), (200, 300), (784, 10), (512, 70), (257, 255),
        }.SelectMany(Declarations.Half),
    ];

    /// <summary>The layers whose warm-up is measured; the first is the rehearsal.</summary>
    public static IReadOnlyList<(int In, int Out)> WarmedUp { get; } = [(3, 2), (8, 8), (64, 10), (64, 64), (128, 128), (64, 1), (256, 64)];

    /// <summary>The shapes of the layers with activations: the most vectors whose activation is written into the kernel, and dot forms.</summary>
    public static IReadOnlyList<(int In, int Out)> ActivatedShapes { get; } = [(64, 32), (100, 3)];

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Every layer of the grid, and the JIT's summary.</summary>
    internal Task<JitRun> GridAsync() => _grid.Value;

    /// <summary>One layer with bias, and its code.</summary>
    internal Task<JitRun> SingleAsync((int In, int Out) shape) => _singles.GetOrAdd(
        shape, one => new(() => UseAsync([Declarations.Both(one, Precision.Single).Last()], "LinearGen*:*"))).Value;

    /// <summary>Two networks and layers with every activation: the code, and what was compiled at the first calls after Warmup.</summary>
    internal Task<JitRun> NetworksAsync() => _networks.Value;

    /// <summary>What Warmup took and the calls after it, for one row of each layer and for nine.</summary>
    internal Task<FirstCall[]> FirstCallsAsync() => _firstCalls.Value;

    private async Task<JitRun> UseAsync(IEnumerable<string> declarations, string disassembly = "", string command = "use")
    {
        string layers = Save(CompiledLayers.Compile(declarations));
        string listing = layers + ".txt";
        Dictionary<string, string> environment = new() { ["DOTNET_JitStdOutFile"] = listing, ["DOTNET_JitDisasmSummary"] = "1" };
        if (disassembly.Length > 0)
        {
            environment["DOTNET_JitDisasm"] = disassembly;
        }

        ChildRun run = await ChildRun.StartAsync(environment, command, layers);
        return run.ExitCode == 0
            ? new(run, Listing.Parse(await File.ReadAllLinesAsync(listing)))
            : throw new InvalidOperationException(run.Output);
    }

    private async Task<FirstCall[]> MeasureAsync()
    {
        string callers = string.Join('\n', WarmedUp.Select(shape => Caller($"Single{shape.In}x{shape.Out}Bias")));
        string source = $$"""
            public static class Callers
            {
            {{callers}}
            }
            """;
        ChildRun run = await ChildRun.StartAsync(
            new(), "first", Save(CompiledLayers.Compile([.. WarmedUp.Select(shape => Declarations.Both(shape, Precision.Single).Last()), source])));
        return run.ExitCode == 0
            ? [.. FirstCallLine().Matches(run.Output).Select(match => new FirstCall(match))]
            : throw new InvalidOperationException(run.Output);

        // Optimised, as a program's hot path is: the layer's members become a part of it.
        static string Caller(string layer) => $"""
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static void Forward_{layer}({layer} layer, System.ReadOnlySpan<float> x, System.Span<float> y) => layer.Forward(x, y);
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static void Backward_{layer}({layer} layer, System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> dy, System.Span<float> dx, object gradients) =>
                layer.Backward(x, dy, dx, ({layer}.Gradients)gradients);
            """;
    }

    private Task<JitRun> UseNetworksAsync()
    {
        string[] networks = ["Classifier", "Controller", "Rehearsal"];
        string source = $$"""
            {{NetworkDeclarations.ClassifierAndController}}
            [LinearLayer(In = 8, Out = 8)] public sealed partial class Same;
            [Sequential(typeof(Same), typeof(Sensor))] public sealed partial class Rehearsal;
            public static class Callers
            {
            {{string.Join('\n', networks.Select(Caller))}}
            }
            """;
        return UseAsync(
            [source, .. from shape in ActivatedShapes from activation in ActivationFunctions.All select NetworkDeclarations.Layer(shape, activation, Precision.Single, bias: true)],
            "LinearGen*:*",
            "networks");

        static string Caller(string network) => $$"""
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static void Forward_{{network}}({{network}} network, System.ReadOnlySpan<float> x, System.Span<float> y) => network.Forward(x, y);
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static void Backward_{{network}}({{network}} network, System.ReadOnlySpan<float> x, Activations<float> activations, System.ReadOnlySpan<float> dy, System.Span<float> dx, ParameterGradients<float> gradients)
            {
                network.Forward(x, ({{network}}.Activations)activations);
                network.Backward(x, ({{network}}.Activations)activations, dy, dx, ({{network}}.Gradients)gradients);
            }
            """;
    }

    private string Save(byte[] assembly)
    {
        string path = Path.Combine(_directory.FullName, string.Create(CultureInfo.InvariantCulture, $"Layers{Interlocked.Increment(ref _files)}.dll"));
        File.WriteAllBytes(path, assembly);
        return path;
    }

    [GeneratedRegex(@"^(?<layer>\w+) (?<rows>\d+) rows: warmup (?<methods>\d+) methods (?<ms>[\d.]+) ms, forward (?<forward>\d+) methods [\d.]+ us, backward (?<backward>\d+) methods [\d.]+ us", RegexOptions.Multiline)]
    private static partial Regex FirstCallLine();
}

/// <summary>A run that uses some layers, and what the JIT wrote meanwhile.</summary>
/// <param name="Run">The process.</param>
/// <param name="Listing">A line for each method, and the disassembly if it was asked for.</param>
internal sealed record JitRun(ChildRun Run, Listing Listing);

/// <summary>The first calls of a layer.</summary>
/// <param name="match">The line about them.</param>
internal sealed class FirstCall(Match match)
{
    public string Line => match.Value;

    public int Rows => int.Parse(match.Groups["rows"].Value, CultureInfo.InvariantCulture);

    public int WarmupMethods => int.Parse(match.Groups["methods"].Value, CultureInfo.InvariantCulture);

    public double WarmupMilliseconds => double.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture);

    public int CompiledByForward => int.Parse(match.Groups["forward"].Value, CultureInfo.InvariantCulture);

    public int CompiledByBackward => int.Parse(match.Groups["backward"].Value, CultureInfo.InvariantCulture);
}
