using System.Diagnostics;
using LinearGen.Testing;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// The checks and the Quickstart on Arm64, under emulation: values, bounds, the same bits as on x64 with fused
/// multiply-add, training to the same losses. What it takes is in tests/arm64/run, which is for the command line too.
/// </summary>
[Trait("Category", "Full")]
public sealed class Arm64Tests(ITestOutputHelper output)
{
    private const int CannotRunHere = 77;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(25);

    [SkippableFact]
    public async Task OnArm64_ChecksHoldAndBitsAreThoseOfX64()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Arm64 is emulated on Linux alone.");
        ProcessStartInfo start = new("bash", [Path.Combine(Repository.Root, "tests", "arm64", "run")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(s_patience);
        try
        {
            Task<string> reading = process.StandardOutput.ReadToEndAsync(timeout.Token);
            string errors = await process.StandardError.ReadToEndAsync(timeout.Token);
            string report = await reading + errors;
            await process.WaitForExitAsync(timeout.Token);
            output.WriteLine(report);
            Skip.If(process.ExitCode == CannotRunHere, report.TrimEnd());
            Assert.True(process.ExitCode == 0, report);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"tests/arm64/run took longer than {s_patience}.");
        }
    }
}
