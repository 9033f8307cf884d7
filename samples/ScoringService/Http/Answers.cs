using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ScoringService.Model;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary>What is served.</summary>
/// <param name="Version">1, 2, 3 … in the order of publication.</param>
/// <param name="Model">The fingerprint of the weights.</param>
/// <param name="LoadedAt">When it was published.</param>
/// <param name="Inputs">Numbers per row.</param>
/// <param name="Outputs">Scores per row.</param>
internal sealed record ModelAnswer(long Version, string Model, DateTimeOffset LoadedAt, int Inputs, int Outputs)
{
    public static ModelAnswer Of(ServedModel model) => new(model.Version, model.Fingerprint, model.LoadedAt, DigitsModel.In, DigitsModel.Out);
}

/// <summary>An error, in the form of RFC 9457.</summary>
/// <param name="Title">What did not happen.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">Why.</param>
/// <param name="Serving">After a failed reload, what is served still.</param>
internal sealed record ProblemAnswer(string Title, int Status, string Detail, ModelAnswer? Serving = null);

/// <summary>The result of a health check.</summary>
/// <param name="Status">"Healthy" or "Unhealthy".</param>
/// <param name="Detail">Why it is not.</param>
internal sealed record HealthAnswer(string Status, string? Detail);

/// <summary>Serializers written at compile time.</summary>
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class AnswerSerializers : JsonSerializerContext
{
    /// <summary>As this service writes and its clients read. Quotes in messages stay readable: answers are JSON, and no page shows them as HTML.</summary>
    public static AnswerSerializers Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>Writes those that are not scores.</summary>
internal static class Answers
{
    public static Task Model(HttpContext context, ServedModel model) =>
        context.Response.WriteAsJsonAsync(ModelAnswer.Of(model), AnswerSerializers.Readable.ModelAnswer);

    public static Task Problem(HttpContext context, int status, string title, string detail, ServedModel? serving = null)
    {
        context.Response.StatusCode = status;
        ProblemAnswer problem = new(title, status, detail, serving is null ? null : ModelAnswer.Of(serving));
        return context.Response.WriteAsJsonAsync(problem, AnswerSerializers.Readable.ProblemAnswer, "application/problem+json");
    }
}
