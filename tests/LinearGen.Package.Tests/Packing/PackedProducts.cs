using System.Xml.Linq;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Packing;

/// <summary>
/// The packages (those of the tool, of ONNX and of MPI in the full suite alone), made once for all tests under a version that nobody has seen before, and a folder outside the repository
/// where projects can be made of them. What NuGet unpacks stays in that folder as well; what the user's own folder of packages
/// holds already is only read.
/// </summary>
public sealed class PackedProducts : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lineargen-packages-");

    /// <summary>The version of all packages.</summary>
    internal string Version { get; } = $"{ReleasedVersion()}-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The folder with the packages: a feed.</summary>
    internal string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>Where NuGet unpacks.</summary>
    internal string Packages => Path.Combine(_folder.FullName, "packages");

    /// <summary>Where NuGet unpacks for the user.</summary>
    internal static string UsersPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Where compiled things are kept from run to run, if that folder can be written to.</summary>
    internal string Artifacts
    {
        get
        {
            string besideTests = Path.Combine(AppContext.BaseDirectory, "artifacts");
            try
            {
                Directory.CreateDirectory(besideTests);
                File.WriteAllText(Path.Combine(besideTests, "writable"), "");
                return besideTests;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return NewFolder("artifacts");
            }
        }
    }

    /// <summary>A new, empty folder.</summary>
    internal string NewFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>The file of a package.</summary>
    internal string PackageFile(string id, string extension = "nupkg") => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    /// <summary>Makes the packages, as they are released.</summary>
    public async Task InitializeAsync()
    {
        string artifacts = Artifacts;
        foreach (string project in (string[])(Suite.IsFull ? ["LinearGen.Runtime", "LinearGen.Templates", "LinearGen.Mpi", "LinearGen.Onnx", "LinearGen.Tool"] : ["LinearGen.Runtime", "LinearGen.Templates"]))
        {
            CommandResult packed = await DotNet.RunAsync(
                Repository.Root,
                packages: null,
                ["pack", Path.Combine("src", project), "-c", "Release", "--artifacts-path", artifacts, "-o", Feed, $"-p:PackageVersion={Version}"]);
            packed.Expect($"dotnet pack src/{project}");
            Assert.DoesNotContain("warning", packed.Output, StringComparison.Ordinal);
        }

        new XElement(
            "configuration",
            new XElement("packageSources", new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", Feed))),
            new XElement("fallbackPackageFolders", new XElement("add", new XAttribute("key", "user"), new XAttribute("value", UsersPackages))))
            .Save(Path.Combine(_folder.FullName, "nuget.config"));

        // Nothing above the temporary folder may have a say either.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            new XElement("Project").Save(Path.Combine(_folder.FullName, name));
        }
    }

    /// <summary>Removes all of it.</summary>
    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static string ReleasedVersion() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
}

/// <summary>Tests that share the packages, and run one after the other: each of them is a build that takes all processors.</summary>
[CollectionDefinition(SharedPackages.Name)]
public sealed class SharedPackages : ICollectionFixture<PackedProducts>
{
    /// <summary>What test classes name.</summary>
    public const string Name = "Packed";
}
