using ScottPlot;
using SkiaSharp;

namespace Pictures;

/// <summary>Writes plots.</summary>
internal static class Picture
{
    /// <summary>Writes a plot as PNG and as SVG, and prints the paths.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The files' name without extension.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public static void Save(Plot plot, string folder, string name, int width, int height)
    {
        // ScottPlot knows the names of Windows' and macOS's fonts; of others it takes the first, which may be one with serifs.
        plot.Font.Set(SKFontManager.Default.FontFamilies.FirstOrDefault(font => font == "DejaVu Sans") ?? Fonts.Default);
        string path = Path.Combine(folder, name);
        plot.SavePng(path + ".png", width, height);

        // A viewer without that font takes one of the same widths.
        File.WriteAllText(path + ".svg", plot.GetSvgXml(width, height).Replace("\"DejaVu Sans\"", "\"DejaVu Sans, Verdana, sans-serif\"", StringComparison.Ordinal));
        Console.WriteLine($"   {Path.GetFullPath(path)}.png and .svg");
    }
}
