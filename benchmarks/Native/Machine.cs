using System.Runtime.InteropServices;

namespace LinearGen.Benchmarks.Native;

/// <summary>The machine that this runs on.</summary>
internal static unsafe partial class Machine
{
    /// <summary>The processor's name, where the system tells it.</summary>
    public static string Processor { get; } = ReadProcessor();

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

    private static string ReadProcessor()
    {
        const string Information = "/proc/cpuinfo";
        string? line = File.Exists(Information) ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
