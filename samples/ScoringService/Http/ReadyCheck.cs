using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ScoringService.Serving;

namespace ScoringService.Http;

/// <summary>Ready from the first model until the service is told to stop.</summary>
internal sealed class ReadyCheck(ModelStore models, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>Which checks readiness asks; whether the process lives at all asks none.</summary>
    public const string Tag = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? problem = lifetime.ApplicationStopping.IsCancellationRequested ? "The service is stopping."
            : models.Current is null ? "No model is loaded."
            : null;
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem));
    }

    /// <summary>How a set of checks is asked and answered.</summary>
    public static HealthCheckOptions Asking(Func<HealthCheckRegistration, bool> checks) => new()
    {
        Predicate = checks,
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(
            new HealthAnswer(report.Status.ToString(), report.Entries.Values.Select(entry => entry.Description).FirstOrDefault(text => text is not null)),
            AnswerSerializers.Readable.HealthAnswer),
    };
}
