using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ScoringService.Model;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary>
/// From the text of a request to the text of its answer, on one thread and without waiting. What is scored allocates nothing: buffers
/// are the thread's own or the shared pool's.
/// </summary>
internal sealed class Scorer(ServiceOptions options, ServiceMetrics metrics)
{
    private static readonly JsonEncodedText s_version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText s_model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText s_scores = JsonEncodedText.Encode("scores");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_answer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <param name="body">The whole body.</param>
    /// <param name="model">The one model of this request.</param>
    /// <param name="answer">The answer; valid until this thread scores again.</param>
    /// <returns>Why there is no answer; null if there is.</returns>
    public Rejection? Score(in ReadOnlySequence<byte> body, ServedModel model, out ReadOnlySpan<byte> answer)
    {
        answer = default;
        float[] x = ArrayPool<float>.Shared.Rent(options.MaxRows * DigitsModel.In);
        float[] y = ArrayPool<float>.Shared.Rent(options.MaxRows * DigitsModel.Out);
        try
        {
            if (ScoreRequest.Read(body, DigitsModel.In, x.AsSpan(0, options.MaxRows * DigitsModel.In), out int rows) is { } rejection)
            {
                return rejection;
            }

            Span<float> scores = y.AsSpan(0, rows * DigitsModel.Out);
            long start = Stopwatch.GetTimestamp();
            model.Network.Forward(x.AsSpan(0, rows * DigitsModel.In), scores);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

            if (IndexOfNonFinite(scores) is >= 0 and int index)
            {
                // Inputs near the largest float. JSON has no word for the result.
                return Rejection.BadRequest("overflow", string.Create(
                    CultureInfo.InvariantCulture, $"The numbers of row {index / DigitsModel.Out} are too large: its scores are not finite."));
            }

            metrics.Scored(rows, elapsed);
            answer = Write(model, scores);
            return null;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(x);
            ArrayPool<float>.Shared.Return(y);
        }
    }

    private static int IndexOfNonFinite(ReadOnlySpan<float> scores)
    {
        for (int k = 0; k < scores.Length; k++)
        {
            if (!float.IsFinite(scores[k]))
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>Numbers are written with as many digits as it takes to give the same bits back.</summary>
    private static ReadOnlySpan<byte> Write(ServedModel model, ReadOnlySpan<float> scores)
    {
        ArrayBufferWriter<byte> answer = s_answer ??= new ArrayBufferWriter<byte>(1024);
        Utf8JsonWriter writer = s_writer ??= new Utf8JsonWriter(answer);
        answer.ResetWrittenCount();
        writer.Reset(answer);

        writer.WriteStartObject();
        writer.WriteNumber(s_version, model.Version);
        writer.WriteString(s_model, model.Fingerprint);
        writer.WriteStartArray(s_scores);
        for (int row = 0; row < scores.Length; row += DigitsModel.Out)
        {
            writer.WriteStartArray();
            foreach (float score in scores.Slice(row, DigitsModel.Out))
            {
                writer.WriteNumberValue(score);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return answer.WrittenSpan;
    }
}
