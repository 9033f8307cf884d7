using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ScoringService.Serving;

namespace ScoringService.LoadTest;

/// <summary>
/// Runs the service on a free port of the loopback address and sends requests from several connections, while one more client swaps its
/// weights all the time.
/// </summary>
internal static class LoadRun
{
    // Connections are opened, and the JIT compiles what it finds hot.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    public static async Task<LoadReport> Run(LoadTestOptions options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("scoring-");
        try
        {
            return await Run(options, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<LoadReport> Run(LoadTestOptions options, string folder)
    {
        KnownModel[] models = KnownModels.Make(folder);
        TestRequest[] requests = TestRequest.Make(models);
        string servedPath = Path.Combine(folder, "served.safetensors");
        File.Copy(models[0].Path, servedPath);

        string token = RandomNumberGenerator.GetHexString(32);
        await using WebApplication service = await ServiceHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Scoring:ModelPath", servedPath, "--Scoring:ReloadToken", token, "--Logging:LogLevel:Default", "Warning"]);
        await service.StartAsync();
        Uri address = new(service.Urls.Single());

        VersionNames names = new();
        using HttpClient operatorsClient = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        ISwaps swaps = options.PlantFault
            ? new InPlaceSwaps(service.Services.GetRequiredService<ModelStore>())
            : new ReloadSwaps(operatorsClient, servedPath, names);

        long measuredFrom = Stopwatch.GetTimestamp() + Ticks(s_warmUp);
        long end = measuredFrom + Ticks(options.Duration);
        ReplyCheck check = new(models);
        Connection[] connections = [.. Enumerable.Range(0, options.Connections).Select(k => new Connection(address, requests, check, names, seed: k))];
        try
        {
            Task<TimeSpan> warmedUp = ProcessorTimeAfter(s_warmUp);
            Task<long> swapping = Task.Run(() => Swap(swaps, models, options.SwapPause, end));
            await Task.WhenAll(connections.Select(connection => Task.Run(() => connection.Run(measuredFrom, end))).Append(swapping));
            TimeSpan processorTime = Environment.CpuUsage.TotalTime - await warmedUp;
            await service.StopAsync();
            return Report(options.Duration, processorTime, connections, await swapping, names.Count);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private static async Task<long> Swap(ISwaps swaps, KnownModel[] models, TimeSpan pause, long end)
    {
        long count = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            // Never to the model that is there already.
            count++;
            await swaps.To(models[count % models.Length]);
            await Task.Delay(pause);
        }

        return count;
    }

    private static async Task<TimeSpan> ProcessorTimeAfter(TimeSpan delay)
    {
        await Task.Delay(delay);
        return Environment.CpuUsage.TotalTime;
    }

    private static LoadReport Report(TimeSpan duration, TimeSpan processorTime, Connection[] connections, long swaps, int versions) => new(
        duration,
        processorTime,
        [.. connections.SelectMany(connection => connection.Latencies)],
        Enum.GetValues<Verdict>().ToDictionary(verdict => verdict, verdict => connections.Sum(connection => connection.Verdicts[(int)verdict])),
        connections.SelectMany(connection => connection.RepliesOf).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        swaps,
        versions);

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
