using System.Text.Json;
using Samples.Shared;
using ScoringService.Model;

namespace ScoringService.LoadTest;

/// <summary>A request, and what each model makes of it.</summary>
/// <param name="Rows">Digits in it.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Expected">For each known model, in their order, the scores [rows, Out], computed by the client's own instances, one row at a time.</param>
internal sealed record TestRequest(int Rows, byte[] Body, float[][] Expected)
{
    private const int Count = 64;

    /// <summary>Half of the requests have one row; the others are batches, up to where a batch takes long enough to be met by a swap.</summary>
    private static readonly int[] s_rows = [1, 2, 1, 5, 1, 16, 1, 64];

    /// <exception cref="InvalidOperationException">Two models agree on a row, so that a mixture of them could not be seen in it.</exception>
    public static TestRequest[] Make(KnownModel[] models)
    {
        Digit[] digits = Digit.Load("digits-test.csv");
        Random random = new(1);
        return [.. Enumerable.Range(0, Count).Select(k => Make(models, random.GetItems(digits, s_rows[k % s_rows.Length])))];
    }

    public static TestRequest Make(KnownModel[] models, Digit[] rows)
    {
        TestRequest request = new(rows.Length, ToJson(rows), [.. models.Select(model => Scores(model.Network, rows))]);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int model = 1; model < models.Length; model++)
            {
                for (int other = 0; other < model; other++)
                {
                    if (ReplyCheck.SameBits(request.Row(model, row), request.Row(other, row)))
                    {
                        throw new InvalidOperationException($"Models {other} and {model} give the same scores for a row: a mixture would not be seen.");
                    }
                }
            }
        }

        return request;
    }

    /// <summary>The scores that a model gives for one row.</summary>
    public ReadOnlySpan<float> Row(int model, int row) => Expected[model].AsSpan(row * DigitsModel.Out, DigitsModel.Out);

    private static float[] Scores(DigitsModel network, Digit[] rows)
    {
        float[] scores = new float[rows.Length * DigitsModel.Out];
        for (int row = 0; row < rows.Length; row++)
        {
            network.Forward(rows[row].Pixels, scores.AsSpan(row * DigitsModel.Out, DigitsModel.Out));
        }

        return scores;
    }

    private static byte[] ToJson(Digit[] rows)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rows");
            foreach (Digit digit in rows)
            {
                writer.WriteStartArray();
                foreach (float pixel in digit.Pixels)
                {
                    writer.WriteNumberValue(pixel);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return text.ToArray();
    }
}
