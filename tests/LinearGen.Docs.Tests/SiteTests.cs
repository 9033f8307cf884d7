using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Docs.Tests;

/// <summary>The site's tables of contents, beside the pages. Links are checked by docfx, when the site is built.</summary>
public partial class SiteTests
{
    [Theory]
    [InlineData("docs")]
    [InlineData("docs/tasks")]
    [InlineData("docs/diagnostics")]
    public void EachPage_IsInItsTableOfContents(string folder)
    {
        string contents = Document.Load($"{folder}/toc.yml").Text;

        string[] missing =
        [
            .. Document.Paths.Where(path => Path.GetDirectoryName(path)!.Replace('\\', '/') == folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => !contents.Contains($"href: {name}\n", StringComparison.Ordinal)),
        ];

        Assert.Empty(missing);
    }

    /// <summary>docfx reads comments as Markdown, in which "[rows, Out]: y" names the target of a link and is not shown.</summary>
    [Fact]
    public void Comments_HoldNoTargetsOfLinks()
    {
        string[] swallowed =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "LinearGen.Runtime"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => File.ReadLines(file).Where(line => LinkTarget().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line}")),
        ];

        Assert.Empty(swallowed);
    }

    [Fact]
    public void Commands_AreInTheReadme_AndRunByContinuousIntegration()
    {
        const string Build = "dotnet build docs/site";

        Assert.Contains(Build, Document.Load("README.md").Text, StringComparison.Ordinal);
        Assert.Contains($"\n{Build} ", Document.Load(".ci/run").Text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"/// .*>\[[^\]]*\]: \S+<")]
    private static partial Regex LinkTarget();
}
