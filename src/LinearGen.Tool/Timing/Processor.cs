using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LinearGen.Tool.Timing;

/// <summary>The processor of this machine.</summary>
internal static class Processor
{
    private const string Information = "/proc/cpuinfo";

    /// <summary>Its name as the system tells it, or else its architecture.</summary>
    public static string Name { get; } = Find() is { Length: > 0 } name ? Quoted.Text(name) : RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Find()
    {
        if (File.Exists(Information))
        {
            return File.ReadLines(Information).Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == "model name")?[1].Trim();
        }

        return OperatingSystem.IsMacOS() ? AskSystem() : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
    }

    private static string? AskSystem()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("/usr/sbin/sysctl", "-n machdep.cpu.brand_string") { RedirectStandardOutput = true })!;
            return process.StandardOutput.ReadToEnd().Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
