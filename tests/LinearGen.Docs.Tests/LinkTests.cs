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
}
