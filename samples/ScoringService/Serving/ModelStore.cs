using ScoringService.Model;

namespace ScoringService.Serving;

/// <summary>
/// The model that is served. Requests read one reference and never wait; a reload makes another instance, lets it prove itself, and only
/// then puts its reference in the place of the old one, which goes when the last request that has it is done.
/// </summary>
internal sealed partial class ModelStore(ServiceOptions options, ModelGate gate, ILogger<ModelStore> logger)
{
    /// <summary>How long reading a file may take: a network's file system may never answer.</summary>
    private static readonly TimeSpan s_readingTime = TimeSpan.FromSeconds(10);

    /// <summary>Versions are published in their order. Requests do not come here.</summary>
    private readonly Lock _publishing = new();

    private ServedModel? _current;
    private bool _isReloading;

    /// <summary>Raised after a model took another one's place.</summary>
    public event Action? Swapped;

    /// <summary>Raised after a reload that left everything as it was.</summary>
    public event Action? ReloadFailed;

    /// <summary>The model to use for a whole request: read once. Null until a first one has been loaded.</summary>
    public ServedModel? Current => Volatile.Read(ref _current);

    /// <summary>Loads the file again and serves it.</summary>
    /// <remarks>It waits for nobody: while one is going on, another is refused, and a file that does not let itself be read is given up.</remarks>
    /// <returns>What is served now, or why the file is not; the model before still is then.</returns>
    public async Task<Reloaded> Reload()
    {
        if (Interlocked.Exchange(ref _isReloading, true))
        {
            return new(null, "Another reload is going on.", IsBusy: true);
        }

        string reason;
        try
        {
            // On a thread of its own: what never ends must not take one away from requests.
            DigitsModel network = await Task.Factory.StartNew(
                () => DigitsModel.Load(options.ModelPath), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(s_readingTime);
            gate.Check(network);
            return new(Publish(network), null);
        }
        catch (TimeoutException)
        {
            reason = $"{options.ModelPath}: reading it took longer than {s_readingTime.TotalSeconds:0} s.";
        }
        catch (ModelRefusedException mistake)
        {
            reason = $"{options.ModelPath}: {mistake.Message}";
        }
        catch (Exception mistake) when (mistake is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            reason = mistake.Message;
        }
        finally
        {
            Volatile.Write(ref _isReloading, false);
        }

        LogRefused(reason);
        ReloadFailed?.Invoke();
        return new(null, reason);
    }

    /// <summary>Serves a network from now on. Nobody may write to it any more.</summary>
    internal ServedModel Publish(DigitsModel network)
    {
        string fingerprint = Fingerprint.Of(network);
        lock (_publishing)
        {
            ServedModel? before = _current;
            ServedModel next = new((before?.Version ?? 0) + 1, fingerprint, network, DateTimeOffset.UtcNow);

            // The one write that requests see. Everything in the record and in the network was written before it.
            Volatile.Write(ref _current, next);
            LogServing(next.Version, next.Fingerprint, options.ModelPath);
            if (before is not null)
            {
                Swapped?.Invoke();
            }

            return next;
        }
    }

    [LoggerMessage(LogLevel.Information, "Serving version {Version}, {Fingerprint}, from {Path}.")]
    private partial void LogServing(long version, string fingerprint, string path);

    [LoggerMessage(LogLevel.Error, "The model was not loaded: {Reason}")]
    private partial void LogRefused(string? reason);
}

/// <summary>The result of a reload.</summary>
/// <param name="Model">What is served now; null if the file is not.</param>
/// <param name="Reason">Why not.</param>
/// <param name="IsBusy">Whether another reload was going on.</param>
internal sealed record Reloaded(ServedModel? Model, string? Reason, bool IsBusy = false);
