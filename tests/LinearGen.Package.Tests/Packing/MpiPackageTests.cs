using System.Xml.Linq;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What is in the package of the exchange over MPI: no MPI library, which is the machine's own.</summary>
[Trait("Category", "Full")]
[Collection(SharedPackages.Name)]
public sealed class MpiPackageTests(PackedProducts products)
{
    private const string Id = "LinearGen.Mpi";

    private PackageFile Package => new(products.PackageFile(Id));

    [Fact]
    public void ThePackage_HoldsTheLibraryAlone() => Assert.Equal(
        [
            "CHANGELOG.md",
            "LinearGen.Mpi.nuspec",
            "README.md",
            "icon.png",
            "lib/net10.0/LinearGen.Mpi.dll",
            "lib/net10.0/LinearGen.Mpi.xml",
            "lib/net9.0/LinearGen.Mpi.dll",
            "lib/net9.0/LinearGen.Mpi.xml",
        ],
        Package.Entries);

    [Fact]
    public void ThePackage_SaysWhatItIs() => Package.SaysWhatItIs(Id, products.Version);

    [Fact]
    public void ThePackage_DependsOnTheRuntimeOfItsVersion()
    {
        XElement[] groups = [.. Package.Specification(Id).Descendants().Where(element => element.Name.LocalName == "group")];

        Assert.Equal(["net10.0", "net9.0"], groups.Select(group => group.Attribute("targetFramework")!.Value));
        Assert.All(groups, group =>
        {
            Dictionary<string, string> versions = group.Elements().ToDictionary(dependency => dependency.Attribute("id")!.Value, dependency => dependency.Attribute("version")!.Value);
            Assert.Equal(["LinearGen", "System.Numerics.Tensors"], versions.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(products.Version, versions["LinearGen"]);
        });
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void TheLibrary_IsReproducible(string framework) => Package.IsReproducible($"lib/{framework}/LinearGen.Mpi.dll");
}
