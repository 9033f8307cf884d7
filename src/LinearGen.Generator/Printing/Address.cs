using System.Globalization;

namespace LinearGen.Generator.Printing;

/// <summary>Writes references into memory, leaving out terms that add nothing.</summary>
internal static class Address
{
    /// <summary><c>ref x</c>, or <c>ref Unsafe.Add(ref x, offset)</c>.</summary>
    /// <param name="name">The reference that the offset counts from.</param>
    /// <param name="terms">Terms of the offset.</param>
    public static string Of(string name, params string[] terms)
    {
        string offset = Sum(terms);
        return offset == "0" ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {offset})";
    }

    /// <summary>The sum of terms, constants added up.</summary>
    public static string Sum(params string[] terms)
    {
        long constant = 0;
        List<string> others = [];
        foreach (string term in terms)
        {
            if (long.TryParse(term, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value))
            {
                constant += value;
            }
            else
            {
                others.Add(term);
            }
        }

        if (constant != 0 || others.Count == 0)
        {
            others.Add(Text(constant));
        }

        return string.Join(" + ", others);
    }

    /// <summary>The difference, where nothing is subtracted the first alone.</summary>
    public static string Difference(string from, string subtracted) => subtracted == "0" ? from
        : subtracted.Contains(' ') ? $"{from} - ({subtracted})" : $"{from} - {subtracted}";

    /// <summary>The product of two factors, constants multiplied.</summary>
    public static string Product(string a, string b)
    {
        bool aIsNumber = long.TryParse(a, NumberStyles.Integer, CultureInfo.InvariantCulture, out long x);
        bool bIsNumber = long.TryParse(b, NumberStyles.Integer, CultureInfo.InvariantCulture, out long y);
        return (aIsNumber, bIsNumber) switch
        {
            (true, true) => Text(x * y),
            (true, false) => Scaled(b, x, a),
            (false, true) => Scaled(a, y, b),
            _ => $"{a} * {b}",
        };
    }

    /// <summary>A number, the same under every culture.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Scaled(string name, long factor, string text) => factor switch
    {
        0 => "0",
        1 => name,
        _ => name.Contains(' ') ? $"({name}) * {text}" : $"{name} * {text}",
    };
}
