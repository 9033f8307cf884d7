using System.Globalization;

namespace ScoringService.LoadTest;

/// <summary>What a load test does.</summary>
/// <param name="Duration">How long requests are measured.</param>
/// <param name="Connections">How many are open at once; each sends its next request when it has the answer to the last one.</param>
/// <param name="SwapPause">From the end of one swap to the next.</param>
/// <param name="PlantFault">Whether swaps are done wrongly, which the test must then find.</param>
internal sealed record LoadTestOptions(TimeSpan Duration, int Connections, TimeSpan SwapPause, bool PlantFault)
{
    public const string Switch = "--load-test";

    public const string Usage = $"{Switch} [--seconds 10] [--connections 8] [--swap-pause-ms 2] [--plant-fault]";

    /// <exception cref="ArgumentException">There is something else on the command line.</exception>
    public static LoadTestOptions Parse(ReadOnlySpan<string> args)
    {
        LoadTestOptions options = new(TimeSpan.FromSeconds(10), Connections: 8, TimeSpan.FromMilliseconds(2), PlantFault: false);
        for (int k = 0; k < args.Length; k++)
        {
            string name = args[k];
            options = name switch
            {
                Switch => options,
                "--plant-fault" => options with { PlantFault = true },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(args, ++k, from: 1, to: 3600)) },
                "--connections" => options with { Connections = Number(args, ++k, from: 1, to: 1000) },
                "--swap-pause-ms" => options with { SwapPause = TimeSpan.FromMilliseconds(Number(args, ++k, from: 0, to: 10_000)) },
                _ => throw new ArgumentException($"'{name}' is not known; expected {Usage}"),
            };
        }

        return options;
    }

    private static int Number(ReadOnlySpan<string> args, int place, int from, int to) =>
        place < args.Length && int.TryParse(args[place], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw new ArgumentException($"{args[place - 1]} expects a whole number from {from} to {to}; found {(place < args.Length ? $"'{args[place]}'" : "nothing")}");
}
