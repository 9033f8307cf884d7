using System.Diagnostics;
using System.Text;

namespace LinearGen.PlantedFaults;

/// <summary>What a command gave.</summary>
/// <param name="ExitCode">Its exit code; null if it ran into the time limit and was ended.</param>
/// <param name="Output">What it wrote, errors included.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record CommandResult(int? ExitCode, string Output, TimeSpan Duration);

/// <summary>Runs the dotnet command.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end or to the time limit, at which its children are ended too.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<CommandResult> RunAsync(string folder, TimeSpan limit, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        Stopwatch watch = Stopwatch.StartNew();
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource timeout = new(limit);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        lock (output)
        {
            return new CommandResult(exitCode, output.ToString(), watch.Elapsed);
        }

        void Append(string? line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
