using System.Globalization;

namespace ScoringService;

/// <summary>What can be set from outside: on the command line (<c>--Scoring:MaxRows 64</c>) or in the environment (<c>Scoring__MaxRows=64</c>).</summary>
/// <param name="ModelPath">The file that is served, and loaded again by <c>POST /model/reload</c>.</param>
/// <param name="MaxRows">The most rows that one request may have.</param>
/// <param name="MaxBodyBytes">The longest body of a request.</param>
/// <param name="ReloadToken">The secret of requests to reload; null: there are none. In the environment other users of the machine do not see it.</param>
internal sealed record ServiceOptions(string ModelPath, int MaxRows, int MaxBodyBytes, string? ReloadToken = null)
{
    // Buffers of a request grow with these two: a limit on the limits.
    private const int MostRows = 16_384;
    private const int MostBodyBytes = 64 << 20;
    private const int LeastTokenLength = 16;

    /// <summary>The weights that were imported together with the class.</summary>
    public static string ImportedModelPath { get; } = Path.Combine(AppContext.BaseDirectory, "Model", "DigitsModel.safetensors");

    /// <exception cref="ArgumentException">A setting is not a number within its range, or the path is empty.</exception>
    public static ServiceOptions From(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection("Scoring");
        string path = section["ModelPath"] ?? ImportedModelPath;
        return path.Length > 0
            ? new ServiceOptions(path, Number(section, "MaxRows", 256, MostRows), Number(section, "MaxBodyBytes", 512 << 10, MostBodyBytes), Token(section["ReloadToken"]))
            : throw new ArgumentException("Scoring:ModelPath is empty; expected the path of a safetensors file.");
    }

    private static string? Token(string? token) => token is null || token.Length >= LeastTokenLength
        ? token
        : throw new ArgumentException($"Scoring:ReloadToken has {token.Length} characters; expected at least {LeastTokenLength}.");

    private static int Number(IConfigurationSection section, string name, int usual, int most) => section[name] switch
    {
        null => usual,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most => number,
        string text => throw new ArgumentException($"Scoring:{name} is '{text}'; expected a whole number from 1 to {most}."),
    };
}
