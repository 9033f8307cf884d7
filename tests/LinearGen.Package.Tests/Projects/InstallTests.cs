using System.Text.RegularExpressions;
using LinearGen.Package.Tests.Packing;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>The commands that the README gives for installing from a clone, in another folder and with nothing of the user's.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed partial class InstallTests(PackedProducts products)
{
    private const string FolderOfReadme = "../models";

    private readonly string _home = products.NewFolder("home");

    private readonly string _packages = products.NewFolder("installed");

    [Fact]
    public async Task TheCommandsOfTheReadme_LeadToARunningProgram_PackageAndTool()
    {
        string repository = products.NewFolder("repository of a user"), folder = Path.Combine(repository, "models with a space"), feed = products.NewFolder("installed-feed");
        string[] commands = Commands();

        // A folder of a repository, where tools would rather be named at the root.
        Directory.CreateDirectory(Path.Combine(repository, ".git"));
        File.WriteAllText(Path.Combine(repository, "Everything.sln"), "");
        Directory.CreateDirectory(folder);

        // A folder that has settings already, and none of the sources above it: the package can come from the installed feed alone.
        File.WriteAllText(Path.Combine(folder, "NuGet.Config"), "<configuration><packageSources><clear /></packageSources></configuration>");

        string install = Assert.Single(commands, command => command.StartsWith("dotnet build src/Packages.proj ", StringComparison.Ordinal));
        string[] isolated =
        [
            "--artifacts-path", products.Artifacts, $"-p:Feed={feed}", $"-p:PackageVersion={products.Version}", $"-p:RestoreFallbackFolders={PackedProducts.UsersPackages}",
        ];

        // Twice, as after a later pull.
        for (int time = 0; time < 2; time++)
        {
            CommandResult installed = await Run(Repository.Root, [.. ArgumentsOf(install, folder), .. isolated]);
            Assert.DoesNotContain("warning", installed.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal($"cd {FolderOfReadme}", commands[Array.IndexOf(commands, install) + 1]);
        List<string> printed = [];
        foreach (string command in commands[(Array.IndexOf(commands, install) + 2)..])
        {
            printed.Add((await Run(folder, ArgumentsOf(command, folder))).Output);
        }

        Assert.Contains("A prediction takes", printed[^1], StringComparison.Ordinal);

        await Run(folder, ["new", "console", "-n", "Existing", "--no-restore"]);
        await Run(folder, ["add", "Existing", "package", "LinearGen", "--version", products.Version]);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Programs", "Training.cs"), Path.Combine(folder, "Existing", "Program.cs"), overwrite: true);
        Assert.Contains("learned", (await Run(folder, ["run", "--project", "Existing"])).Output, StringComparison.Ordinal);
        Assert.Contains("lineargen", (await Run(folder, ["lineargen", "--help"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAFolder_InstallingSaysWhatIsMissing()
    {
        CommandResult run = await DotNet.RunAsync(Repository.Root, packages: null, ["build", "src/Packages.proj", "-t:Install"]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Folder is not set; expected", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("->", run.Output, StringComparison.Ordinal);
    }

    private async Task<CommandResult> Run(string folder, IReadOnlyList<string> arguments) =>
        (await DotNet.RunAsync(DotNet.Path, folder, _packages, arguments, _home)).Expect($"dotnet {string.Join(' ', arguments)}");

    /// <summary>The commands below the README's heading Install.</summary>
    private static string[] Commands()
    {
        Match block = InstallBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"));
        Assert.True(block.Success, "The README has no commands below its heading Install.");
        return block.Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] ArgumentsOf(string command, string folder)
    {
        Assert.StartsWith("dotnet ", command, StringComparison.Ordinal);
        return [.. command.Split(' ').Skip(1).Select(argument => argument.Replace(FolderOfReadme, folder, StringComparison.Ordinal))];
    }

    [GeneratedRegex("(?s)\n## Install\n((?!\n## ).)*?\n```sh\n(?<commands>.*?)```")]
    private static partial Regex InstallBlock();
}
