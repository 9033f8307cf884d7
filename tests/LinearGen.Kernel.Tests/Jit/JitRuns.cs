using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>Child processes that write down what the JIT does, each started when a test first asks for it. They have AVX2 and FMA, and no AVX-512: listings are those of such a machine.</summary>
public sealed partial class JitRuns : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("LinearGen");
    private readonly ConcurrentDictionary<string, Lazy<Task<JitRun>>> _singles = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<FirstCall[]>>> _firstCalls = new();
    private readonly Lazy<Task<JitRun>> _grid;
    private readonly Lazy<Task<JitRun>> _activated;
    private int _files;

    public JitRuns()
    {
        _grid = new(() => UseAsync(Grid));
        _activated = new(() => UseAsync(Activated, "LinearGen*:*"));
    }

    /// <summary>Plain layers of all sorts: one of each group of declarations; in the full suite, all.</summary>
    public static IReadOnlyList<string> Grid { get; } =
    [
        .. Catalog.Declared.All
            .Where(subject => subject.IsPlainLayer && subject.Type.Assembly == typeof(Layers.Callers).Assembly)
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

    /// <summary>Every layer of the grid, and the JIT's summary.</summary>
    internal Task<JitRun> GridAsync() => _grid.Value;

    /// <summary>One class, and its code.</summary>
    internal Task<JitRun> SingleAsync(string name) => _singles.GetOrAdd(name, one => new(() => UseAsync([one], "LinearGen*:*"))).Value;

    /// <summary>Layers with activations, and their code.</summary>
    internal Task<JitRun> ActivatedAsync() => _activated.Value;

    /// <summary>What Warmup took and the calls after it, for one row of each class and for nine; the first class is the rehearsal.</summary>
    internal Task<FirstCall[]> FirstCallsAsync(params string[] names) => _firstCalls.GetOrAdd(string.Join(' ', names), _ => new(() => MeasureAsync(names))).Value;

    private static Dictionary<string, string> Avx2 => new() { ["DOTNET_EnableAVX512"] = "0" };

    private async Task<JitRun> UseAsync(IEnumerable<string> names, string disassembly = "")
    {
        string listing = Path.Combine(_directory.FullName, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _files)}.txt"));
        Dictionary<string, string> environment = Avx2;
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

    private static async Task<FirstCall[]> MeasureAsync(string[] names)
    {
        ChildRun run = await ChildRun.StartAsync(Avx2, ["first", .. names]);
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
