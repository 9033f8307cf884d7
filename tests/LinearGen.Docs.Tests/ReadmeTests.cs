namespace LinearGen.Docs.Tests;

public class ReadmeTests
{
    private static readonly Document Readme = Document.Load("README.md");

    [Fact]
    public void ExamplesAreFollowedByWhatTheyPrint()
    {
        int[] examples = [.. ExampleTests.PlacesOfExamples(Readme)];

        Assert.NotEmpty(examples);
        Assert.All(examples, place => Assert.Equal("text", Readme.Blocks[place + 1].Language));
    }

    [Fact]
    public void Commands_AreWhatContinuousIntegrationRuns()
    {
        string script = Document.Load(".ci/run").Text;

        Block commands = Assert.Single(Readme.Blocks, block => block.Language == "sh");
        Assert.All(commands.Text.TrimEnd().Split('\n'), command => Assert.Contains(command, script));
    }
}
