using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>What a project needs for an imported class: the lines that are printed, and where Load() looks.</summary>
public class ProjectTests
{
    private static readonly string Model = TestData.Path("Models", "linear_2_3.onnx");

    [Theory]
    [InlineData(".", """<None Update="Net.safetensors" CopyToOutputDirectory="PreserveNewest" />""")]
    [InlineData("Models/Of others", """<None Update="Models/Of others/Net.safetensors" TargetPath="Net.safetensors" CopyToOutputDirectory="PreserveNewest" />""")]
    [InlineData("a&b;$(c)", """<None Update="a&amp;b%3B%24%28c%29/Net.safetensors" TargetPath="Net.safetensors" CopyToOutputDirectory="PreserveNewest" />""")]
    public void Lines_NameTheWeightsFromTheProjectFile(string folder, string line)
    {
        using TemporaryFolder project = new();
        File.WriteAllText(project["App.csproj"], """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="LinearGen" Version="0.1.0" /></ItemGroup></Project>""");
        string output = Import(project[folder]);
        Assert.EndsWith($"in App.csproj:\n  <ItemGroup>\n    {line}\n  </ItemGroup>\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectWithoutThePackage_IsTold()
    {
        using TemporaryFolder project = new();
        File.WriteAllText(project["App.csproj"], """<Project Sdk="Microsoft.NET.Sdk" />""");
        Assert.EndsWith("  </ItemGroup>\nApp.csproj needs the package LinearGen: dotnet add package LinearGen\n", Import(project["Models"]), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAProject_TheLineIsForOneInTheSameFolder()
    {
        using TemporaryFolder folder = new();
        Assert.EndsWith("from the project file:\n  <ItemGroup>\n    <None Update=\"Net.safetensors\" CopyToOutputDirectory=\"PreserveNewest\" />\n  </ItemGroup>\n", Import(folder.Root), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LooksBesideTheProgram()
    {
        using TemporaryFolder folder = new();
        string name = $"Beside{Guid.NewGuid():N}", besideTests = Path.Combine(AppContext.BaseDirectory, name + ".safetensors");
        ToolRun.ImportAs(name, Model, folder);
        CompiledClass written = CompiledClass.All(folder, edit: null, name)[0];

        string message = Assert.Throws<FileNotFoundException>(written.Load).Message;
        Assert.StartsWith($"'{besideTests}' is not there.", message, StringComparison.Ordinal);
        Assert.Contains("""CopyToOutputDirectory="PreserveNewest" """.TrimEnd(), message, StringComparison.Ordinal);

        File.Copy(folder[name + ".safetensors"], besideTests);
        try
        {
            Assert.Null(CompiledClass.SelfTest(written.Load()));
        }
        finally
        {
            File.Delete(besideTests);
        }
    }

    private static string Import(string folder)
    {
        ToolRun run = ToolRun.Of("import", Model, "--namespace", "Acme", "--class", "Net", "--folder", folder);
        Assert.Equal("", run.Error);
        return run.Output.ReplaceLineEndings("\n");
    }
}
