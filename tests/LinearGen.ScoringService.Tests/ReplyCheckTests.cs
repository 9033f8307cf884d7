using System.Text;
using System.Text.Json;
using Samples.Shared;
using ScoringService.LoadTest;
using ScoringService.Model;

namespace LinearGen.ScoringService.Tests;

/// <summary>The judge is judged: replies that are wrong in each way that there is.</summary>
public sealed class ReplyCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scoring-tests-");
    private readonly KnownModel[] _models;
    private readonly TestRequest _request;

    public ReplyCheckTests()
    {
        _models = KnownModels.Make(_folder.FullName);
        _request = TestRequest.Make(_models, [.. Digit.Load("digits-test.csv").Take(2)]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void EachModelsScores_AreRight_UnderItsNameAlone()
    {
        for (int named = 0; named < _models.Length; named++)
        {
            for (int scored = 0; scored < _models.Length; scored++)
            {
                Assert.Equal(named == scored ? Verdict.Right : Verdict.Misnamed, Judge(named, _request.Expected[scored]));
            }
        }
    }

    [Fact]
    public void RowsOfTwoModels_AreMixed() =>
        Assert.Equal(Verdict.Mixed, Judge(0, [.. _request.Row(0, 0), .. _request.Row(1, 1)]));

    [Fact]
    public void OneLayerOfAnotherModel_IsMixed()
    {
        DigitsModel torn = DigitsModel.Load(_models[0].Path);
        torn.DigitsModelOutput.CopyFrom(_models[1].Network.DigitsModelOutput);
        float[] scores = new float[2 * DigitsModel.Out];
        torn.Forward(Digit.Load("digits-test.csv").Take(2).SelectMany(digit => digit.Pixels).ToArray(), scores);

        Assert.Equal(Verdict.Mixed, Judge(0, scores));
        Assert.Equal(Verdict.Mixed, Judge(1, scores));
    }

    [Fact]
    public void OneBit_IsSeen()
    {
        for (int k = 0; k < 2 * DigitsModel.Out; k++)
        {
            float[] scores = [.. _request.Expected[0]];
            scores[k] = MathF.BitIncrement(scores[k]);
            Assert.Equal(Verdict.Mixed, Judge(0, scores));
        }
    }

    [Fact]
    public void UnknownName_IsNotRight() =>
        Assert.Equal(Verdict.Misnamed, new ReplyCheck(_models).Judge(Reply("0123456789abcdef", _request.Expected[0]), _request).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"model":"a","scores":[]}""")]
    [InlineData("""{"version":"one","model":"a","scores":[]}""")]
    [InlineData("""{"version":1,"model":"a","scores":[[1,2""")]
    public void WhatIsNoAnswer_IsMalformed(string reply) =>
        Assert.Equal(Verdict.Malformed, new ReplyCheck(_models).Judge(Encoding.UTF8.GetBytes(reply), _request).Verdict);

    [Fact]
    public void TooManyOrTooFewScores_AreMalformed()
    {
        Assert.Equal(Verdict.Malformed, Judge(0, [.. _request.Expected[0], 1f]));
        Assert.Equal(Verdict.Malformed, Judge(0, _request.Expected[0][..^1]));
    }

    [Fact]
    public void VersionOfTwoNames_IsSeen()
    {
        VersionNames names = new();

        Assert.True(names.Agrees(1, "a"));
        Assert.True(names.Agrees(2, "b"));
        Assert.True(names.Agrees(1, "a"));
        Assert.False(names.Agrees(1, "b"));
    }

    [Fact]
    public void ModelsThatCannotBeToldApart_AreNoTest() =>
        Assert.Throws<InvalidOperationException>(() => TestRequest.Make([_models[0], _models[0]], [.. Digit.Load("digits-test.csv").Take(1)]));

    private Verdict Judge(int named, float[] scores) => new ReplyCheck(_models).Judge(Reply(_models[named].Fingerprint, scores), _request).Verdict;

    private static byte[] Reply(string model, float[] scores) =>
        Encoding.UTF8.GetBytes($$"""{"version":1,"model":"{{model}}","scores":[{{JsonSerializer.Serialize(scores)}}]}""");
}
