using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LinearGen.Tool.Timing;

/// <summary>The .NET SDK of this machine.</summary>
internal sealed class DotNetSdk
{
    /// <summary>The oldest SDK that can compile LinearGen's classes.</summary>
    private const int LeastVersion = 9;

    private readonly string _path;

    private DotNetSdk(string path, int version) => (_path, Version) = (path, version);

    /// <summary>The major version.</summary>
    public int Version { get; }

    /// <summary>The programs that may be <c>dotnet</c>, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Places
    {
        get
        {
            string program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            string?[] places =
            [
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
                Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, program) : null,
                program,
                // The runtime of this process lies in shared/Microsoft.NETCore.App/<version> of an installation.
                Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program)),
            ];
            return [.. places.Where(place => !string.IsNullOrEmpty(place)).Select(place => place!).Distinct()];
        }
    }

    /// <summary>Finds the SDK.</summary>
    /// <param name="places">The programs that may be <c>dotnet</c>.</param>
    /// <param name="folder">The folder in which it will be used.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ImportException">There is none, or it is too old.</exception>
    public static async Task<DotNetSdk> FindAsync(IReadOnlyList<string> places, string folder, CancellationToken cancellation)
    {
        string reason = "there is no program 'dotnet'";
        foreach (string place in places)
        {
            try
            {
                (int exitCode, string output) = await RunAsync(place, folder, ["--version"], cancellation);
                string answer = output.Trim();
                if (exitCode == 0 && int.TryParse(answer.Split('.')[0], out int version))
                {
                    return version >= LeastVersion
                        ? new DotNetSdk(place, version)
                        : throw new ImportException($"bench compiles the model and takes the .NET SDK for it; expected version {LeastVersion} or later, '{place} --version' is {Quoted.Text(answer)}.");
                }

                reason = $"'{place} --version' ends with {exitCode}: {Quoted.Text(answer.Split('\n')[0].TrimEnd('.'))}";
            }
            catch (Win32Exception)
            {
                // There is no such program: the next place may have it.
            }
        }

        throw new ImportException($"bench compiles the model and takes the .NET SDK for it, version {LeastVersion} or later, which is not found: {reason}.");
    }

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>Its exit code, and its output with errors last.</returns>
    public Task<(int ExitCode, string Output)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync(_path, folder, arguments, cancellation);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // A build that this process is part of is no concern of the new one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
