using System.IO.Compression;
using System.Xml.Linq;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Packing;

/// <summary>A package, and what is asked of each of them.</summary>
/// <param name="path">Where it lies.</param>
internal sealed class PackageFile(string path)
{
    /// <summary>The files in it, without what NuGet adds for itself.</summary>
    public IReadOnlyList<string> Entries
    {
        get
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            return [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsNuGets(name)).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The bytes of a file in it.</summary>
    public byte[] Read(string entry)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream stream = package.GetEntry(entry)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>What it says of itself to NuGet.</summary>
    public XDocument Specification(string id)
    {
        using MemoryStream stream = new(Read($"{id}.nuspec"));
        return XDocument.Load(stream);
    }

    /// <summary>Checks that a gallery can show name, licence, authors, picture and the rest.</summary>
    public void SaysWhatItIs(string id, string version)
    {
        XElement metadata = Specification(id).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement Element(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

        Assert.Equal(id, Element("id").Value);
        Assert.Equal(version, Element("version").Value);
        Assert.Equal("MIT", Element("license").Value);
        Assert.Equal("README.md", Element("readme").Value);
        Assert.Equal("icon.png", Element("icon").Value);
        Assert.Superset(new HashSet<string>(["README.md", "CHANGELOG.md", "icon.png"]), Entries.ToHashSet());
        Assert.StartsWith("https://", Element("projectUrl").Value, StringComparison.Ordinal);
        Assert.StartsWith("https://", Element("repository").Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.All(["authors", "description", "tags", "copyright", "releaseNotes"], name => Assert.NotEmpty(Element(name).Value));
    }

    /// <summary>Checks that an assembly is deterministic and names sources from the repository's root on: the same commit gives the same bytes in any folder.</summary>
    public void IsReproducible(string entry)
    {
        AssemblyFile assembly = new(Read(entry));

        Assert.True(assembly.IsDeterministic);
        Assert.False(assembly.Names(Repository.Root), $"{entry} names the folder that it was built in.");
        Assert.All(assembly.EmbeddedSymbols?.Sources ?? [], source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    private static bool IsNuGets(string name) =>
        name is "_rels/.rels" or "[Content_Types].xml" || name.StartsWith("package/services/", StringComparison.Ordinal);
}
