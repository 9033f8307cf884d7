using ScoringService.Http;
using ScoringService.Model;
using ScoringService.Serving;

namespace ScoringService;

/// <summary>Puts the service together.</summary>
internal static class ServiceHost
{
    /// <summary>How long requests that are being answered have when the service is told to stop.</summary>
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(10);

    /// <summary>Makes the service, with its model loaded; it does not listen yet.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <returns>The service. If the model did not load, it is alive but not ready, and a reload may make it so.</returns>
    /// <exception cref="InvalidOperationException">This build does not compute what the imported model does.</exception>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static async Task<WebApplication> Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        ServiceOptions options = ServiceOptions.From(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_drainTime);
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("model", tags: [ReadyCheck.Tag]);
        builder.Services
            .AddSingleton(options)
            .AddSingleton<ModelGate>()
            .AddSingleton<ModelStore>()
            .AddSingleton<ServiceMetrics>()
            .AddSingleton<Scorer>()
            .AddSingleton<ScoreEndpoint>()
            .AddSingleton<OperatorToken>()
            .AddSingleton<ModelEndpoints>();

        WebApplication app = builder.Build();
        app.MapPost("/score", app.Services.GetRequiredService<ScoreEndpoint>().Handle);
        ModelEndpoints model = app.Services.GetRequiredService<ModelEndpoints>();
        app.MapGet("/model", model.Show);
        app.MapPost("/model/reload", model.Reload);
        app.MapHealthChecks("/health/live", ReadyCheck.Asking(_ => false));
        app.MapHealthChecks("/health/ready", ReadyCheck.Asking(check => check.Tags.Contains(ReadyCheck.Tag)));

        // Kernels are compiled now, and the class is what was imported: a build that fails here should not be deployed.
        DigitsModel.Warmup();
        DigitsModel.Load(ServiceOptions.ImportedModelPath).SelfTest();
        await app.Services.GetRequiredService<ModelStore>().Reload();
        return app;
    }
}
