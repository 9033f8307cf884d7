using System.Xml.Linq;
using LinearGen.Package.Tests.Projects;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What is in the package LinearGen.Onnx, and a project that uses it.</summary>
[Trait("Category", "Full")]
[Collection(SharedPackages.Name)]
public sealed class OnnxPackageTests(PackedProducts products)
{
    private const string Id = "LinearGen.Onnx";

    private PackageFile Package => new(products.PackageFile(Id));

    [Fact]
    public void ThePackage_HoldsOneAssembly() => Assert.Equal(
        [
            "CHANGELOG.md",
            "LinearGen.Onnx.nuspec",
            "README.md",
            "icon.png",
            "lib/net10.0/LinearGen.Onnx.dll",
            "lib/net10.0/LinearGen.Onnx.xml",
            "lib/net9.0/LinearGen.Onnx.dll",
            "lib/net9.0/LinearGen.Onnx.xml",
        ],
        Package.Entries);

    [Fact]
    public void ThePackage_SaysWhatItIs() => Package.SaysWhatItIs(Id, products.Version);

    /// <summary>It looks into the runtime's own classes: no other version's are known to fit.</summary>
    [Fact]
    public void ThePackage_AsksForTheRuntimeOfItsOwnVersion()
    {
        XElement[] groups = [.. Package.Specification(Id).Descendants().Where(element => element.Name.LocalName == "group")];

        Assert.Equal(["net10.0", "net9.0"], groups.Select(group => group.Attribute("targetFramework")!.Value));
        Assert.All(groups, group => Assert.Equal(
            [("Google.Protobuf", "3.25.1"), ("LinearGen", $"[{products.Version}]")],
            group.Elements().Select(dependency => (dependency.Attribute("id")!.Value, dependency.Attribute("version")!.Value)).Order()));
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void TheAssembly_IsReproducible(string framework) => Package.IsReproducible($"lib/{framework}/LinearGen.Onnx.dll");

    [Fact]
    public async Task ANewProject_WritesAFile()
    {
        NewProject project = new NewProject(products, "Writer", "net10.0")
            .WithProgram("Onnx.cs")
            .WithLines($"<ItemGroup><PackageReference Include=\"{Id}\" Version=\"{products.Version}\" /></ItemGroup>");

        (await project.BuildAsync()).Expect("dotnet build");
        Assert.Equal("True\n", (await project.RunAsync("net10.0")).Expect("dotnet run").Output);
    }
}
