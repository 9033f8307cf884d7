using System.Runtime.InteropServices;
using System.Text.Json;
using ScoringService.Model;

namespace ScoringService.LoadTest;

/// <summary>What a reply turned out to be.</summary>
internal enum Verdict
{
    /// <summary>Bit for bit what the model that it names gives for the rows that were sent.</summary>
    Right,

    /// <summary>The scores are all those of one model, but it names another.</summary>
    Misnamed,

    /// <summary>The scores are no model's: rows of several, or rows that none gives.</summary>
    Mixed,

    /// <summary>One version had two names, or a connection was answered by an older version than before.</summary>
    OutOfOrder,

    /// <summary>Not what an answer looks like.</summary>
    Malformed,
}

/// <summary>A reply's verdict.</summary>
/// <param name="Verdict">What it is.</param>
/// <param name="Version">The version that it names; 0 if none.</param>
/// <param name="Fingerprint">The model that it names.</param>
internal readonly record struct Judgement(Verdict Verdict, long Version, string? Fingerprint);

/// <summary>Compares replies with what the client's own models give.</summary>
internal sealed class ReplyCheck(KnownModel[] models)
{
    public Judgement Judge(ReadOnlySpan<byte> reply, TestRequest request)
    {
        float[] scores = new float[request.Rows * DigitsModel.Out];
        if (!TryRead(reply, scores, out long version, out string? fingerprint))
        {
            return new Judgement(Verdict.Malformed, 0, null);
        }

        int named = Array.FindIndex(models, model => model.Fingerprint == fingerprint);
        bool IsOf(int model) => SameBits(scores, request.Expected[model]);
        Verdict verdict = named >= 0 && IsOf(named) ? Verdict.Right
            : Enumerable.Range(0, models.Length).Any(IsOf) ? Verdict.Misnamed
            : Verdict.Mixed;
        return new Judgement(verdict, version, fingerprint);
    }

    /// <summary>Whether numbers are the same to the last bit; −0 is not 0.</summary>
    public static bool SameBits(ReadOnlySpan<float> scores, ReadOnlySpan<float> others) =>
        MemoryMarshal.AsBytes(scores).SequenceEqual(MemoryMarshal.AsBytes(others));

    private static bool TryRead(ReadOnlySpan<byte> reply, float[] scores, out long version, out string? fingerprint)
    {
        version = 0;
        fingerprint = null;
        try
        {
            Utf8JsonReader reader = new(reply);
            int found = 0;
            bool isScores = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isScores = reader.ValueTextEquals("scores"u8);
                    if (reader.ValueTextEquals("version"u8) && reader.Read())
                    {
                        version = reader.GetInt64();
                    }
                    else if (reader.ValueTextEquals("model"u8) && reader.Read())
                    {
                        fingerprint = reader.GetString();
                    }
                }
                else if (isScores && reader.TokenType == JsonTokenType.Number)
                {
                    if (found == scores.Length)
                    {
                        return false;
                    }

                    scores[found++] = reader.GetSingle();
                }
            }

            return found == scores.Length && version > 0 && fingerprint is not null;
        }
        catch (Exception mistake) when (mistake is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
