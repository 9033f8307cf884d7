using System.Reflection;
using System.Text;
using LinearGen.Mpi.Messages;

namespace LinearGen.Mpi.Exchanges;

/// <summary>The first meeting of an exchange: the ranks tell each other what they are made of.</summary>
internal static class Handshake
{
    /// <summary>A description's bytes at most, in UTF-8; what is longer is cut.</summary>
    private const int MaxBytes = 256;

    /// <summary>The versions of this library and of the runtime.</summary>
    public static string Versions { get; } = $"LinearGen.Mpi {VersionOf(typeof(Handshake).Assembly)}, LinearGen {VersionOf(typeof(IGradientExchange<>).Assembly)}";

    /// <summary>Compares the descriptions of all ranks.</summary>
    /// <param name="meetings">Where they meet.</param>
    /// <param name="own">The description of this rank.</param>
    /// <exception cref="InvalidOperationException">They are not all the same.</exception>
    public static unsafe void Run(Meetings meetings, string own)
    {
        string[] all = new string[meetings.Count];
        using (Meetings.Meeting meeting = meetings.Begin(nameof(MpiSession.CreateExchange)))
        {
            byte* scratch = meetings.Scratch<byte>((long)MaxBytes * (meetings.Count + 1));
            Span<byte> text = new(scratch, MaxBytes);
            text.Clear();
            Encoding.UTF8.GetEncoder().Convert(own, text, flush: true, out _, out _, out _);
            meetings.AllGather(scratch, scratch + MaxBytes, MaxBytes);
            meetings.Wait();
            for (int rank = 0; rank < all.Length; rank++)
            {
                all[rank] = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(scratch + ((rank + 1) * MaxBytes), MaxBytes)).TrimEnd('\0');
            }

            meeting.Complete();
        }

        if (Difference(all) is { } difference)
        {
            throw new InvalidOperationException(difference);
        }
    }

    /// <summary>Says which ranks have what; null if all have the same.</summary>
    /// <param name="descriptions">What each rank is made of.</param>
    public static string? Difference(IReadOnlyList<string> descriptions)
    {
        IGrouping<string, int>[] groups = [.. Enumerable.Range(0, descriptions.Count).GroupBy(rank => descriptions[rank])];
        return groups.Length == 1
            ? null
            : $"The ranks' exchanges differ: {string.Join("; ", groups.Select(group => $"{Ranks([.. group])}: {group.Key}"))}. Expected the same on every rank.";
    }

    private static string Ranks(int[] ranks) =>
        ranks.Length == 1 ? Invariant($"rank {ranks[0]}")
        : ranks[^1] - ranks[0] == ranks.Length - 1 ? Invariant($"ranks {ranks[0]} to {ranks[^1]}")
        : $"ranks {string.Join(", ", ranks.Select(rank => Invariant($"{rank}")))}";

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "of no version";
}
