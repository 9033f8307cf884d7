using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Mpi.Tests;

/// <summary>A run of several ranks under one of the two MPIs.</summary>
internal sealed partial class MpiRun : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private MpiRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the ranks have written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The launcher's exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a command of LinearGen.Mpi.Checks on some ranks, or skips the test if that MPI is not installed.</summary>
    public static MpiRun Start(string mpi, int ranks, params string[] arguments) =>
        Start(mpi, ranks, Path.Combine(AppContext.BaseDirectory, "LinearGen.Mpi.Checks.dll"), arguments, []);

    /// <summary>Starts a program on some ranks.</summary>
    public static MpiRun Start(string mpi, int ranks, string program, string[] arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(Launcher(mpi), ["-n", $"{ranks}", DotNet, "exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // More ranks than processors, also by root: both are for tests alone.
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["OMPI_MCA_rmaps_base_oversubscribe"] = "1";
        start.Environment["OMPI_MCA_mpi_yield_when_idle"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        MpiRun run = new(Process.Start(start)!);
        run._process.StandardInput.Close();
        return run;
    }

    /// <summary>Runs a command to its end.</summary>
    public static (int ExitCode, string Output) ToEnd(string mpi, int ranks, params string[] arguments)
    {
        using MpiRun run = Start(mpi, ranks, arguments);
        run.WaitForExit(s_patience);
        return (run.ExitCode, run.Output);
    }

    /// <summary>Waits for the end of the launcher.</summary>
    public void WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            throw new TimeoutException($"The ranks had not ended after {patience}: {Output}");
        }

        _process.WaitForExit(); // For the rest of the output.
    }

    /// <summary>Waits until the output has so many matches of a pattern.</summary>
    public void WaitFor(string pattern, int count = 1)
    {
        long started = Stopwatch.GetTimestamp();
        while (Regex.Count(Output, pattern) < count)
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > s_patience)
            {
                throw new TimeoutException($"'{pattern}' was not written {count} times: {Output}");
            }

            Thread.Sleep(20);
        }
    }

    /// <summary>The processes of the ranks, as they have written them.</summary>
    public IReadOnlyDictionary<int, int> Processes() =>
        ProcessOfRank().Matches(Output).ToDictionary(match => int.Parse(match.Groups["rank"].Value, null), match => int.Parse(match.Groups["process"].Value, null));

    /// <summary>Skips the test if an MPI is missing.</summary>
    public static void SkipUnlessThere(string mpi) => Launcher(mpi);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string DotNet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>The launcher's path. The full suite installs what is missing, if it may.</summary>
    private static string Launcher(string mpi)
    {
        string? found = Find(mpi);
        if (found is null && Suite.IsFull)
        {
            using Process install = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "tests", "mpi", "install")]))!;
            install.WaitForExit();
            found = Find(mpi);
        }

        Skip.If(found is null, $"There is no mpirun.{mpi} on this machine. tests/mpi/install brings it on Debian and Ubuntu.");
        return found!;
    }

    private static string? Find(string mpi) => Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, $"mpirun.{mpi}"))
        .FirstOrDefault(File.Exists);

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.Append(line).Append('\n');
        }
    }

    [GeneratedRegex(@"rank (?<rank>\d+) is process (?<process>\d+)")]
    private static partial Regex ProcessOfRank();
}

/// <summary>Tests that start several processes each take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Runs
{
    public const string Name = "Runs of several ranks";
}
