using System.Diagnostics;
using System.Diagnostics.Metrics;
using ScoringService.Serving;

namespace ScoringService;

/// <summary>
/// Counts and durations, as <c>dotnet-counters</c>, OpenTelemetry or a MeterListener collect them. Recording allocates nothing and takes
/// no lock; with nobody listening it is little more than a test of a flag.
/// </summary>
internal sealed class ServiceMetrics
{
    public const string MeterName = "LinearGen.ScoringService";

    private const string Outcome = "outcome";
    private const string Reason = "reason";

    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _forwardDuration;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _rejections;
    private readonly Counter<long> _swaps;
    private readonly Counter<long> _failedReloads;

    public ServiceMetrics(IMeterFactory factory, ModelStore models)
    {
        Meter meter = factory.Create(MeterName);
        _requestDuration = meter.CreateHistogram(
            "scoring.request.duration", "s", "From the head of a request to its answer.", tags: null, Buckets(from: 20e-6, count: 16));
        _forwardDuration = meter.CreateHistogram(
            "scoring.forward.duration", "s", "The network alone, all rows of a request.", tags: null, Buckets(from: 100e-9, count: 16));
        _requests = meter.CreateCounter<long>("scoring.requests", "{request}", "Requests to score, by outcome.");
        _rows = meter.CreateCounter<long>("scoring.rows", "{row}", "Rows scored.");
        _rejections = meter.CreateCounter<long>("scoring.rejections", "{request}", "Requests whose input was refused, by reason.");
        _swaps = meter.CreateCounter<long>("scoring.model.swaps", "{swap}", "Models that took another one's place.");
        _failedReloads = meter.CreateCounter<long>("scoring.model.reloads.failed", "{reload}", "Reloads that left the model as it was.");
        meter.CreateObservableGauge("scoring.model.version", () => models.Current?.Version ?? 0, "{version}", "The version being served; 0 if there is none.");
        models.Swapped += () => _swaps.Add(1);
        models.ReloadFailed += () => _failedReloads.Add(1);
    }

    public void Scored(int rows, TimeSpan forward)
    {
        _rows.Add(rows);
        _forwardDuration.Record(forward.TotalSeconds);
    }

    public void Rejected(string reason) => _rejections.Add(1, new KeyValuePair<string, object?>(Reason, reason));

    /// <param name="outcome">"scored", "rejected", "unavailable" or "aborted".</param>
    /// <param name="start">The stopwatch's time stamp at the head of the request.</param>
    public void Answered(string outcome, long start)
    {
        KeyValuePair<string, object?> tag = new(Outcome, outcome);
        _requests.Add(1, tag);
        _requestDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tag);
    }

    /// <summary>Each bound is twice the one before. The usual ones, in seconds, begin at 5 ms: all of this service would be in the first bucket.</summary>
    private static InstrumentAdvice<double> Buckets(double from, int count) =>
        new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, count).Select(k => from * (1 << k))] };
}
