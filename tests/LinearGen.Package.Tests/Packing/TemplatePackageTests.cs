using System.Text;
using System.Xml.Linq;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What is in the package of templates, and nothing else.</summary>
[Collection(SharedPackages.Name)]
public sealed class TemplatePackageTests(PackedProducts products)
{
    private const string Id = "LinearGen.Templates";

    private PackageFile Package => new(products.PackageFile(Id));

    [Fact]
    public void ThePackage_HoldsTheTemplate() => Assert.Equal(
        [
            "CHANGELOG.md",
            "LinearGen.Templates.nuspec",
            "README.md",
            "content/Console/.template.config/dotnetcli.host.json",
            "content/Console/.template.config/template.json",
            "content/Console/Company.Network-1.csproj",
            "content/Console/Program.cs",
            "content/Console/SpiralClassifier.cs",
            "icon.png",
        ],
        Package.Entries);

    [Fact]
    public void ThePackage_SaysWhatItIs()
    {
        Package.SaysWhatItIs(Id, products.Version);

        XElement[] elements = [.. Package.Specification(Id).Descendants()];
        Assert.Equal("Template", Assert.Single(elements, element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
        Assert.DoesNotContain(elements, element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void AProjectOfTheTemplate_RefersToThePackageOfItsOwnVersion()
    {
        XDocument project = XDocument.Parse(Encoding.UTF8.GetString(Package.Read("content/Console/Company.Network-1.csproj")));

        XElement reference = Assert.Single(project.Descendants("PackageReference"));
        Assert.Equal(("LinearGen", products.Version), (reference.Attribute("Include")!.Value, reference.Attribute("Version")!.Value));
    }
}
