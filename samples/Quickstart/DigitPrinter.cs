using Samples.Shared;

namespace Quickstart;

/// <summary>Draws digits with characters, some beside one another.</summary>
internal static class DigitPrinter
{
    private const string Shades = " .:-=+*#%@";

    public static void Print(params ReadOnlySpan<(Digit Digit, int Prediction)> shown)
    {
        for (int row = 0; row < Digit.Side; row++)
        {
            foreach ((Digit digit, _) in shown)
            {
                Console.Write($"   {Row(digit, row)}");
            }

            Console.WriteLine();
        }

        foreach ((Digit digit, int prediction) in shown)
        {
            string caption = $"{prediction}, {(prediction == digit.Label ? "right" : $"but it is {digit.Label}")}";
            Console.Write($"   {caption,-2 * Digit.Side}");
        }

        Console.WriteLine();
        Console.WriteLine();
    }

    /// <summary>One row of pixels, each two characters wide, since a character is twice as high as it is wide.</summary>
    private static string Row(Digit digit, int row) => string.Concat(
        digit.Pixels.Skip(row * Digit.Side).Take(Digit.Side).Select(ink => new string(Shades[(int)(ink * (Shades.Length - 1))], 2)));
}
