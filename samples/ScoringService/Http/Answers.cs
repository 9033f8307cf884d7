using System.Text.Json.Serialization;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary>What is served.</summary>
/// <param name="Version">1, 2, 3 … in the order of publication.</param>
/// <param name="Model">The fingerprint of the weights.</param>
/// <param name="LoadedAt">When it was published.</param>
/// <param name="Network">Shape and size.</param>
internal sealed record ModelAnswer(long Version, string Model, DateTimeOffset LoadedAt, string Network)
{
    public static ModelAnswer Of(ServedModel model) => new(model.Version, model.Fingerprint, model.LoadedAt, model.Network.ToString());
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
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class AnswerSerializers : JsonSerializerContext;

/// <summary>Writes those that are not scores.</summary>
internal static class Answers
{
    public static Task Model(HttpContext context, ServedModel model) =>
        context.Response.WriteAsJsonAsync(ModelAnswer.Of(model), AnswerSerializers.Default.ModelAnswer);

    public static Task Problem(HttpContext context, int status, string title, string detail, ServedModel? serving = null)
    {
        context.Response.StatusCode = status;
        ProblemAnswer problem = new(title, status, detail, serving is null ? null : ModelAnswer.Of(serving));
        return context.Response.WriteAsJsonAsync(problem, AnswerSerializers.Default.ProblemAnswer, "application/problem+json");
    }
}
