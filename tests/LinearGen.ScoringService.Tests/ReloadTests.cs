using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Samples.Shared;
using ScoringService;
using ScoringService.Http;
using ScoringService.LoadTest;
using ScoringService.Model;

namespace LinearGen.ScoringService.Tests;

public class ReloadTests
{
    [Fact]
    public async Task AnotherFile_IsServedUnderTheNextVersion()
    {
        await using RunningService service = await RunningService.Start();
        KnownModel[] models = service.MakeModels();
        TestRequest request = TestRequest.Make(models, [.. Digit.Load("digits-test.csv").Take(5)]);
        service.Put(models[2]);

        using HttpResponseMessage reload = await service.Reload();
        using HttpResponseMessage scored = await service.Score(request.Body);

        Assert.Equal(HttpStatusCode.OK, reload.StatusCode);
        ModelAnswer answer = (await reload.Content.ReadFromJsonAsync(AnswerSerializers.Readable.ModelAnswer))!;
        Assert.Equal((2, models[2].Fingerprint), (answer.Version, answer.Model));
        Assert.Equal(answer, await service.Served());
        Assert.Equal(
            new Judgement(Verdict.Right, 2, models[2].Fingerprint), new ReplyCheck(models).Judge(await scored.Content.ReadAsByteArrayAsync(), request));
    }

    [Fact]
    public async Task SwapInTheMiddleOfARequest_LeavesItWithOneModel()
    {
        await using RunningService service = await RunningService.Start();
        KnownModel[] models = service.MakeModels();
        TestRequest sent = TestRequest.Make(models, [.. Digit.Load("digits-test.csv").Take(5)]);
        using HalfSentRequest request = await HalfSentRequest.Send(service, sent.Body);
        service.Put(models[1]);
        using HttpResponseMessage reload = await service.Reload();

        (_, string answer) = await request.Finish();

        Assert.Equal(HttpStatusCode.OK, reload.StatusCode);
        Assert.Equal(Verdict.Right, new ReplyCheck(models).Judge(Encoding.UTF8.GetBytes(answer), sent).Verdict);
    }

    /// <summary>What is wrong with a file, and a word of the reason that must be given.</summary>
    public static TheoryData<string, string> BadFiles => new()
    {
        { "missing", "Could not find file" },
        { "empty", "expected a regular file" },
        { "cut off", "bytes of data follow the header" },
        { "text", "header" },
        { "other shape", "expected F32, F64, F16 or BF16 of shape [32, 64]" },
        { "other layout", "in_out" },
        { "not trained", "test digits; expected at least 196" },
        { "not a number", "expected a finite number" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task BadFile_LeavesTheModelThatIsServed_AndSaysWhy(string fault, string reason)
    {
        await using RunningService service = await RunningService.Start();
        ModelAnswer before = await service.Served();
        byte[] good = await File.ReadAllBytesAsync(service.ModelPath);
        Spoil(service.ModelPath, good, fault);

        using HttpResponseMessage reload = await service.Reload();
        ProblemAnswer problem = await RunningService.Problem(reload, HttpStatusCode.UnprocessableEntity);
        using HttpResponseMessage scored = await service.Score(RunningService.Rows(1));
        using HttpResponseMessage ready = await service.Client.GetAsync("health/ready");

        Assert.Contains(reason, problem.Detail);
        Assert.Contains(service.ModelPath, problem.Detail);
        Assert.Equal(before, problem.Serving);
        Assert.Equal(before, await service.Served());
        Assert.Equal(HttpStatusCode.OK, scored.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        // And it is not stuck: the right file again is served again.
        await File.WriteAllBytesAsync(service.ModelPath, good);
        using HttpResponseMessage again = await service.Reload();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal((2, before.Model), ((await service.Served()).Version, (await service.Served()).Model));
    }

    /// <summary>What comes by a proxy looks like the machine's own request, whatever headers it has: the token alone tells them apart.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a secret of some lengt")]
    [InlineData("Bearer a secret of some length!")]
    [InlineData("bearer A SECRET OF SOME LENGTH")]
    [InlineData("Basic a secret of some length")]
    public async Task RequestWithoutTheToken_IsRefused(string? authorization)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Reload(authorization, ("Host", "localhost"));

        await RunningService.Problem(response, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(1, (await service.Served()).Version);
    }

    [Fact]
    public async Task RequestWithTheToken_MayComeByAProxy()
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Reload($"Bearer {RunningService.Token}", ("X-Forwarded-For", "203.0.113.7"), ("Host", "models.example.org"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, (await service.Served()).Version);
    }

    [Fact]
    public async Task WithoutAToken_ReloadingIsClosed()
    {
        await using WebApplication app = await ServiceHost.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]);
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };

        using HttpResponseMessage response = await client.PostAsync("model/reload", content: null);

        Assert.Contains("Scoring:ReloadToken", (await RunningService.Problem(response, HttpStatusCode.Forbidden)).Detail);
    }

    /// <summary>A pipe that nobody writes to would be opened for ever; requests go on, and so does the next reload.</summary>
    [SkippableFact]
    public async Task PipeInThePlaceOfTheFile_IsRefusedAtOnce()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Pipes have no path elsewhere.");
        await using RunningService service = await RunningService.Start();
        byte[] good = await File.ReadAllBytesAsync(service.ModelPath);
        File.Delete(service.ModelPath);
        using (Process made = Process.Start("mkfifo", [service.ModelPath]))
        {
            await made.WaitForExitAsync();
        }

        using HttpResponseMessage reload = await service.Reload().WaitAsync(TimeSpan.FromSeconds(5));
        using HttpResponseMessage scored = await service.Score(RunningService.Rows(1));
        File.Delete(service.ModelPath);
        await File.WriteAllBytesAsync(service.ModelPath, good);
        using HttpResponseMessage again = await service.Reload();

        Assert.Contains("regular file", (await RunningService.Problem(reload, HttpStatusCode.UnprocessableEntity)).Detail);
        Assert.Equal(HttpStatusCode.OK, scored.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    /// <summary>Of many at once, each is done or refused at once: none waits for another.</summary>
    [Fact]
    public async Task ReloadsAtTheSameTime_AreDoneOrRefused()
    {
        await using RunningService service = await RunningService.Start();

        HttpResponseMessage[] replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => service.Reload()));

        Assert.All(replies, reply => Assert.True(reply.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, reply.StatusCode.ToString()));
        Assert.Equal(1 + replies.Count(reply => reply.StatusCode == HttpStatusCode.OK), (await service.Served()).Version);
        Array.ForEach(replies, reply => reply.Dispose());
    }

    private static void Spoil(string path, byte[] good, string fault)
    {
        DigitsModel network = DigitsModel.Load(ServiceOptions.ImportedModelPath);
        switch (fault)
        {
            case "missing":
                File.Delete(path);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "cut off":
                File.WriteAllBytes(path, good[..^1]);
                break;
            case "text":
                File.WriteAllText(path, "not found, said the server from which this was downloaded");
                break;
            case "other shape":
                SafetensorsWriter writer = new();
                writer.Add("0.weight", [64, 32], new float[2048]);
                writer.Add("0.bias", [32], new float[32]);
                writer.Add("2.weight", [10, 32], new float[320]);
                writer.Add("2.bias", [10], new float[10]);
                writer.Save(path);
                break;
            case "other layout":
                Safetensors.Save(path, network, layout: WeightLayout.InOut);
                break;
            case "not trained":
                network.Initialize(new Random(1));
                Safetensors.Save(path, network);
                break;
            case "not a number":
                network.DigitsModelOutput[3, 4] = float.NaN;
                Safetensors.Save(path, network);
                break;
            default:
                throw new ArgumentException(fault);
        }
    }
}
