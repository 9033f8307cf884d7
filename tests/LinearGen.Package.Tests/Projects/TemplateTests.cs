using System.Globalization;
using System.Text.RegularExpressions;
using LinearGen.Package.Tests.Packing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>Projects that <c>dotnet new lineargen</c> makes.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed partial class TemplateTests(PackedProducts products)
{
    private const int LeastAccuracy = 95;

    /// <summary>A name that is no identifier: the namespace is one all the same.</summary>
    [Theory]
    [InlineData("My.Net-1", "My.Net_1", "net10.0")]
    [InlineData("2nd net", "_2nd_net", "net9.0")]
    public async Task ANewProject_BuildsWithoutWarnings_AndItsNetworkLearns(string name, string expectedNamespace, string framework)
    {
        string folder = products.NewFolder($"template-{framework}"), hive = products.NewFolder($"hive-{framework}");
        Task<CommandResult> Run(params IEnumerable<string> arguments) => DotNet.RunAsync(folder, products.Packages, arguments);

        (await Run("new", "install", products.PackageFile("LinearGen.Templates"), "--debug:custom-hive", hive)).Expect("dotnet new install");
        (await Run("new", "lineargen", "-n", name, "--framework", framework, "--no-restore", "--debug:custom-hive", hive)).Expect("dotnet new lineargen");
        string project = Path.Combine(folder, name);
        Assert.Equivalent((string[])["Program.cs", "SpiralClassifier.cs", $"{name}.csproj"], Directory.GetFiles(project).Select(Path.GetFileName), strict: true);
        Assert.Contains($"\nnamespace {expectedNamespace};", File.ReadAllText(Path.Combine(project, "SpiralClassifier.cs")).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // Another framework's start would be one more package to fetch.
        (await Run("build", name, "-c", "Release", "-warnaserror", "-p:UseAppHost=false")).Expect("The build");
        CommandResult run = (await DotNet.RunAsync(project, packages: null, ["exec", "--roll-forward", "Major", Path.Combine("bin", "Release", framework, name + ".dll")])).Expect("The program");

        Match printed = Printed().Match(run.Output.ReplaceLineEndings("\n"));
        Assert.True(printed.Success, run.Output);
        Assert.InRange(int.Parse(printed.Groups["accuracy"].Value, CultureInfo.InvariantCulture), LeastAccuracy, 100);
        Assert.True(File.Exists(Path.Combine(project, "spirals.safetensors")));
    }

    [GeneratedRegex(
        @"^SpiralClassifier 2→32→32→2, 1218 parameters\nTrained \d+ epochs in \S+ s; epoch \d+ was the best\nAccuracy: (?<accuracy>\d+)\D.*\n\(.*\) lies on spiral [01]\nA prediction takes \d+ ns\n$")]
    private static partial Regex Printed();
}
