using System.Diagnostics;
using System.Globalization;

namespace LinearGen.Safety.Tests.Support;

/// <summary>
/// Rounds of an adversary, each drawn from a seed of its own. The fast suite has the same ones every time; the full suite draws fresh ones for
/// a while. LINEARGEN_SAFETY_SEED runs the one round of that seed, LINEARGEN_SAFETY_SECONDS is another while.
/// </summary>
internal static class Rounds
{
    private const int Fixed = 20260101;

    /// <summary>How long an adversary of the full suite goes on unless the environment says otherwise.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <summary>Runs rounds.</summary>
    /// <param name="log">Where the seed goes.</param>
    /// <param name="fast">How many rounds the fast suite has.</param>
    /// <param name="part">The part of the while that is this adversary's.</param>
    /// <param name="round">Runs one round; throws if something is wrong.</param>
    public static void Run(Action<string> log, int fast, double part, Action<Random> round)
    {
        if (Number("LINEARGEN_SAFETY_SEED") is { } only)
        {
            round(new Random(only));
            return;
        }

        int seconds = Number("LINEARGEN_SAFETY_SECONDS") ?? 0;
        bool isTimed = Suite.IsFull || seconds > 0;
        TimeSpan limit = part * (seconds > 0 ? TimeSpan.FromSeconds(seconds) : Usual);
        int first = isTimed ? Random.Shared.Next(int.MaxValue / 2) : Fixed;
        Stopwatch clock = Stopwatch.StartNew();
        int count = 0;
        for (; isTimed ? clock.Elapsed < limit : count < fast; count++)
        {
            int seed = first + count;
            try
            {
                // A process that dies leaves its last seed in its last words.
                if (isTimed && count % 100 == 0)
                {
                    Console.Error.WriteLine(Invariant($"LINEARGEN_SAFETY_SEED={seed} and the next 100"));
                }

                round(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new CheckFailedException(Invariant($"LINEARGEN_SAFETY_SEED={seed}: {exception}"));
            }
        }

        log(Invariant($"{count} rounds from LINEARGEN_SAFETY_SEED={first} on"));
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
