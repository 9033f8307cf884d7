namespace LinearGen.Docs.Tests;

public class LinkTests
{
    public static TheoryData<string> Paths => [.. Document.Paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public void LinksIntoTheRepository_LeadSomewhere(string path)
    {
        Document document = Document.Load(path);

        string[] broken = [.. document.LocalLinks.Where(link => !document.LeadsSomewhere(link))];

        Assert.Empty(broken);
    }

    /// <summary>What a merge has left, and a reader would find.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Documents_HoldNoMarksOfMerges(string path) =>
        Assert.DoesNotMatch("(?m)^(<{7}|={7}|>{7})( |$)", Document.Load(path).Text);
}
