using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinearGen.Testing;
using Pictures;
using SkiaSharp;

namespace LinearGen.Docs.Tests;

/// <summary>The pictures that samples/Pictures draws, and those of them that the documents show.</summary>
[Collection("Console")]
public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lineargen-pictures-").FullName;

    [Fact]
    public void Sample_DrawsItsPictures()
    {
        typeof(LearningCurve).Assembly.EntryPoint!.Invoke(null, [(string[])[_folder]]);

        Assert.Equal(
            ["confusion.png", "confusion.svg", "learning-curve.png", "learning-curve.svg", "predicted.png", "predicted.svg"],
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach ((string name, int width, int height) in ((string, int, int)[])[("confusion", 520, 480), ("learning-curve", 640, 400), ("predicted", 480, 480)])
        {
            byte[] png = File.ReadAllBytes(Path.Combine(_folder, name + ".png"));
            Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
            Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
            XElement svg = Svg(_folder, name);
            Assert.Equal($"{width} {height}", $"{svg.Attribute("width")!.Value} {svg.Attribute("height")!.Value}");
        }

        HoldsItsSeries(_folder);
    }

    /// <summary>The documents' pictures are the sample's.</summary>
    [Fact]
    public void DocumentedPictures_AreTheSample() => HoldsItsSeries(Path.Combine(Repository.Root, "docs", "pictures"));

    [Fact]
    public void Confusion_HasACellForEachPairThatOccurs()
    {
        ClassMetrics metrics = new(7, 0.5, new[,] { { 4, 0 }, { 1, 2 } });
        File.WriteAllText(Path.Combine(_folder, "two.svg"), ConfusionMatrix.Of(metrics).GetSvgXml(200, 200));

        XElement[] shapes = [.. Svg(_folder, "two").Descendants().Where(element => element.Attribute("fill")?.Value is { } fill && fill[0] == '#' && element.Name.LocalName is "path" or "rect")];
        Assert.Equal(3, shapes.Select(shape => shape.Attribute("fill")!.Value).Where(fill => !IsGrey(fill)).Distinct().Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void HoldsItsSeries(string folder)
    {
        // Two lines with a point for each of 60 epochs, of different colours.
        XElement[] lines = [.. Svg(folder, "learning-curve").Descendants().Where(element => element.Name.LocalName == "path" && Points(element) == 60)];
        Assert.Equal(2, lines.Select(line => line.Attribute("stroke")!.Value).Distinct().Count());

        XElement[] texts = [.. Svg(folder, "confusion").Descendants().Where(element => element.Name.LocalName == "text")];
        int[] counts = [.. texts.Select(text => int.TryParse(text.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0)];

        // 217 rows and, on two axes, the classes 0 to 9.
        Assert.Equal(SKFontManager.Default.FontFamilyCount == 0 && texts.Length == 0 ? 0 : 217 + 45 + 45, counts.Sum());
        Assert.Equal(217, Svg(folder, "predicted").Descendants().Count(element => element.Name.LocalName == "ellipse"));
    }

    private static int Points(XElement path) => Regex.Count(path.Attribute("d")?.Value ?? "", "[ML]");

    private static bool IsGrey(string colour) => colour[1..3] == colour[3..5] && colour[3..5] == colour[5..7];

    private static XElement Svg(string folder, string name) => XDocument.Load(Path.Combine(folder, name + ".svg")).Root!;
}
