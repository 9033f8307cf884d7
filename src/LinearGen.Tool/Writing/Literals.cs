using System.Globalization;

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

    /// <summary>Numbers, several to a line, each row beginning on a line of its own.</summary>
    public static void WriteRows(CodeWriter writer, ReadOnlySpan<double> values, int width, Precision precision)
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
                    texts[k] = Of(line[k], precision);
                }

                writer.Line(string.Join(", ", texts) + ",");
            }
        }
    }
}
