namespace Samples.Shared;

/// <summary>One handwritten digit: 8×8 pixels from 0 (paper) to 1 (ink), and what it shows.</summary>
internal sealed record Digit(float[] Pixels, int Label)
{
    public const int Side = 8;

    private const float Ink = 16;

    /// <summary>Reads one of the sample's embedded files; Data/README.md tells where they come from.</summary>
    public static Digit[] Load(string file)
    {
        using Stream stream = typeof(Digit).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException("Not among the embedded files.", file);
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    /// <summary>Copies digits into the form that a network wants: all pixels one row after another, and all labels.</summary>
    public static void CopyTo(ReadOnlySpan<Digit> digits, Span<float> pixels, Span<int> labels)
    {
        for (int row = 0; row < digits.Length; row++)
        {
            digits[row].Pixels.CopyTo(pixels[(row * Side * Side)..]);
            labels[row] = digits[row].Label;
        }
    }

    private static Digit Parse(string line)
    {
        int[] numbers = [.. line.Split(',').Select(int.Parse)];
        return new Digit([.. numbers[..^1].Select(number => number / Ink)], numbers[^1]);
    }
}
