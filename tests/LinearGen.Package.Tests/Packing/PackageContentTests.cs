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
            "buildTransitive/net9.0/LinearGen.live.globalconfig",
            "buildTransitive/net9.0/LinearGen.targets",
            "icon.png",
            "lib/net10.0/LinearGen.Runtime.dll",
            "lib/net10.0/LinearGen.Runtime.xml",
            "lib/net9.0/LinearGen.Runtime.dll",
            "lib/net9.0/LinearGen.Runtime.xml",
        ],
        Runtime.Entries);

    [Fact]
    public void TheSymbols_AreOfBothFrameworks() => Assert.Equal(
        ["LinearGen.nuspec", "lib/net10.0/LinearGen.Runtime.pdb", "lib/net9.0/LinearGen.Runtime.pdb"],
        Symbols.Entries);

    [Fact]
    public void ThePackage_SaysWhatItIs() => Runtime.SaysWhatItIs("LinearGen", products.Version);

    [Fact]
    public void ThePackage_DependsOnTensorPrimitivesAlone()
    {
        XElement[] groups = [.. Runtime.Specification("LinearGen").Descendants().Where(element => element.Name.LocalName == "group")];

        Assert.Equal(Frameworks, groups.Select(group => group.Attribute("targetFramework")!.Value));
        Assert.All(groups, group => Assert.Equal("System.Numerics.Tensors", Assert.Single(group.Elements()).Attribute("id")!.Value));
    }

    /// <summary>The analyzer that holds the surface to what is declared looks at Debug builds alone.</summary>
    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void EachFramework_HasTheSurfaceOfADebugBuild(string framework)
    {
        using MemoryStream assembly = new(Runtime.Read($"lib/{framework}/LinearGen.Runtime.dll"));
        AssemblyLoadContext context = new(framework, isCollectible: true);

        Assert.Equal(PublicMembers(typeof(LinearLayerAttribute).Assembly), PublicMembers(context.LoadFromStream(assembly)));
    }

    [Fact]
    public void TheGenerator_IsTheSameForBothCompilers() => Assert.Equal(
        Runtime.Read("analyzers/dotnet/roslyn4.8/cs/LinearGen.Generator.dll"),
        Runtime.Read("analyzers/dotnet/roslyn4.14/cs/LinearGen.Generator.dll"));

    [Theory]
    [InlineData("lib/net9.0/LinearGen.Runtime.dll")]
    [InlineData("lib/net10.0/LinearGen.Runtime.dll")]
    [InlineData("analyzers/dotnet/roslyn4.8/cs/LinearGen.Generator.dll")]
    [InlineData("analyzers/dotnet/roslyn4.14/cs/LinearGen.CodeFixes.dll")]
    public void AnAssembly_IsReproducible(string entry) => Runtime.IsReproducible(entry);

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void Symbols_NameSourcesFromTheRootOn(string framework)
    {
        IReadOnlyList<string> sources = SymbolFile.Read(Symbols.Read($"lib/{framework}/LinearGen.Runtime.pdb")).Sources;

        Assert.Contains("/_/src/LinearGen.Runtime/Training/Trainer.cs", sources);
        Assert.All(sources, source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    private PackageFile Runtime => new(products.PackageFile("LinearGen"));

    private PackageFile Symbols => new(products.PackageFile("LinearGen", "snupkg"));

    /// <summary>Public types with what they derive from, and their public members.</summary>
    private static IEnumerable<string> PublicMembers(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => type.GetMembers().Select(member => $"{type}: {member}").Append($"{type}: {type.BaseType} {string.Join(' ', type.GetInterfaces().Select(face => face.ToString()))}"))
        .Order(StringComparer.Ordinal);
}
