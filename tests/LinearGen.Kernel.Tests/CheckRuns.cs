using System.Collections.Concurrent;
using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// The runs of LinearGen.Kernel.Checks that the tests read, each a process of its own, started when a test first asks for it: a wrong
/// access ends it, and not the tests; and instruction sets are switched off in it.
/// </summary>
/// <remarks>LINEARGEN_ONLY=64x10 in the environment leaves the classes that match the pattern.</remarks>
internal static class CheckRuns
{
    /// <summary>.NET 10's switch; that of .NET 8, EnableAVX512F, no longer does anything.</summary>
    public const string WithoutAvx512 = "DOTNET_EnableAVX512";

    /// <summary>Also without fused multiply-add.</summary>
    public const string WithoutAvx2 = "DOTNET_EnableAVX2";

    /// <summary>Without any vectors.</summary>
    public const string WithoutIntrinsics = "DOTNET_EnableHWIntrinsic";

    /// <summary>The most parameters of a class that is computed with narrow vectors or without any: larger ones take minutes, and no other accesses than with wide ones.</summary>
    private static readonly Dictionary<string, string> s_most = new() { [WithoutAvx512] = "1000000", [WithoutAvx2] = "20000", [WithoutIntrinsics] = "2000" };

    /// <summary>Of the fast suite, where an instruction set is switched off: the golden shapes, tiny ones, lanes along the sum, parts of vectors, activations, networks, stages, weights in bfloat16.</summary>
    private const string FewerClasses = "^(Golden|Small|Dots|Parts|Activated|Networks|Stages|BFloat16)[.]";

    /// <summary>What such a run of the fast suite looks at.</summary>
    private static readonly string[] s_fewerChecks = ["golden", "hashes", "bounds"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<ChildRun>>> s_runs = new();

    /// <summary>Every check over the classes of one precision, as the machine is.</summary>
    public static Task<ChildRun> OfAsync<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => RunAsync(typeof(T).Name, () => ChildRun.StartAsync(
            new(), ["check", .. Only(null), "--precision", typeof(T) == typeof(double) ? "Double" : "Single"]));

    /// <summary>The run with one variable of the runtime set to 0; in the full suite every check over all classes.</summary>
    public static Task<ChildRun> WithoutAsync(string variable) => RunAsync(variable, () => ChildRun.StartAsync(
        new() { [variable] = "0" },
        [
            "check",
            .. Only(Suite.IsFull ? null : FewerClasses),
            "--most", s_most[variable],
            .. Suite.IsFull ? [] : (string[])["--checks", .. s_fewerChecks],
        ]));

    /// <summary>The hashes of the classes that <see cref="WithoutAsync"/> looks at, as the machine is.</summary>
    public static Task<ChildRun> HashesAsync() => RunAsync("hashes", () => ChildRun.StartAsync(
        new(), ["check", .. Only(Suite.IsFull ? null : FewerClasses), "--checks", "hashes"]));

    private static string[] Only(string? fewer) => (Selection.FromEnvironment.Only ?? fewer) is { } only ? ["--only", only] : [];

    private static Task<ChildRun> RunAsync(string name, Func<Task<ChildRun>> start) => s_runs.GetOrAdd(name, _ => new(start)).Value;
}
