using CsCheck;

namespace LinearGen.Generator.Tests;

/// <summary>Draws texts in which some tokens of another one are left out, doubled, exchanged or put elsewhere.</summary>
internal static class TokenEdits
{
    private static readonly Gen<int> Place = Gen.Int[0, 9999];

    /// <summary>Texts made of tokens.</summary>
    /// <param name="tokens">The tokens of the right text, each with the space behind it.</param>
    /// <param name="others">Tokens besides these that may come in.</param>
    public static Gen<string> Of(string[] tokens, params string[] others)
    {
        Gen<string> any = others.Length == 0 ? Gen.OneOf(tokens) : Gen.Frequency((4, Gen.OneOf(tokens)), (1, Gen.OneOf(others)));
        Gen<Action<List<string>>> edit = Gen.OneOf(
            Gen.Select(Place, at => Replaced(at, 1)),
            Gen.Select(Place, any, (at, token) => Replaced(at, 1, token)),
            Gen.Select(Place, any, (at, token) => Replaced(at, 0, token)),
            Gen.Select(Place, Gen.Int[1, 7], (at, count) => Replaced(at, count)));
        return edit.Array[1, 11].Select(edits =>
        {
            List<string> edited = [.. tokens];
            foreach (Action<List<string>> change in edits)
            {
                change(edited);
            }

            return string.Concat(edited);
        });
    }

    /// <summary>Puts tokens into the place of others, as far as there are any.</summary>
    private static Action<List<string>> Replaced(int at, int count, params string[] tokens) => list =>
    {
        int start = list.Count == 0 ? 0 : at % list.Count;
        list.RemoveRange(start, Math.Min(count, list.Count - start));
        list.InsertRange(start, tokens);
    };
}
