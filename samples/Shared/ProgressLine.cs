namespace Samples.Shared;

/// <summary>
/// A line with a bar that fills up. A terminal sees it grow in place; a file or a build log gets each line once, when
/// it is finished, and no carriage returns.
/// </summary>
internal sealed class ProgressLine
{
    private const int Width = 20;

    private int _shown = -1;

    /// <summary>Shows how far the work has come, if there is a terminal and the bar has grown.</summary>
    public void Update(string before, double fraction, string after = "")
    {
        int filled = (int)(fraction * Width);
        if (Console.IsOutputRedirected || filled == _shown)
        {
            return;
        }

        _shown = filled;
        Console.Write($"\r{Line(before, fraction, after)}");
    }

    /// <summary>Writes the line for good.</summary>
    public void Finish(string before, double fraction, string after)
    {
        _shown = -1;
        Console.WriteLine($"{(Console.IsOutputRedirected ? "" : "\r")}{Line(before, fraction, after)}");
    }

    private static string Line(string before, double fraction, string after) =>
        $"   {before} [{new string('#', (int)(fraction * Width)).PadRight(Width, '.')}] {after}";
}
