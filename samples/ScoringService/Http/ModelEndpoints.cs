using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary><c>GET /model</c> and <c>POST /model/reload</c>.</summary>
internal sealed class ModelEndpoints(ModelStore models, OperatorToken token)
{
    public Task Show(HttpContext context) => models.Current is { } model
        ? Answers.Model(context, model)
        : Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, "Not ready", "No model is loaded.");

    /// <summary>Loads the file again for a request that carries the operator's token; keeps the model that is there if that fails.</summary>
    public async Task Reload(HttpContext context)
    {
        if (!token.IsSet)
        {
            await Answers.Problem(context, StatusCodes.Status403Forbidden, "Not reloaded", "Reloading is closed: Scoring:ReloadToken is not set.");
            return;
        }

        if (!token.IsIn(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Answers.Problem(context, StatusCodes.Status401Unauthorized, "Not reloaded", "Expected 'Authorization: Bearer' with the operator's token.");
            return;
        }

        Reloaded reloaded = await models.Reload();
        await (reloaded.Model is { } model
            ? Answers.Model(context, model)
            : Answers.Problem(
                context,
                reloaded.IsBusy ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
                "Not reloaded",
                reloaded.Reason ?? "",
                models.Current));
    }
}
