using System.Net;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary><c>GET /model</c> and <c>POST /model/reload</c>.</summary>
internal sealed class ModelEndpoints(ModelStore models)
{
    /// <summary>What a proxy or a browser adds: then it is not an operator's own request from this machine, whatever address it comes from.</summary>
    private static readonly string[] s_headersOfOthers = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via", "Origin"];

    public Task Show(HttpContext context) => models.Current is { } model
        ? Answers.Model(context, model)
        : Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, "Not ready", "No model is loaded.");

    /// <summary>Loads the file again; keeps the model that is there if that fails. For this machine only.</summary>
    public Task Reload(HttpContext context)
    {
        if (!IsLocal(context))
        {
            return Answers.Problem(context, StatusCodes.Status403Forbidden, "Not reloaded", "Models are reloaded from the machine itself, over its loopback address.");
        }

        return models.Reload(out string? reason) is { } model
            ? Answers.Model(context, model)
            : Answers.Problem(context, StatusCodes.Status422UnprocessableEntity, "Not reloaded", reason ?? "", models.Current);
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !s_headersOfOthers.Any(context.Request.Headers.ContainsKey);
}
