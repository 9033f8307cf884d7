using System.Diagnostics;
using DataParallel.Rows;

namespace DataParallel.Measuring;

/// <summary>Runs this program on 1, 2 and 4 ranks of this machine, one after another, and prints how fast they were and what is to be expected of more machines.</summary>
internal static class Scaling
{
    private static readonly int[] s_ranks = [1, 2, 4];

    /// <summary>Runs it.</summary>
    /// <param name="launcher">The launcher, for example mpirun.</param>
    /// <param name="options">How to train; the number of steps is that of each measurement.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string launcher, TrainingOptions options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("dataparallel-");
        try
        {
            // From a file, as data sets are: simulating rows would take more time than learning them.
            string data = Path.Combine(folder.FullName, "rows");
            RowFile.Write(data, options.Rows, new SimulatedRows());
            return MeasureAll(launcher, options with { Data = data });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int MeasureAll(string launcher, TrainingOptions options)
    {
        List<Measurement> measured = [];
        foreach (int ranks in s_ranks)
        {
            if (Measure(launcher, ranks, options.Batch, options) is not { } one)
            {
                return 1;
            }

            measured.Add(one);
        }

        // A part of the batch, on one rank: what a step takes beside its rows.
        if (Measure(launcher, 1, Math.Max(1, options.Batch / 8), options) is not { } small)
        {
            return 1;
        }

        Print(measured);
        Expectation.Of(measured[0], small).Print();
        return 0;
    }

    private static void Print(List<Measurement> measured)
    {
        Measurement one = measured[0];
        Console.WriteLine($"{new CartModel()}, batches of {one.Batch} rows, {one.Gradients} gradients of 4 bytes; {one.Library}; {Environment.ProcessorCount} processors");
        Console.WriteLine();
        Console.WriteLine("| Ranks | rows/s | beside one rank | step, µs | of it exchange | ordered sum, µs | unordered |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Measurement run in measured)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"| {run.Ranks} | {run.RowsPerSecond:N0} | {run.RowsPerSecond / one.RowsPerSecond:0.00} | {run.Step * 1e6:N0} | {run.Exchange * 1e6:N0} | {run.Ordered * 1e6:N1} | {run.Unordered * 1e6:N1} |"));
        }

        if (s_ranks[^1] > Environment.ProcessorCount)
        {
            Console.WriteLine();
            Console.WriteLine($"More ranks than processors take turns: more than {Environment.ProcessorCount} cannot be faster here.");
        }

        Console.WriteLine();
    }

    private static Measurement? Measure(string launcher, int ranks, int batch, TrainingOptions options)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, "exec", typeof(Scaling).Assembly.Location]
            : [Environment.ProcessPath!];
        ProcessStartInfo start = new(launcher,
            [
                "-n", $"{ranks}", .. program, "--measure", "--steps", $"{options.Steps}", "--batch", $"{batch}", "--rows", $"{options.Rows}", "--data", options.Data!,
                "--threads", $"{options.Threads}", .. options.IsOrdered ? (string[])[] : ["--unordered"],
            ])
        {
            RedirectStandardOutput = true,
        };

        // Four ranks are to be measured on a machine with two processors, too.
        start.Environment["OMPI_MCA_rmaps_base_oversubscribe"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0 && Measurement.Read(output) is { } measured)
        {
            return measured;
        }

        Console.Error.WriteLine($"{launcher} -n {ranks} ended with code {process.ExitCode}: {output}");
        return null;
    }
}
