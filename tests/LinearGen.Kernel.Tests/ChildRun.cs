using System.Diagnostics;

namespace LinearGen.Kernel.Tests;

/// <summary>A finished run of LinearGen.Kernel.Checks as a process of its own.</summary>
/// <param name="ExitCode">0 if all was right.</param>
/// <param name="Output">What it wrote.</param>
internal sealed record ChildRun(int ExitCode, string Output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(25); // The full suite gives up on a test after 30.

    /// <summary>The rest of the output's line that starts with some words.</summary>
    public string this[string start] =>
        Output.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..].Trim() ?? string.Empty;

    /// <summary>The output, without the names of layers that guard pages let pass: of them, the last one alone says where a run ended.</summary>
    public string Report
    {
        get
        {
            string[] lines = Output.Split('\n');
            int lastAt = Array.FindLastIndex(lines, line => line.StartsWith("at ", StringComparison.Ordinal));
            return string.Join('\n', lines.Where((line, index) => index == lastAt || !line.StartsWith("at ", StringComparison.Ordinal)));
        }
    }

    /// <summary>Starts it with some variables in its environment, and waits for its end.</summary>
    public static async Task<ChildRun> StartAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "LinearGen.Kernel.Checks.dll");
        ProcessStartInfo start = new(DotNet, ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // A crash is what some runs are for: no dump of it.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(s_patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {s_patience}.");
        }
    }

    private static string DotNet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
