using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen.Mpi.Checks;

/// <summary>Sums, gathered numbers and broadcasts of all ranks, compared with what each process computes alone, bit by bit.</summary>
internal static class SumCheck
{
    private static readonly int[] s_lengths = [0, 1, 7, 100, 1000, 5000, 100_003];

    /// <summary>Runs it on this rank.</summary>
    /// <returns>The exit code: 0 if everything is right.</returns>
    public static int Run()
    {
        using MpiSession session = MpiSession.Start();
        int failures = Sums<float>(session) + Sums<double>(session) + Gathered(session) + Broadcasts(session);
        session.Barrier();
        if (session.Rank == 0)
        {
            Console.WriteLine($"{session.Library}");
        }

        Console.WriteLine(Invariant($"rank {session.Rank} of {session.Count}: {failures} failures"));
        return failures == 0 ? 0 : 1;
    }

    private static int Sums<T>(MpiSession session)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IGradientExchange<T> ordered = session.CreateExchange<T>(), unordered = session.CreateExchange<T>(ordered: false);
        int failures = 0;
        if (!ordered.IsOrdered || unordered.IsOrdered || ordered.Rank != session.Rank || ordered.Count != session.Count)
        {
            failures += Fail(session, "the exchange's properties");
        }

        foreach (int length in s_lengths)
        {
            T[][] all = [.. Enumerable.Range(0, session.Count).Select(rank =>
            {
                T[] values = new T[length];
                Values.Fill<T>(values, rank);
                return values;
            })];
            for (int ranks = 1; ranks <= session.Count; ranks++)
            {
                failures += Sum(session, ordered, all, ranks) + Sum(session, unordered, all, ranks);
            }
        }

        return failures;
    }

    private static int Sum<T>(MpiSession session, IGradientExchange<T> exchange, T[][] all, int ranks)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Margin = 5; // Beside the values, so that they lie on no boundary, and to see that nothing else is written.
        int length = all[0].Length;
        T guard = T.CreateTruncating(1234.5);
        T[] block = new T[length + (2 * Margin)];
        block.AsSpan().Fill(guard);
        Span<T> values = block.AsSpan(Margin, length);
        all[session.Rank].CopyTo(values);
        exchange.Sum(values, ranks);

        string what = Invariant($"{typeof(T).Name}, {length} values of {ranks} ranks, ordered: {exchange.IsOrdered}");
        T[] terms = new T[ranks];
        for (int n = 0; n < length; n++)
        {
            for (int rank = 0; rank < ranks; rank++)
            {
                terms[rank] = all[rank][n];
            }

            T expected = Tree.Sum<T>(terms);
            if (exchange.IsOrdered ? !AreSame(expected, values[n]) : !AreClose(terms, expected, values[n]))
            {
                return Fail(session, Invariant($"{what}: element {n} is {values[n]}, expected {expected}"));
            }
        }

        if (block.AsSpan(0, Margin).ContainsAnyExcept(guard) || block.AsSpan(Margin + length).ContainsAnyExcept(guard))
        {
            return Fail(session, $"{what}: written beside the values");
        }

        // All ranks have the very same bits, also of sums whose order is MPI's own.
        return AreSameEverywhere(session, MemoryMarshal.AsBytes(values)) ? 0 : Fail(session, $"{what}: other bits than on rank 0");
    }

    private static int Gathered(MpiSession session)
    {
        IGradientExchange<double> exchange = session.CreateExchange<double>();
        int failures = 0;
        foreach (int length in (int[])[0, 1, 3, 500])
        {
            double[] all = new double[length * session.Count];
            exchange.Gather([.. Enumerable.Range(0, length).Select(n => session.Rank + (n / 1000.0))], all);
            double[] expected = [.. Enumerable.Range(0, session.Count).SelectMany(rank => Enumerable.Range(0, length).Select(n => rank + (n / 1000.0)))];
            failures += all.AsSpan().SequenceEqual(expected) ? 0 : Fail(session, Invariant($"gathering {length} numbers"));
        }

        return failures;
    }

    private static int Broadcasts(MpiSession session)
    {
        int failures = 0;
        for (int root = 0; root < session.Count; root++)
        {
            long[] values = [session.Rank, 7, long.MinValue + session.Rank];
            session.Broadcast<long>(values, root);
            failures += values.AsSpan().SequenceEqual([root, 7, long.MinValue + root]) ? 0 : Fail(session, Invariant($"the broadcast of rank {root}"));
        }

        return failures;
    }

    private static bool AreSameEverywhere(MpiSession session, ReadOnlySpan<byte> bytes)
    {
        byte[] first = bytes.ToArray();
        session.Broadcast<byte>(first);
        return bytes.SequenceEqual(first);
    }

    /// <summary>The same bits, signs of zeros included; of NaNs, which one is not said.</summary>
    private static bool AreSame<T>(T expected, T actual)
        where T : IFloatingPointIeee754<T> =>
        T.IsNaN(expected) ? T.IsNaN(actual) : expected == actual && T.IsNegative(expected) == T.IsNegative(actual);

    /// <summary>The same up to rounding: (ranks − 1) additions, each of at most the sum of absolute values.</summary>
    private static bool AreClose<T>(ReadOnlySpan<T> terms, T expected, T actual)
        where T : IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(expected) || expected == T.Zero)
        {
            return AreSame(expected, actual);
        }

        T sum = T.Zero;
        foreach (T term in terms)
        {
            sum += T.Abs(term);
        }

        return T.Abs(expected - actual) <= T.CreateTruncating(2 * terms.Length) * (T.BitIncrement(T.One) - T.One) * sum;
    }

    private static int Fail(MpiSession session, string what)
    {
        Console.WriteLine(Invariant($"FAILED on rank {session.Rank}: {what}"));
        return 1;
    }
}
