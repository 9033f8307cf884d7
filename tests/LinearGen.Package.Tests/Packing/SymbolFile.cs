using System.Reflection.Metadata;
using System.Text;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What symbols tell a debugger of the sources.</summary>
internal sealed class SymbolFile
{
    /// <summary>The kind of record that holds SourceLink's text, as the format of portable symbols defines it.</summary>
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>Reads everything at once: the reader may go away afterwards.</summary>
    public SymbolFile(MetadataReader reader)
    {
        Sources = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        SourceLink = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(reader.GetCustomDebugInformation)
            .Where(record => reader.GetGuid(record.Kind) == SourceLinkKind)
            .Select(record => Encoding.UTF8.GetString(reader.GetBlobBytes(record.Value)))
            .SingleOrDefault();
    }

    /// <summary>The paths of the source files.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The JSON that maps these paths to addresses; null if there is none.</summary>
    public string? SourceLink { get; }

    /// <summary>Reads the bytes of a .pdb file.</summary>
    public static SymbolFile Read(byte[] bytes)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage([.. bytes]);
        return new(provider.GetMetadataReader());
    }
}
