using ScoringService.Model;

namespace ScoringService.Serving;

/// <summary>
/// The model that is served. Requests read one reference and never wait; a reload makes another instance, lets it prove itself, and only
/// then puts its reference in the place of the old one, which goes when the last request that has it is done.
/// </summary>
internal sealed partial class ModelStore(ServiceOptions options, ModelGate gate, ILogger<ModelStore> logger)
{
    /// <summary>Reloads take turns, so that versions are published in their order. Requests do not come here.</summary>
    private readonly Lock _publishing = new();

    private ServedModel? _current;

    /// <summary>Raised after a model took another one's place.</summary>
    public event Action? Swapped;

    /// <summary>Raised after a reload that left everything as it was.</summary>
    public event Action? ReloadFailed;

    /// <summary>The model to use for a whole request: read once. Null until a first one has been loaded.</summary>
    public ServedModel? Current => Volatile.Read(ref _current);

    /// <summary>Loads the file again and serves it.</summary>
    /// <param name="reason">Why not; null if it is served now.</param>
    /// <returns>What is served now; null if the file is not, and the model before still is.</returns>
    public ServedModel? Reload(out string? reason)
    {
        try
        {
            lock (_publishing)
            {
                DigitsModel network = DigitsModel.Load(options.ModelPath);
                gate.Check(network);
                reason = null;
                return Publish(network);
            }
        }
        catch (ModelRefusedException mistake)
        {
            reason = $"{options.ModelPath}: {mistake.Message}";
        }
        catch (Exception mistake) when (mistake is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            reason = mistake.Message;
        }

        LogRefused(reason);
        ReloadFailed?.Invoke();
        return null;
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
