using System.Diagnostics;
using System.Globalization;
using DataParallel.Measuring;

namespace LinearGen.Mpi.Tests;

/// <summary>The sample DataParallel, as its README starts it.</summary>
[Collection(Runs.Name)]
public sealed class SampleTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "DataParallel.dll");

    [SkippableFact]
    public void OnTwoRanks_ItLearnsFromAFile_AndGoesOnFromItsCheckpoint()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lineargen-sample-");
        try
        {
            string[] options = ["--rows", "8192", "--batch", "1024", "--steps", "120", "--every", "50", "--data", Path.Combine(folder.FullName, "rows")];
            string[] checkpoint = ["--checkpoint", Path.Combine(folder.FullName, "checkpoint")];

            string undisturbed = Run("mpich", 1, options);
            Run("openmpi", 2, [.. options, .. checkpoint]);

            // It has ended after 120 steps: again, and it only reports.
            string again = Run("mpich", 2, [.. options, .. checkpoint]);

            Assert.Contains("goes on after step 120", again, StringComparison.Ordinal);
            Assert.Equal(Line(undisturbed, "parameters "), Line(again, "parameters "));
            Assert.Equal(Line(undisturbed, "validation: "), Line(again, "validation: "));
            Assert.Contains("writing 8,192 rows", undisturbed, StringComparison.Ordinal);
            Assert.DoesNotContain("writing", again, StringComparison.Ordinal);

            // Not a network that has learned nothing: predicting no change would be 100 %.
            double part = double.Parse(Line(again, "validation: ").Split(", ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.InRange(part, 0.01, 20);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void Scaling_MeasuresAndComputes(string mpi)
    {
        MpiRun.SkipUnlessThere(mpi);
        ProcessStartInfo start = new("dotnet", ["exec", Program, "--scaling", "--steps", "50", "--rows", "16384", "--launcher", $"mpirun.{mpi}"]) { RedirectStandardOutput = true };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, output);
        Assert.All((int[])[1, 2, 4], ranks => Assert.Matches($@"(?m)^\| {ranks} \| [\d,]+ \| \d+\.\d\d \| [\d,]+ \| [\d,]+ \| [\d.,]+ \| [\d.,]+ \|$", output));
        Assert.All((int[])[1, 2, 4, 8, 16, 32], machines => Assert.Matches($@"(?m)^\| {machines} \| {2048 / machines} \| [\d,]+ \| \d+ % \| [\d,]+ \| \d+ % \|$", output));
    }

    /// <summary>By hand: 1,024 rows of 1 µs and 100 µs a step; of 4 machines 256 rows each, 2 rounds.</summary>
    [Fact]
    public void Expectation_FollowsTheModel()
    {
        Expectation expected = Expectation.Of(Measured(batch: 1024, step: 1124e-6), Measured(batch: 128, step: 228e-6));

        Assert.Equal(1124e-6, expected.StepOn(1, latency: 10e-6, bytesPerSecond: 1e9), 1e-12);
        Assert.Equal(256e-6 + 100e-6 + (2 * 2 * 10e-6) + (2 * 2 * 10e-6) + (1.5 * 4000 / 1e9), expected.StepOn(4, latency: 10e-6, bytesPerSecond: 1e9), 1e-12);

        static Measurement Measured(int batch, double step) => new("", 1, batch, step, 0, Gathers: 2, Gradients: 1000, 0, 0);
    }

    private static string Run(string mpi, int ranks, string[] arguments)
    {
        using MpiRun run = MpiRun.Start(mpi, ranks, Program, arguments, []);
        run.WaitForExit(s_patience);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }

    private static string Line(string output, string start) =>
        Assert.Single(output.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal)).Trim();
}
