namespace LinearGen.Package.Tests.Packing;

/// <summary>What is in the tool's package.</summary>
[Trait("Category", "Full")]
[Collection(SharedPackages.Name)]
public sealed class ToolPackageTests(PackedProducts products)
{
    private const string Id = "LinearGen.Tool";

    private PackageFile Package => new(products.PackageFile(Id));

    [Fact]
    public void ThePackage_HoldsTheToolAndWhatItNeeds()
    {
        IReadOnlyList<string> entries = Package.Entries;

        Assert.Contains("README.md", entries);
        string[] expected = ["DotnetToolSettings.xml", "Google.Protobuf.dll", "LinearGen.Generator.dll", "LinearGen.Onnx.dll", "LinearGen.Runtime.dll", "System.Numerics.Tensors.dll", "lineargen.dll", "lineargen.runtimeconfig.json"];
        Assert.All(expected, file => Assert.Contains($"tools/net9.0/any/{file}", entries));
        Assert.DoesNotContain(entries, entry => entry.Contains("OnnxRuntime", StringComparison.Ordinal));
    }

    [Fact]
    public void ThePackage_SaysWhatItIs() => Package.SaysWhatItIs(Id, products.Version);

    [Fact]
    public void TheTool_IsReproducible() => Package.IsReproducible("tools/net9.0/any/lineargen.dll");
}
