using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>
/// Child processes that write down what the JIT does, each started when a test first asks for it: with vectors of 256 bits, as on a machine
/// with AVX2 and FMA and without AVX-512, or of 512.
/// </summary>
public sealed partial class JitRuns : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("LinearGen");
    private readonly ConcurrentDictionary<(int, string), Lazy<Task<JitRun>>> _runs = new();
    private readonly ConcurrentDictionary<(int, string), Lazy<Task<FirstCall[]>>> _firstCalls = new();
    private int _files;

    /// <summary>Bits of vectors.</summary>
    public static TheoryData<int> Widths => [256, 512];

    /// <summary>Plain layers of all sorts: one of each group of declarations; in the full suite, all.</summary>
    public static IReadOnlyList<string> Grid { get; } =
    [
        .. Catalog.Declared.All
            .Where(subject => subject.IsPlainLayer)
            .GroupBy(subject => (subject.Group, subject is Subject<double>))
            .SelectMany(group => Suite.IsFull ? group : group.Take(3))
            .Select(subject => subject.Name),
    ];

    /// <summary>Layers of float with activations.</summary>
    public static IReadOnlyList<string> Activated { get; } =
    [
        .. Catalog.Declared.Of<float>()
            .Where(subject => subject.Group is "Activated" or "ActivatedWide" && (Suite.IsFull || (subject.In, subject.Out) is (3, 5) or (64, 32) or (40, 200)))
            .Select(subject => subject.Name),
    ];

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Leaves a test out where the machine has no such vectors, or none that multiply and add at once, as the expectations have it.</summary>
    public static void SkipWithout(int bits)
    {
        Skip.IfNot(Fma.IsSupported && Avx2.IsSupported, "Listings are those of x64 with fused multiply-add.");
        Skip.If(bits == 512 && !Vector512.IsHardwareAccelerated, "This machine has no vectors of 512 bits.");
    }

    /// <summary>Every layer of the grid, and the JIT's summary.</summary>
    internal Task<JitRun> GridAsync(int bits) => RunAsync(bits, Grid, "");

    /// <summary>Some classes, and their code.</summary>
    internal Task<JitRun> CodeAsync(int bits, params string[] names) => RunAsync(bits, names, "LinearGen*:*");

    /// <summary>Layers with activations, and their code.</summary>
    internal Task<JitRun> ActivatedAsync(int bits) => RunAsync(bits, Activated, "LinearGen*:*");

    /// <summary>What Warmup took and the calls after it, for one row of each class and for nine; the first class is the rehearsal.</summary>
    internal Task<FirstCall[]> FirstCallsAsync(int bits, params string[] names) =>
        _firstCalls.GetOrAdd((bits, string.Join(' ', names)), _ => new(() => MeasureAsync(bits, names))).Value;

    private static Dictionary<string, string> Environment(int bits) => bits == 512 ? [] : new() { ["DOTNET_EnableAVX512"] = "0" };

    private Task<JitRun> RunAsync(int bits, IReadOnlyList<string> names, string disassembly) =>
        _runs.GetOrAdd((bits, disassembly + string.Join(' ', names)), _ => new(() => UseAsync(bits, names, disassembly))).Value;

    private async Task<JitRun> UseAsync(int bits, IEnumerable<string> names, string disassembly)
    {
        string listing = Path.Combine(_directory.FullName, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _files)}.txt"));
        Dictionary<string, string> environment = Environment(bits);
        environment["DOTNET_JitStdOutFile"] = listing;
        environment["DOTNET_JitDisasmSummary"] = "1";
        if (disassembly.Length > 0)
        {
            environment["DOTNET_JitDisasm"] = disassembly;
        }

        ChildRun run = await ChildRun.StartAsync(environment, ["use", .. names]);
        return run.ExitCode == 0
            ? new(run, Listing.Parse(await File.ReadAllLinesAsync(listing)))
            : throw new InvalidOperationException(run.Output);
    }

    private static async Task<FirstCall[]> MeasureAsync(int bits, string[] names)
    {
        ChildRun run = await ChildRun.StartAsync(Environment(bits), ["first", .. names]);
        return run.ExitCode == 0
            ? [.. FirstCallLine().Matches(run.Output).Select(match => new FirstCall(match))]
            : throw new InvalidOperationException(run.Output);
    }

    [GeneratedRegex(@"^(?<name>\w+) (?<rows>\d+) rows: warmup (?<methods>\d+) methods (?<ms>[\d.]+) ms, forward (?<forward>\d+) methods [\d.]+ us, backward (?<backward>\d+) methods [\d.]+ us", RegexOptions.Multiline)]
    private static partial Regex FirstCallLine();
}

/// <summary>A run that uses some classes, and what the JIT wrote meanwhile.</summary>
/// <param name="Run">The process.</param>
/// <param name="Listing">A line for each method, and the disassembly if it was asked for.</param>
internal sealed record JitRun(ChildRun Run, Listing Listing);

/// <summary>The first calls of a class.</summary>
/// <param name="match">The line about them.</param>
internal sealed class FirstCall(Match match)
{
    public string Line => match.Value;

    public int Rows => int.Parse(match.Groups["rows"].Value, CultureInfo.InvariantCulture);

    public int WarmupMethods => int.Parse(match.Groups["methods"].Value, CultureInfo.InvariantCulture);

    public int CompiledByForward => int.Parse(match.Groups["forward"].Value, CultureInfo.InvariantCulture);

    public int CompiledByBackward => int.Parse(match.Groups["backward"].Value, CultureInfo.InvariantCulture);
}
