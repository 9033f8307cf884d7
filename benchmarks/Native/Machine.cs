using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Benchmarks.Native;

/// <summary>The machine that this runs on.</summary>
internal static unsafe partial class Machine
{
    private const string Information = "/proc/cpuinfo";

    private static readonly Dictionary<string, string> Properties = ReadProperties();

    /// <summary>The processor's name, where the system tells it.</summary>
    public static string Processor { get; } = Properties.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());

    /// <summary>The processor's microarchitecture, where its numbers tell it; null otherwise.</summary>
    public static string? Microarchitecture { get; } = FindMicroarchitecture();

    /// <summary>The processor's numbers, or null where the system doesn't tell them.</summary>
    public static string? Numbers { get; } = Properties.TryGetValue("cpu family", out string? family) && Properties.TryGetValue("model", out string? model)
        ? $"family {family}, model {model}"
        : null;

    /// <summary>The processor's instruction sets as the system names them; empty where it doesn't.</summary>
    public static IReadOnlySet<string> Flags { get; } = Properties.GetValueOrDefault("flags", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>Whether the processor has AVX-512, in use here or not.</summary>
    public static bool HasAvx512 { get; } = Flags.Contains("avx512f") || Avx512F.IsSupported;

    /// <summary>The machine in files' names: "zen4".</summary>
    public static string Key { get; } = string.Join('-', (Microarchitecture?.Replace(" ", "", StringComparison.Ordinal) ?? Processor)
        .ToLowerInvariant().Split('@')[0].Replace("(r)", " ", StringComparison.Ordinal).Replace("(tm)", " ", StringComparison.Ordinal)
        .Split([' ', '/', '.', '_'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Keeps the calling thread on one processor.</summary>
    /// <returns>Whether the system did it.</returns>
    public static bool PinTo(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= 64)
        {
            return false;
        }

        ulong mask = 1UL << processor;
        return SetAffinity(0, sizeof(ulong), &mask) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);

    /// <summary>What the system says of the first processor.</summary>
    private static Dictionary<string, string> ReadProperties() => !File.Exists(Information)
        ? []
        : File.ReadLines(Information).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());

    /// <summary>What a vendor's numbers of family and model stand for; names of processors often leave it out. Of Intel the servers with AVX-512.</summary>
    private static string? FindMicroarchitecture()
    {
        if (!int.TryParse(Properties.GetValueOrDefault("model"), out int model))
        {
            return null;
        }

        return (Properties.GetValueOrDefault("vendor_id"), Properties.GetValueOrDefault("cpu family")) switch
        {
            ("AuthenticAMD", "23") => model < 0x30 ? "Zen" : "Zen 2",
            ("AuthenticAMD", "25") => model is (>= 0x10 and < 0x20) or (>= 0x60 and < 0x80) or (>= 0xA0 and < 0xB0) ? "Zen 4" : "Zen 3",
            ("AuthenticAMD", "26") => "Zen 5",
            ("GenuineIntel", "6") => model switch
            {
                0x55 => "Skylake",
                0x6A => "Ice Lake",
                0x8F => "Sapphire Rapids",
                0xCF => "Emerald Rapids",
                0xAD => "Granite Rapids",
                _ => null,
            },
            _ => null,
        };
    }
}
