using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace ScoringService.LoadTest;

/// <summary>One client with one connection: sends a request, waits for the answer, checks it, sends the next.</summary>
internal sealed class Connection(Uri service, TestRequest[] requests, ReplyCheck check, VersionNames names, int seed) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, UseCookies = false }) { BaseAddress = service };
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, long> _repliesOf = [];
    private readonly long[] _verdicts = new long[Enum.GetValues<Verdict>().Length];
    private readonly List<(int Rows, long Ticks)> _latencies = [];
    private long _lastVersion;

    /// <summary>Of each reply that was measured, the rows of its request and how long it took.</summary>
    public IReadOnlyList<(int Rows, long Ticks)> Latencies => _latencies;

    /// <summary>How many replies there were of each kind, the warm-up's included.</summary>
    public ReadOnlySpan<long> Verdicts => _verdicts;

    /// <summary>How many right replies named each model.</summary>
    public IReadOnlyDictionary<string, long> RepliesOf => _repliesOf;

    /// <summary>Goes on until a moment of the stopwatch; checks all replies and measures those to requests sent from another moment on.</summary>
    public async Task Run(long measuredFrom, long end)
    {
        for (long start = Stopwatch.GetTimestamp(); start < end; start = Stopwatch.GetTimestamp())
        {
            TestRequest request = requests[_random.Next(requests.Length)];
            using ByteArrayContent body = new(request.Body);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage response = await _client.PostAsync("score", body);
            byte[] reply = await response.Content.ReadAsByteArrayAsync();
            long elapsed = Stopwatch.GetTimestamp() - start;
            if (start >= measuredFrom)
            {
                _latencies.Add((request.Rows, elapsed));
            }

            _verdicts[(int)Judge(response.StatusCode, reply, request)]++;
        }
    }

    public void Dispose() => _client.Dispose();

    private Verdict Judge(HttpStatusCode status, byte[] reply, TestRequest request)
    {
        if (status != HttpStatusCode.OK)
        {
            return Verdict.Malformed;
        }

        (Verdict verdict, long version, string? fingerprint) = check.Judge(reply, request);
        if (verdict != Verdict.Right)
        {
            return verdict;
        }

        _repliesOf[fingerprint!] = _repliesOf.GetValueOrDefault(fingerprint!) + 1;
        bool isInOrder = version >= _lastVersion && names.Agrees(version, fingerprint!);
        _lastVersion = version;
        return isInOrder ? Verdict.Right : Verdict.OutOfOrder;
    }
}
