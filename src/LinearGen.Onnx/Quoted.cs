using System.Globalization;
using System.Text;

namespace LinearGen.Onnx;

/// <summary>Texts that come out of files, made fit for messages, tables and comments: short, and without characters that a terminal or a compiler would obey.</summary>
internal static class Quoted
{
    private const int Longest = 80;

    /// <summary>A name in single quotes.</summary>
    public static string Name(string name) => $"'{Text(name)}'";

    /// <summary>A text without control characters, line ends and halves of characters, and not longer than a line.</summary>
    public static string Text(string text)
    {
        StringBuilder result = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (result.Length >= Longest)
            {
                return result.Append('…').ToString();
            }

            bool isPlain = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
            result.Append(isPlain ? rune.ToString() : "�");
        }

        return result.ToString();
    }

    /// <summary>The beginning of a sentence, in lower case for the middle of one.</summary>
    public static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>A shape as <c>[3, 2]</c>; unknown sizes are question marks.</summary>
    public static string Shape(IEnumerable<long?> shape) =>
        $"[{string.Join(", ", shape.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "?"))}]";

    public static string Shape(IEnumerable<int> shape) => Shape(shape.Select(size => (long?)size));

    public static string Shape(IEnumerable<long> shape) => Shape(shape.Select(size => (long?)size));
}
