using System.Diagnostics;

namespace LinearGen.Package.Tests.Packing;

/// <summary>A finished run of a program.</summary>
/// <param name="ExitCode">0 if all went well.</param>
/// <param name="Output">What it wrote, errors last.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>This result, if all went well; otherwise the test fails with the program's output.</summary>
    public CommandResult Expect(string what)
    {
        Assert.True(ExitCode == 0, $"{what} ended with {ExitCode}:\n{Output}");
        return this;
    }
}

/// <summary>Runs the .NET command line, and what it has built, as somebody would in a new terminal.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>The command line that runs these tests.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="packages">Where NuGet keeps what it unpacks; null: where the user keeps it.</param>
    /// <param name="arguments">The command line's arguments.</param>
    public static Task<CommandResult> RunAsync(string folder, string? packages, params IEnumerable<string> arguments) =>
        RunAsync(Path, folder, packages, arguments);

    /// <summary>Runs a program.</summary>
    /// <inheritdoc cref="RunAsync(string, string?, IEnumerable{string})"/>
    /// <param name="program">The program's file.</param>
    /// <param name="home">The folder where the command line keeps templates and settings; null: the user's.</param>
    public static async Task<CommandResult> RunAsync(string program, string folder, string? packages, IEnumerable<string> arguments, string? home = null)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfThisRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        // English, line by line, and no server that outlives the test.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_ROOT"] = System.IO.Path.GetDirectoryName(Path);
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        if (home is not null)
        {
            start.Environment["DOTNET_CLI_HOME"] = home;
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(Patience);
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
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {Patience}.");
        }
    }

    /// <summary>What <c>dotnet test</c> tells its children, and another build should not hear.</summary>
    private static bool IsOfThisRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "Platform" or "Configuration" or "TargetFramework" or "CI";
}
