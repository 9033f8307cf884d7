using System.IO.Compression;
using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What is in the packages, and nothing else.</summary>
[Collection(SharedPackages.Name)]
public sealed class PackageContentTests(PackedProducts products)
{
    private static readonly string[] Frameworks = ["net10.0", "net9.0"];

    [Fact]
    public void ThePackage_HoldsRuntimeGeneratorAndFixes() => Assert.Equal(
        [
            "CHANGELOG.md",
            "LinearGen.nuspec",
            "README.md",
            "analyzers/dotnet/roslyn4.14/cs/LinearGen.CodeFixes.dll",
            "analyzers/dotnet/roslyn4.14/cs/LinearGen.Generator.dll",
            "analyzers/dotnet/roslyn4.8/cs/LinearGen.Generator.dll",
            "buildTransitive/LinearGen.props",
            "buildTransitive/LinearGen.targets",
            "lib/net10.0/LinearGen.Runtime.dll",
            "lib/net10.0/LinearGen.Runtime.xml",
            "lib/net9.0/LinearGen.Runtime.dll",
            "lib/net9.0/LinearGen.Runtime.xml",
        ],
        Entries(products.PackageFile("LinearGen")));

    [Fact]
    public void TheSymbols_AreOfBothFrameworks() => Assert.Equal(
        ["LinearGen.nuspec", "lib/net10.0/LinearGen.Runtime.pdb", "lib/net9.0/LinearGen.Runtime.pdb"],
        Entries(products.PackageFile("LinearGen", "snupkg")));

    [Fact]
    public void TheToolsPackage_HoldsTheToolAndWhatItNeeds()
    {
        IReadOnlyList<string> entries = Entries(products.PackageFile("LinearGen.Tool"));

        Assert.Contains("README.md", entries);
        string[] expected = ["DotnetToolSettings.xml", "LinearGen.Runtime.dll", "lineargen.dll", "lineargen.runtimeconfig.json"];
        Assert.All(expected, file => Assert.Contains($"tools/net9.0/any/{file}", entries));
        Assert.DoesNotContain(entries, entry => entry.Contains("LinearGen.Generator", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LinearGen")]
    [InlineData("LinearGen.Tool")]
    public void ThePackage_SaysWhatItIs(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(products.PackageFile(id));
        using Stream stream = package.GetEntry($"{id}.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

        Assert.Equal(id, Element("id").Value);
        Assert.Equal(products.Version, Element("version").Value);
        Assert.Equal("MIT", Element("license").Value);
        Assert.Equal("README.md", Element("readme").Value);
        Assert.StartsWith("https://", Element("projectUrl").Value, StringComparison.Ordinal);
        Assert.StartsWith("https://", Element("repository").Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.All(["authors", "description", "tags", "copyright"], name => Assert.NotEmpty(Element(name).Value));
    }

    [Fact]
    public void ThePackage_DependsOnTensorPrimitivesAlone()
    {
        using ZipArchive package = ZipFile.OpenRead(products.PackageFile("LinearGen"));
        using Stream stream = package.GetEntry("LinearGen.nuspec")!.Open();
        XElement[] groups = [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "group")];

        Assert.Equal(Frameworks, groups.Select(group => group.Attribute("targetFramework")!.Value));
        Assert.All(groups, group => Assert.Equal("System.Numerics.Tensors", Assert.Single(group.Elements()).Attribute("id")!.Value));
    }

    /// <summary>The analyzer that holds the surface to what is declared looks at Debug builds alone.</summary>
    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void EachFramework_HasTheSurfaceOfADebugBuild(string framework)
    {
        using MemoryStream assembly = new(Read("LinearGen", $"lib/{framework}/LinearGen.Runtime.dll"));
        AssemblyLoadContext context = new(framework, isCollectible: true);

        Assert.Equal(PublicMembers(typeof(LinearLayerAttribute).Assembly), PublicMembers(context.LoadFromStream(assembly)));
    }

    [Fact]
    public void TheGenerator_IsTheSameForBothCompilers() => Assert.Equal(
        Read("LinearGen", "analyzers/dotnet/roslyn4.8/cs/LinearGen.Generator.dll"),
        Read("LinearGen", "analyzers/dotnet/roslyn4.14/cs/LinearGen.Generator.dll"));

    /// <summary>Deterministic, and sources named from the repository's root on: the same commit gives the same bytes in any folder.</summary>
    [Theory]
    [InlineData("LinearGen", "lib/net9.0/LinearGen.Runtime.dll")]
    [InlineData("LinearGen", "lib/net10.0/LinearGen.Runtime.dll")]
    [InlineData("LinearGen", "analyzers/dotnet/roslyn4.8/cs/LinearGen.Generator.dll")]
    [InlineData("LinearGen", "analyzers/dotnet/roslyn4.14/cs/LinearGen.CodeFixes.dll")]
    [InlineData("LinearGen.Tool", "tools/net9.0/any/lineargen.dll")]
    public void AnAssembly_IsReproducible(string id, string entry)
    {
        AssemblyFile assembly = new(Read(id, entry));

        Assert.True(assembly.IsDeterministic);
        Assert.False(assembly.Names(Testing.Repository.Root), $"{entry} names the folder that it was built in.");
        Assert.All(assembly.EmbeddedSources, source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void Symbols_NameSourcesFromTheRootOn(string framework)
    {
        using ZipArchive symbols = ZipFile.OpenRead(products.PackageFile("LinearGen", "snupkg"));
        using MemoryStream copy = new(Read(symbols, $"lib/{framework}/LinearGen.Runtime.pdb"));

        IReadOnlyList<string> sources = AssemblyFile.Sources(copy);

        Assert.Contains("/_/src/LinearGen.Runtime/Training/Trainer.cs", sources);
        Assert.All(sources, source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    /// <summary>The files, without what NuGet adds for itself.</summary>
    private static IReadOnlyList<string> Entries(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsNuGets(name)).Order(StringComparer.Ordinal)];
    }

    private static bool IsNuGets(string name) =>
        name is "_rels/.rels" or "[Content_Types].xml" || name.StartsWith("package/services/", StringComparison.Ordinal);

    /// <summary>Public types with what they derive from, and their public members.</summary>
    private static IEnumerable<string> PublicMembers(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => type.GetMembers().Select(member => $"{type}: {member}").Append($"{type}: {type.BaseType} {string.Join(' ', type.GetInterfaces().Select(face => face.ToString()))}"))
        .Order(StringComparer.Ordinal);

    private byte[] Read(string id, string entry)
    {
        using ZipArchive package = ZipFile.OpenRead(products.PackageFile(id));
        return Read(package, entry);
    }

    private static byte[] Read(ZipArchive archive, string entry)
    {
        using Stream stream = archive.GetEntry(entry)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
