using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ScoringService.Http;
using ScoringService.LoadTest;

namespace LinearGen.ScoringService.Tests;

public class HealthTests
{
    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task WithAModel_IsLiveAndReady(string path)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new HealthAnswer("Healthy", null), await response.Content.ReadFromJsonAsync(AnswerSerializers.Readable.HealthAnswer));
    }

    [Fact]
    public async Task WithoutAModel_IsLiveButNotReady_UntilAReloadBringsOne()
    {
        await using RunningService service = await RunningService.Start(withModel: false);

        using HttpResponseMessage live = await service.Client.GetAsync("health/live");
        using HttpResponseMessage ready = await service.Client.GetAsync("health/ready");
        using HttpResponseMessage model = await service.Client.GetAsync("model");
        using HttpResponseMessage scored = await service.Score(RunningService.Rows(1));

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(
            new HealthAnswer("Unhealthy", "No model is loaded."), await ready.Content.ReadFromJsonAsync(AnswerSerializers.Readable.HealthAnswer));
        await RunningService.Problem(model, HttpStatusCode.ServiceUnavailable);
        await RunningService.Problem(scored, HttpStatusCode.ServiceUnavailable);

        KnownModel[] models = service.MakeModels();
        service.Put(models[0]);
        using HttpResponseMessage reload = await service.Reload();
        using HttpResponseMessage readyNow = await service.Client.GetAsync("health/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (reload.StatusCode, readyNow.StatusCode));
        Assert.Equal((1, models[0].Fingerprint), ((await service.Served()).Version, (await service.Served()).Model));
    }

    [Fact]
    public async Task Stopping_AnswersWhatIsUnderWay_AndIsNotReady()
    {
        await using RunningService service = await RunningService.Start();
        string body = RunningService.Rows(1);
        using TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
        NetworkStream stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n"));

        // The server asks for the body when the endpoint reads it: the request is under way.
        byte[] buffer = new byte[4096];
        int count = await stream.ReadAsync(buffer);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);

        Task stopping = service.App.StopAsync();
        HealthReport report = await service.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.False(stopping.IsCompleted);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body));
        using StreamReader reader = new(stream);
        string answer = await reader.ReadToEndAsync();
        await stopping;

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"scores\":[[", answer);
    }
}
