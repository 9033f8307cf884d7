using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ScoringService;

namespace LinearGen.ScoringService.Tests;

public class MetricsTests
{
    [Fact]
    public async Task RequestsSwapsRejectionsAndDurations_AreMeasured()
    {
        await using RunningService service = await RunningService.Start();
        using Recorder recorder = new(service.App.Services.GetRequiredService<IMeterFactory>());

        await Send(service.Score(RunningService.Rows(1)));
        await Send(service.Score(RunningService.Rows(3)));
        await Send(service.Score(RunningService.Row("1", length: 2)));
        await Send(service.Score(RunningService.Row("1e39")));
        await Send(service.Reload());
        File.Delete(service.ModelPath);
        await Send(service.Reload());

        // A request is counted when it has been answered, which the client may see a moment earlier.
        await recorder.WaitFor(sums => sums.GetValueOrDefault("scoring.requests outcome=rejected") == 2 && sums.GetValueOrDefault("scoring.requests outcome=scored") == 2);
        recorder.Observe();
        Dictionary<string, double> sums = recorder.Sums;
        Assert.Equal(4, sums["scoring.rows"]);
        Assert.Equal(1, sums["scoring.rejections reason=length"]);
        Assert.Equal(1, sums["scoring.rejections reason=non-finite"]);
        Assert.Equal(1, sums["scoring.model.swaps"]);
        Assert.Equal(1, sums["scoring.model.reloads.failed"]);
        Assert.Equal(2, sums["scoring.model.version"]);
        Assert.Equal(2, recorder.Counts["scoring.forward.duration"]);
        Assert.Equal(2, recorder.Counts["scoring.request.duration outcome=scored"]);
        Assert.Equal(2, recorder.Counts["scoring.request.duration outcome=rejected"]);

        // In seconds: more than nothing, and the network's part is less than the whole.
        Assert.InRange(sums["scoring.forward.duration"], 1e-9, sums["scoring.request.duration outcome=scored"]);
        Assert.InRange(sums["scoring.request.duration outcome=scored"], 1e-9, 60);
    }

    private static async Task Send(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Adds up what one service's instruments are given.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private readonly Dictionary<string, double> _sums = [];
        private readonly Dictionary<string, int> _counts = [];

        public Recorder(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                // Other tests' services have meters of the same name.
                if (instrument.Meter.Name == ServiceMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public Dictionary<string, double> Sums
        {
            get
            {
                lock (_lock)
                {
                    return new(_sums);
                }
            }
        }

        public Dictionary<string, int> Counts
        {
            get
            {
                lock (_lock)
                {
                    return new(_counts);
                }
            }
        }

        public void Observe() => _listener.RecordObservableInstruments();

        public async Task WaitFor(Func<Dictionary<string, double>, bool> condition)
        {
            for (int attempt = 0; attempt < 6_000 && !condition(Sums); attempt++)
            {
                await Task.Delay(10);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string name = tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Key}={tags[0].Value}";
            lock (_lock)
            {
                _sums[name] = _sums.GetValueOrDefault(name) + value;
                _counts[name] = _counts.GetValueOrDefault(name) + 1;
            }
        }
    }
}
