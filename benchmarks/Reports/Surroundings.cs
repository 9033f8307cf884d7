using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Reports;

/// <summary>Where and how something was measured.</summary>
internal static class Surroundings
{
    /// <summary>The instruction sets that matter here, by the system's names.</summary>
    private static readonly string[] Sets = ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"];

    /// <summary>A list, in Markdown.</summary>
    public static string Text()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"- machine: {Processor()}, {Environment.ProcessorCount} processors for this process");
        if (Machine.Flags.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- the processor has, by /proc/cpuinfo: {List(Sets.Where(Machine.Flags.Contains))}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"- the JIT uses: {List(InUse())}; Vector512.IsHardwareAccelerated is {Vector512.IsHardwareAccelerated}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- width of vectors: {VectorWidth.Current} bits{(VectorWidth.IsHeld ? $", in a process that is held to it by `{VectorWidth.LimitsText()}`" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- system: {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- date: {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- command: `dotnet run -c Release --project benchmarks -- {Command()}`");
        return text.ToString();
    }

    /// <summary>The processor's name, and what its numbers say.</summary>
    private static string Processor()
    {
        string[] details = [.. new[] { Machine.Microarchitecture, Machine.Numbers }.OfType<string>()];
        return details.Length > 0 ? $"{Machine.Processor} ({string.Join(", ", details)})" : Machine.Processor;
    }

    private static IEnumerable<string> InUse() =>
        from set in new[]
        {
            ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512F", Avx512F.IsSupported), ("BW", Avx512BW.IsSupported),
            ("DQ", Avx512DQ.IsSupported), ("VL", Avx512F.VL.IsSupported),
        }
        where set.Item2
        select set.Item1;

    private static string List(IEnumerable<string> names) => names.Any() ? string.Join(", ", names) : "none of those that matter here";

    /// <summary>The options without those that name places on this machine.</summary>
    private static string Command()
    {
        string[] words = [.. Environment.GetCommandLineArgs().Skip(1)];
        return string.Join(' ', words.Where((word, i) => !IsPlace(word) && (i == 0 || !IsPlace(words[i - 1]))));

        static bool IsPlace(string word) => word is "--output" or "--onnxruntime";
    }
}
