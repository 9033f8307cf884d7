using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
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
        { "empty", "bytes" },
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

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Origin", "https://example.org")]
    public async Task RequestOfAProxyOrABrowser_IsForbidden(string header, string value)
    {
        await using RunningService service = await RunningService.Start();
        using HttpRequestMessage request = new(HttpMethod.Post, "model/reload");
        request.Headers.Add(header, value);

        using HttpResponseMessage response = await service.Client.SendAsync(request);

        await RunningService.Problem(response, HttpStatusCode.Forbidden);
        Assert.Equal(1, (await service.Served()).Version);
    }

    [Theory]
    [InlineData("127.0.0.1", 200, 2)]
    [InlineData("::1", 200, 2)]
    [InlineData("::ffff:127.0.0.1", 200, 2)]
    [InlineData("192.0.2.1", 403, 1)]
    [InlineData("2001:db8::1", 403, 1)]
    [InlineData(null, 403, 1)]
    public async Task OnlyThisMachine_MayReload(string? address, int status, long version)
    {
        await using RunningService service = await RunningService.Start();
        DefaultHttpContext context = new() { RequestServices = service.App.Services };
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        await new ModelEndpoints(service.Models).Reload(context);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(version, service.Models.Current!.Version);
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
