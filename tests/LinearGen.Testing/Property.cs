using CsCheck;

namespace LinearGen.Testing;

/// <summary>
/// Holds a property to drawn cases. The fast suite draws the same ones every time, the full suite others. A case that fails is shrunk by
/// CsCheck, whose message has its seed: with CsCheck_Seed in the environment that case alone is run. CsCheck_Iter is another number of cases.
/// </summary>
public static class Property
{
    private const ulong Fixed = 20260101;

    /// <summary>How long smaller cases are looked for once one has failed.</summary>
    private const int SecondsOfShrinking = 5;

    /// <summary>A case that takes longer hangs. It cannot be stopped, so the process is, with the case's seed in its last words.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Runs a property.</summary>
    /// <param name="cases">Draws the cases.</param>
    /// <param name="assert">The property; throws for a case that does not have it.</param>
    /// <param name="fast">The number of cases in the fast suite.</param>
    /// <param name="full">The number of cases in the full suite.</param>
    /// <param name="print">A case in words.</param>
    /// <param name="log">Where seed and number go.</param>
    /// <param name="threads">How many cases may be run at once.</param>
    /// <returns>The number of cases; 0 if it was only one by its seed, which proves nothing about all of them.</returns>
    /// <exception cref="CsCheckException">A case does not have the property.</exception>
    public static int Check<T>(Gen<T> cases, Action<T> assert, int fast, int full, Func<T, string> print, Action<string> log, int threads = 1)
    {
        bool isCountGiven = Environment.GetEnvironmentVariable("CsCheck_Iter") is { Length: > 0 };
        if (CsCheck.Check.Seed is { } seed)
        {
            using Timer alone = Deadline(seed);
            cases.Sample(assert, seed: seed, iter: isCountGiven ? CsCheck.Check.Iter : 1, threads: 1, print: print);
            return 0;
        }

        int count = isCountGiven ? (int)CsCheck.Check.Iter : Suite.IsFull ? full : fast;
        ulong start = Suite.IsFull ? (ulong)Random.Shared.NextInt64() : Fixed;
        log($"{count} cases, the first by CsCheck_Seed={Generator(0)}");

        Failure? first = null;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, (number, loop) =>
        {
            PCG generator = Generator(number);
            string own = generator.ToString();
            using Timer deadline = Deadline(own);
            try
            {
                assert(cases.Generate(generator, null, out _));
            }
            catch (Exception mistake)
            {
                Interlocked.CompareExchange(ref first, new Failure(own, mistake), null);
                loop.Stop();
            }
        });

        if (first is { } failure)
        {
            // Runs the case again, then ever smaller ones.
            using Timer deadline = Deadline(failure.Seed);
            cases.Sample(assert, seed: failure.Seed, time: SecondsOfShrinking, threads: threads, print: print);
            throw new CsCheckException($"Failed once by CsCheck_Seed={failure.Seed}, but not again: {failure.Mistake.Message}", failure.Mistake);
        }

        return count;

        PCG Generator(int number) => new((uint)number, start);

        static Timer Deadline(string seed) =>
            new(_ => Environment.FailFast($"A case has not come to an end after {Longest}: CsCheck_Seed={seed}, {typeof(T).Name}"), null, Longest, Timeout.InfiniteTimeSpan);
    }

    private sealed record Failure(string Seed, Exception Mistake);
}
