using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinearGen.ScoringService.Tests;

/// <summary>A request to score that is under way, and waits for its body.</summary>
internal sealed class HalfSentRequest : IDisposable
{
    private readonly TcpClient _connection = new();
    private readonly byte[] _body;

    private HalfSentRequest(byte[] body) => _body = body;

    /// <summary>Sends the head, and waits until the endpoint asks for the body.</summary>
    public static async Task<HalfSentRequest> Send(RunningService service, byte[] body)
    {
        HalfSentRequest request = new(body);
        await request._connection.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
        NetworkStream stream = request._connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /score HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));

        // The server says so when the endpoint reads: from then on the request is under way.
        byte[] buffer = new byte[1024];
        int count = await stream.ReadAsync(buffer);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(buffer, 0, count));
        return request;
    }

    /// <summary>Sends the body, and gives the head and the body of the answer.</summary>
    public async Task<(string Head, string Body)> Finish()
    {
        NetworkStream stream = _connection.GetStream();
        await stream.WriteAsync(_body);
        using StreamReader reader = new(stream);
        string[] parts = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        return (parts[0], parts[1]);
    }

    public void Dispose() => _connection.Dispose();
}
