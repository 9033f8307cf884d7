using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Samples.Shared;
using ScoringService;
using ScoringService.Http;
using ScoringService.LoadTest;
using ScoringService.Model;
using ScoringService.Serving;

namespace LinearGen.ScoringService.Tests;

/// <summary>The service itself, on a free port of the loopback address, with a model file of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    /// <summary>The operator's token.</summary>
    public const string Token = "a secret of some length";

    private readonly DirectoryInfo _folder;

    private RunningService(DirectoryInfo folder, WebApplication app)
    {
        _folder = folder;
        App = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    /// <summary>The file that is served.</summary>
    public string ModelPath => PathIn(_folder);

    public ModelStore Models => App.Services.GetRequiredService<ModelStore>();

    /// <param name="withModel">Whether the file is there, with the imported weights.</param>
    /// <param name="settings">More of the command line.</param>
    public static async Task<RunningService> Start(bool withModel = true, params string[] settings)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("scoring-tests-");
        if (withModel)
        {
            File.Copy(ServiceOptions.ImportedModelPath, PathIn(folder));
        }

        WebApplication app = await ServiceHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Scoring:ModelPath", PathIn(folder), "--Scoring:ReloadToken", Token, "--Logging:LogLevel:Default", "None", .. settings]);
        await app.StartAsync();
        return new RunningService(folder, app);
    }

    /// <summary>Models that the service accepts and that give other scores than each other: imported, and two later states.</summary>
    public KnownModel[] MakeModels() => KnownModels.Make(_folder.FullName);

    public Task<HttpResponseMessage> Score(string json) => Score(new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> Score(byte[] json) =>
        Score(new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });

    public Task<HttpResponseMessage> Score(HttpContent content) => Client.PostAsync("score", content);

    /// <summary>Asks for a reload as the operator.</summary>
    public Task<HttpResponseMessage> Reload() => Reload($"Bearer {Token}");

    /// <summary>Asks for a reload.</summary>
    /// <param name="authorization">The header; null for none.</param>
    /// <param name="headers">Other headers.</param>
    public async Task<HttpResponseMessage> Reload(string? authorization, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "model/reload");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>What the service says that it serves.</summary>
    public async Task<ModelAnswer> Served() => (await Client.GetFromJsonAsync("model", AnswerSerializers.Readable.ModelAnswer))!;

    /// <summary>Replaces the file with another one.</summary>
    public void Put(KnownModel model) => File.Copy(model.Path, ModelPath, overwrite: true);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Reads an error, after a look at its form.</summary>
    public static async Task<ProblemAnswer> Problem(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        ProblemAnswer problem = (await response.Content.ReadFromJsonAsync(AnswerSerializers.Readable.ProblemAnswer))!;
        Assert.Equal((int)status, problem.Status);
        return problem;
    }

    /// <summary>A body of rows of digits that no training has seen.</summary>
    public static string Rows(int count) => Rows(Digit.Load("digits-test.csv").Take(count).Select(digit => digit.Pixels));

    public static string Rows(IEnumerable<float[]> rows) => $"{{\"rows\":{JsonSerializer.Serialize(rows)}}}";

    /// <summary>A body of one row with the same number everywhere.</summary>
    public static string Row(string number, int length = DigitsModel.In) => $"{{\"rows\":[[{string.Join(',', Enumerable.Repeat(number, length))}]]}}";

    private static string PathIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "served.safetensors");
}
