using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Docs.Tests;

/// <summary>A Markdown file of this repository.</summary>
/// <param name="Path">Relative to the root, with slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>The documents that users and contributors read: the README and everything under docs.</summary>
    public static IEnumerable<string> Paths =>
    [
        "README.md",
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Fenced blocks in their order.</summary>
    public IReadOnlyList<Block> Blocks =>
        [.. Fence().Matches(Text).Select(match => new Block(match.Groups["language"].Value, match.Groups["text"].Value))];

    /// <summary>What links point to, if it is in this repository, without the part behind #.</summary>
    public IEnumerable<string> LocalLinks => Link().Matches(Text)
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    public static Document Load(string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"));

    /// <summary>Whether a link leads to a file or folder.</summary>
    public bool LeadsSomewhere(string link) =>
        System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(Path)!, link));

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}

/// <summary>A fenced block.</summary>
/// <param name="Language">What stands behind the fence, for example csharp.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record Block(string Language, string Text);
