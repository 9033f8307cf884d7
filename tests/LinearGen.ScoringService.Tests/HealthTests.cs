using System.Net;
using System.Net.Http.Json;
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
        using HalfSentRequest request = await HalfSentRequest.Send(service, Encoding.UTF8.GetBytes(RunningService.Rows(1)));

        Task stopping = service.App.StopAsync();
        HealthReport report = await service.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.False(stopping.IsCompleted);
        (string head, string body) = await request.Finish();
        await stopping;

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Contains("\"scores\":[[", body);
    }
}
