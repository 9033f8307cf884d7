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

        Block commands = Assert.Single(Readme.Section("Try it").Blocks, block => block.Language == "sh");
        Assert.All(commands.Text.TrimEnd().Split('\n'), command => Assert.Contains(command, script));
    }

    [Fact]
    public void FullSuite_IsNamed_AndRunByContinuousIntegration()
    {
        const string Command = "dotnet test --settings tests/full.runsettings";

        Assert.Contains($"`{Command}`", Readme.Text, StringComparison.Ordinal);
        Assert.Contains($"\n{Command} ", Document.Load(".ci/run").Text, StringComparison.Ordinal);
    }
}
