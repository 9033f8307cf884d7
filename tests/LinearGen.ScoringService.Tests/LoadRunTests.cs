using ScoringService.LoadTest;

namespace LinearGen.ScoringService.Tests;

public class LoadRunTests
{
    private static readonly LoadTestOptions s_short = new(TimeSpan.FromSeconds(1), Connections: 4, SwapPause: TimeSpan.FromMilliseconds(1), PlantFault: false);

    [Fact]
    public async Task SwapsUnderLoad_MixNoReply()
    {
        LoadReport report = await RunUntil(report => report.Wrong > 0 || (report.IsProof && report.RepliesOf.Count == 3), s_short);

        Assert.Equal(0, report.Wrong);
        Assert.True(report.IsProof);
        Assert.Equal(3, report.RepliesOf.Count);
        Assert.NotEmpty(report.Latencies);
    }

    [Fact]
    public async Task WeightsLoadedIntoTheInstanceInUse_AreFound()
    {
        LoadReport report = await RunUntil(report => report.Wrong > 0, s_short with { PlantFault = true, SwapPause = TimeSpan.Zero });

        Assert.True(report.Wrong > 0);
        Assert.True(report.Verdicts[Verdict.Misnamed] + report.Verdicts[Verdict.Mixed] > 0);
        Assert.False(report.IsProof);
    }

    /// <summary>Runs under load until the report shows something: a second is enough, unless the machine has other things to do.</summary>
    private static async Task<LoadReport> RunUntil(Func<LoadReport, bool> shows, LoadTestOptions options)
    {
        LoadReport report = await LoadRun.Run(options);
        return shows(report) || options.Duration > TimeSpan.FromSeconds(10) ? report : await RunUntil(shows, options with { Duration = 2 * options.Duration });
    }

    [Fact]
    public void RunInWhichNothingWasSwapped_ProvesNothing()
    {
        Dictionary<Verdict, long> verdicts = Enum.GetValues<Verdict>().ToDictionary(verdict => verdict, verdict => verdict == Verdict.Right ? 100L : 0L);
        LoadReport swapped = new(TimeSpan.FromSeconds(1), TimeSpan.Zero, [], verdicts, new Dictionary<string, long> { ["a"] = 50, ["b"] = 50 }, Swaps: 2, VersionsSeen: 3);

        Assert.True(swapped.IsProof);
        Assert.False((swapped with { Swaps = 0 }).IsProof);
        Assert.False((swapped with { RepliesOf = new Dictionary<string, long> { ["a"] = 100 } }).IsProof);
        Assert.False((swapped with { Verdicts = new Dictionary<Verdict, long>(verdicts) { [Verdict.Mixed] = 1 } }).IsProof);
    }

    [Theory]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "ten")]
    [InlineData("--connections")]
    [InlineData("--connection", "3")]
    public void WrongCommandLine_IsRefused(params string[] args)
    {
        Assert.Contains("expect", Assert.Throws<ArgumentException>(() => LoadTestOptions.Parse(args)).Message);
    }

    [Fact]
    public void RightCommandLine_IsRead()
    {
        Assert.Equal(
            new LoadTestOptions(TimeSpan.FromSeconds(3), 5, TimeSpan.FromMilliseconds(7), true),
            LoadTestOptions.Parse(["--load-test", "--seconds", "3", "--connections", "5", "--swap-pause-ms", "7", "--plant-fault"]));
    }
}
