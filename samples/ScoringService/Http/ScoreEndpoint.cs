using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary><c>POST /score</c>.</summary>
internal sealed class ScoreEndpoint(ModelStore models, Scorer scorer, ServiceMetrics metrics, ServiceOptions options)
{
    public async Task Handle(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        string outcome = "aborted";
        try
        {
            outcome = await Answer(context);
        }
        finally
        {
            metrics.Answered(outcome, start);
        }
    }

    /// <returns>The outcome, for the metrics.</returns>
    private async Task<string> Answer(HttpContext context)
    {
        if (ContentCheck.Check(context.Request) is { } unsupported)
        {
            return await Reject(context, unsupported);
        }

        PipeReader reader = context.Request.BodyReader;
        ReadOnlySequence<byte> body;
        try
        {
            body = await ReadToEnd(reader, context.RequestAborted);
        }
        catch (BadHttpRequestException mistake)
        {
            return await Reject(context, mistake.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Rejection(mistake.StatusCode, "size", string.Create(CultureInfo.InvariantCulture, $"The body is longer than {options.MaxBodyBytes} bytes."))
                : new Rejection(mistake.StatusCode, "http", mistake.Message));
        }

        // The reference is read once: this request uses it to its end, also if another model is published meanwhile.
        if (models.Current is not { } model)
        {
            reader.AdvanceTo(body.End);
            await Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, "Not ready", "No model is loaded.");
            return "unavailable";
        }

        Rejection? rejection = Score(context.Response, body, model);
        reader.AdvanceTo(body.End);
        if (rejection is not null)
        {
            return await Reject(context, rejection);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return "scored";
    }

    private Rejection? Score(HttpResponse response, in ReadOnlySequence<byte> body, ServedModel model)
    {
        Rejection? rejection = scorer.Score(body, model, out ReadOnlySpan<byte> answer);
        if (rejection is null)
        {
            response.ContentType = "application/json";
            response.ContentLength = answer.Length;
            response.BodyWriter.Write(answer);
        }

        return rejection;
    }

    private async Task<string> Reject(HttpContext context, Rejection rejection)
    {
        metrics.Rejected(rejection.Reason);
        await Answers.Problem(context, rejection.Status, "Not scored", rejection.Detail);
        return "rejected";
    }

    /// <summary>The server stops reading at the longest body, so that this ends and holds no more than that.</summary>
    private static async ValueTask<ReadOnlySequence<byte>> ReadToEnd(PipeReader reader, CancellationToken aborted)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync(aborted);
            if (result.IsCompleted)
            {
                return result.Buffer;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
