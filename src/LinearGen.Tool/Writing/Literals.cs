using System.Globalization;
using System.Text;

namespace LinearGen.Tool.Writing;

/// <summary>Numbers as C# text that gives back every bit of them.</summary>
internal static class Literals
{
    /// <summary>One number.</summary>
    /// <exception cref="ImportException">It is not finite in that precision.</exception>
    public static string Of(double value, Precision precision)
    {
        string text = precision == Precision.Double ? value.ToString("R", CultureInfo.InvariantCulture) : ((float)value).ToString("R", CultureInfo.InvariantCulture);
        bool isFinite = precision == Precision.Double ? double.IsFinite(value) : float.IsFinite((float)value);
        return isFinite ? text + (precision == Precision.Double ? "d" : "f")
            : throw new ImportException($"The model's outputs exceed what a {(precision == Precision.Double ? "double" : "float")} can hold.");
    }

    /// <summary>A bound, which may be infinite.</summary>
    public static string OfBound(double value, Precision precision) => double.IsFinite(value)
        ? Of(value, precision)
        : $"{(precision == Precision.Double ? "double" : "float")}.{(value > 0 ? "PositiveInfinity" : "NegativeInfinity")}";

    /// <summary>A text that comes from a file: nothing in it ends the literal or the line.</summary>
    public static string Of(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char sign in text)
        {
            literal.Append(sign is >= ' ' and <= '~' and not ('"' or '\\') ? sign.ToString() : FormattableString.Invariant($"\\u{(int)sign:X4}"));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Numbers, several to a line, each row beginning on a line of its own.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="width">Numbers to a row.</param>
    /// <param name="precision">Their precision.</param>
    /// <param name="areBounds">Whether they may be infinite.</param>
    public static void WriteRows(CodeWriter writer, ReadOnlySpan<double> values, int width, Precision precision, bool areBounds = false)
    {
        const int PerLine = 16;
        for (int row = 0; row < values.Length; row += width)
        {
            for (int n = 0; n < width; n += PerLine)
            {
                ReadOnlySpan<double> line = values.Slice(row + n, Math.Min(PerLine, width - n));
                string[] texts = new string[line.Length];
                for (int k = 0; k < line.Length; k++)
                {
                    texts[k] = areBounds ? OfBound(line[k], precision) : Of(line[k], precision);
                }

                writer.Line(string.Join(", ", texts) + ",");
            }
        }
    }
}
