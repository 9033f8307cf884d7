using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Reports;

/// <summary>Where and how something was measured.</summary>
internal static class Surroundings
{
    /// <summary>A list, in Markdown.</summary>
    public static string Text()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"- machine: {Machine.Processor}, {Environment.ProcessorCount} processors for this process");
        text.AppendLine(CultureInfo.InvariantCulture, $"- system: {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- date: {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- command: `dotnet run -c Release --project benchmarks -- {Command()}`");
        return text.ToString();
    }

    /// <summary>The options without those that name places on this machine.</summary>
    private static string Command()
    {
        string[] words = [.. Environment.GetCommandLineArgs().Skip(1)];
        return string.Join(' ', words.Where((word, i) => !IsPlace(word) && (i == 0 || !IsPlace(words[i - 1]))));

        static bool IsPlace(string word) => word is "--output" or "--onnxruntime";
    }
}
