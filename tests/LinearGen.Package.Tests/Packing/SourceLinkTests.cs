using System.Xml.Linq;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Packing;

/// <summary>Packages of a clone whose origin is the public repository: debuggers find the sources of the very commit.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed class SourceLinkTests(PackedProducts products)
{
    private const string PublicRepository = "https://github.com/lineargen/lineargen";

    [SkippableFact]
    public async Task PackagesOfAClone_NameItsCommit_AndWhereItsSourcesAre()
    {
        Skip.IfNot(Path.Exists(Path.Combine(Repository.Root, ".git")), "The repository is a copy without its history.");
        string clone = products.NewFolder("clone"), feed = products.NewFolder("feed-of-clone");
        await Git(clone, "clone", "--quiet", "--no-hardlinks", Repository.Root, ".");
        await Git(clone, "remote", "set-url", "origin", PublicRepository);
        string commit = (await Git(clone, "rev-parse", "HEAD")).Output.Trim();

        (await DotNet.RunAsync(clone, packages: null, ["build", "src/Packages.proj", $"-p:Feed={feed}", $"-p:PackageVersion={products.Version}"])).Expect("Packing");

        string link = $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/lineargen/lineargen/{{{commit}}}/*"}}""";
        PackageFile Package(string id, string extension = "nupkg") => new(Path.Combine(feed, $"{id}.{products.Version}.{extension}"));
        Assert.All(["net9.0", "net10.0"], framework => Assert.Equal(link, SymbolFile.Read(Package("LinearGen", "snupkg").Read($"lib/{framework}/LinearGen.Runtime.pdb")).SourceLink));
        Assert.All(["Generator", "CodeFixes"], name => Assert.Equal(link, new AssemblyFile(Package("LinearGen").Read($"analyzers/dotnet/roslyn4.14/cs/LinearGen.{name}.dll")).EmbeddedSymbols?.SourceLink));
        Assert.All(["net9.0", "net10.0"], framework => Assert.Equal(link, SymbolFile.Read(Package("LinearGen.Mpi", "snupkg").Read($"lib/{framework}/LinearGen.Mpi.pdb")).SourceLink));
        Assert.All(["net9.0", "net10.0"], framework => Assert.Equal(link, SymbolFile.Read(Package("LinearGen.Onnx", "snupkg").Read($"lib/{framework}/LinearGen.Onnx.pdb")).SourceLink));
        Assert.All(["lineargen", "LinearGen.Onnx", "LinearGen.Runtime"], name => Assert.Equal(link, SymbolFile.Read(Package("LinearGen.Tool").Read($"tools/net9.0/any/{name}.pdb")).SourceLink));
        Assert.All(["LinearGen", "LinearGen.Mpi", "LinearGen.Onnx", "LinearGen.Tool", "LinearGen.Templates"], id =>
        {
            XElement repository = Package(id).Specification(id).Descendants().Single(element => element.Name.LocalName == "repository");
            Assert.Equal((PublicRepository, commit), (repository.Attribute("url")!.Value, repository.Attribute("commit")!.Value));
        });
    }

    private static async Task<CommandResult> Git(string folder, params string[] arguments) =>
        (await DotNet.RunAsync("git", folder, packages: null, arguments)).Expect($"git {arguments[0]}");
}
