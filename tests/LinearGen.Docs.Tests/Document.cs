using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Docs.Tests;

/// <summary>A Markdown file of this repository.</summary>
/// <param name="Path">Relative to the root, with slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>Links to sources, which the site does not hold, are links to the repository.</summary>
    private const string Sources = "https://github.com/lineargen/lineargen/";

    /// <summary>The documents that users and contributors read: the README, everything under docs, and the pages beside samples, benchmarks and the tool.</summary>
    public static IEnumerable<string> Paths =>
    [
        "README.md",
        "benchmarks/README.md",
        .. Below("docs", "*.md"),
        .. Below("samples", "README.md"),
        .. Below("src", "README.md"),
    ];

    /// <summary>Fenced blocks in their order.</summary>
    public IReadOnlyList<Block> Blocks =>
        [.. Fence().Matches(Text).Select(match => new Block(match.Groups["language"].Value, match.Groups["text"].Value))];

    /// <summary>What links point to, if it is in this repository, without the part behind #.</summary>
    public IEnumerable<string> LocalLinks => Link().Matches(Text)
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && (target.StartsWith(Sources, StringComparison.Ordinal) || !target.Contains(':', StringComparison.Ordinal)));

    public static Document Load(string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"));

    /// <summary>The part below a heading of the second level, up to the next of that level.</summary>
    public Document Section(string heading)
    {
        string[] parts = Text.Split($"\n## {heading}\n");
        Assert.Equal(2, parts.Length);
        return this with { Text = parts[1].Split("\n## ")[0] };
    }

    /// <summary>Whether a link leads to a file or folder.</summary>
    public bool LeadsSomewhere(string link)
    {
        Match source = Source().Match(link);
        return System.IO.Path.Exists(source.Success
            ? System.IO.Path.Combine(Repository.Root, source.Groups["path"].Value)
            : System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(Path)!, link));
    }

    private static IEnumerable<string> Below(string folder, string name) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), name, SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex($"^{Sources}(blob|tree)/main/(?<path>.+)$")]
    private static partial Regex Source();
}

/// <summary>A fenced block.</summary>
/// <param name="Language">What stands behind the fence, for example csharp.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record Block(string Language, string Text);
