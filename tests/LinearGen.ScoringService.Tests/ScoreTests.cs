using System.Net;
using System.Text;
using Samples.Shared;
using ScoringService.LoadTest;
using ScoringService.Model;

namespace LinearGen.ScoringService.Tests;

public class ScoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(217)]
    public async Task Scores_AreThoseOfTheModelToTheLastBit(int rows)
    {
        await using RunningService service = await RunningService.Start();
        KnownModel[] models = service.MakeModels();
        TestRequest request = TestRequest.Make(models, [.. Digit.Load("digits-test.csv").Take(rows)]);

        using HttpResponseMessage response = await service.Score(request.Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Judgement judgement = new ReplyCheck(models).Judge(await response.Content.ReadAsByteArrayAsync(), request);
        Assert.Equal(new Judgement(Verdict.Right, 1, models[0].Fingerprint), judgement);
    }

    [Fact]
    public async Task AsManyRowsAsAllowed_AreScored_AndOneMoreIsNot()
    {
        await using RunningService service = await RunningService.Start(settings: ["--Scoring:MaxRows", "3"]);

        using HttpResponseMessage all = await service.Score(RunningService.Rows(3));
        using HttpResponseMessage more = await service.Score(RunningService.Rows(4));

        Assert.Equal(HttpStatusCode.OK, all.StatusCode);
        Assert.Equal("There are 4 rows; expected 1 to 3.", (await RunningService.Problem(more, HttpStatusCode.BadRequest)).Detail);
    }

    [Theory]
    [InlineData("""{"rows":[]}""", "There are 0 rows; expected 1 to 256.")]
    [InlineData("""{"rows":[[1,2]]}""", "Row 0 has 2 numbers; expected 64.")]
    [InlineData("""{"rows":[[]]}""", "Row 0 has 0 numbers; expected 64.")]
    [InlineData("""{"rows":[1]}""", "Expected {\"rows\": [[numbers], …]}, found that row 0 is a number.")]
    [InlineData("""{"rows":[[1,"2"]]}""", "Expected {\"rows\": [[numbers], …]}, found that number 1 of row 0 is a string.")]
    [InlineData("""{"rows":[[null]]}""", "Expected {\"rows\": [[numbers], …]}, found that number 0 of row 0 is null.")]
    [InlineData("""{"rows":[[[1]]]}""", "Expected {\"rows\": [[numbers], …]}, found that number 0 of row 0 is an array.")]
    [InlineData("""{"rows":{}}""", "Expected {\"rows\": [[numbers], …]}, found that \"rows\" is an object.")]
    [InlineData("""{}""", "Expected {\"rows\": [[numbers], …]}, found that there is no \"rows\".")]
    [InlineData("""{"row":[]}""", "Expected {\"rows\": [[numbers], …]}, found that there is another property than \"rows\".")]
    [InlineData("""{"\ud800":1}""", "Expected {\"rows\": [[numbers], …]}, found that there is another property than \"rows\".")]
    [InlineData("""{"row\udc00":1}""", "Expected {\"rows\": [[numbers], …]}, found that there is another property than \"rows\".")]
    [InlineData("""[[1]]""", "Expected {\"rows\": [[numbers], …]}, found that the body is an array.")]
    [InlineData("""{"rows":[[1e39]]}""", "Number 0 of row 0 is too large; expected a finite number of single precision.")]
    [InlineData("""{"rows":[[0,-1e400]]}""", "Number 1 of row 0 is too large; expected a finite number of single precision.")]
    public async Task WrongInput_IsToldWhatIsExpected(string body, string detail)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Score(body);

        Assert.Equal(detail, (await RunningService.Problem(response, HttpStatusCode.BadRequest)).Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"rows":[[NaN]]}""")]
    [InlineData("""{"rows":[[1""")]
    [InlineData("""{"rows":[[1,]]}""")]
    [InlineData("[[[[[[[[[[[[[[[[")]
    public async Task WhatIsNotJson_IsRefusedAsSuch(string body)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Score(body);

        Assert.Matches("^(The body is not JSON: |Expected )", (await RunningService.Problem(response, HttpStatusCode.BadRequest)).Detail);
    }

    [Fact]
    public async Task RowsThatAreThereTwice_AndTextBehindTheObject_AreRefused()
    {
        await using RunningService service = await RunningService.Start();
        string rows = RunningService.Rows(1);

        using HttpResponseMessage twice = await service.Score($"{rows[..^1]},{rows[1..]}");
        using HttpResponseMessage behind = await service.Score(rows + rows);

        Assert.Contains("\"rows\" is there twice", (await RunningService.Problem(twice, HttpStatusCode.BadRequest)).Detail);
        Assert.StartsWith("The body is not JSON", (await RunningService.Problem(behind, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongRowBehindRightOnes_IsNamed()
    {
        await using RunningService service = await RunningService.Start();
        float[][] rows = [new float[DigitsModel.In], new float[DigitsModel.In], new float[DigitsModel.In + 1]];

        using HttpResponseMessage response = await service.Score(RunningService.Rows(rows));

        Assert.Equal("Row 2 has 65 numbers; expected 64.", (await RunningService.Problem(response, HttpStatusCode.BadRequest)).Detail);
    }

    [Fact]
    public async Task FiniteInputsWhoseScoresAreNot_AreRefused()
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Score(RunningService.Row("3e38"));

        Assert.Equal("The numbers of row 0 are too large: its scores are not finite.", (await RunningService.Problem(response, HttpStatusCode.BadRequest)).Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyThatIsTooLong_IsRefused(bool chunked)
    {
        await using RunningService service = await RunningService.Start(settings: ["--Scoring:MaxBodyBytes", "2000"]);
        string body = RunningService.Row("0.5") + new string(' ', 3000);
        using HttpRequestMessage request = new(HttpMethod.Post, "score") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage response = await service.Client.SendAsync(request);
        using HttpResponseMessage shorter = await service.Score(RunningService.Row("0.5"));

        Assert.Equal("The body is longer than 2000 bytes.", (await RunningService.Problem(response, HttpStatusCode.RequestEntityTooLarge)).Detail);
        Assert.Equal(HttpStatusCode.OK, shorter.StatusCode);
    }

    [Fact]
    public async Task AnotherContentType_IsRefused()
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await service.Score(new StringContent(RunningService.Rows(1), Encoding.UTF8, "text/plain"));

        Assert.Contains("expected 'application/json'", (await RunningService.Problem(response, HttpStatusCode.UnsupportedMediaType)).Detail);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "identity, br")]
    public async Task AnotherCharacterSetOrACompressedBody_IsRefused(string type, string? encoding)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await Score(service, type, encoding);

        await RunningService.Problem(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json;charset=UTF-8", null)]
    [InlineData("application/json; charset=\"utf-8\"", "identity")]
    public async Task Utf8UnderItsNames_IsScored(string type, string? encoding)
    {
        await using RunningService service = await RunningService.Start();

        using HttpResponseMessage response = await Score(service, type, encoding);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Bodies of any bytes: right ones with a few bytes changed, put in, taken out, and noise. None gets a 5xx.</summary>
    [Fact]
    public async Task BodyOfAnyBytes_IsScoredOrRefusedWithAReason()
    {
        await using RunningService service = await RunningService.Start();
        byte[][] pieces = [.. new[] { "\\ud800", "\\udfff", "\\u0000", "\"", "\\", "[", "]", "{", "}", ",", ":", "1e999", "-0", "null", "/*", "\u00e9" }.Select(Encoding.UTF8.GetBytes), [0xff], [0xc3], [0xed, 0xa0, 0x80], [0]];
        byte[] right = Encoding.UTF8.GetBytes(RunningService.Row("0.5"));
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int k = 0; k < 2_000; k++)
        {
            List<byte> body = [.. random.Next(4) == 0 ? "{\"rows\":[[1]]}"u8.ToArray() : right];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(Math.Min(body.Count, 40) + 1);
                switch (random.Next(3))
                {
                    case 0:
                        body.InsertRange(at, pieces[random.Next(pieces.Length)]);
                        break;
                    case 1 when at < body.Count:
                        body.RemoveAt(at);
                        break;
                    case 2 when at < body.Count:
                        body[at] = (byte)random.Next(256);
                        break;
                }
            }

            using HttpResponseMessage response = await service.Score([.. body]);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"Seed {seed}, body {k}: {response.StatusCode} for {Convert.ToHexString([.. body])}");
                Assert.NotEmpty((await RunningService.Problem(response, HttpStatusCode.BadRequest)).Detail);
            }
        }
    }

    /// <summary>A right body under these headers.</summary>
    private static async Task<HttpResponseMessage> Score(RunningService service, string type, string? encoding)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(RunningService.Rows(1)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return await service.Score(content);
    }
}
