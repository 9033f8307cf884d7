using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace LinearGen.Package.Tests.Packing;

/// <summary>What an assembly's bytes tell of how it was built.</summary>
internal sealed class AssemblyFile(byte[] bytes)
{
    /// <summary>Whether the compiler says that the same input gives the same bytes.</summary>
    public bool IsDeterministic
    {
        get
        {
            using PEReader reader = new(Image);
            return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    /// <summary>The symbols inside the assembly; null if they lie elsewhere.</summary>
    public SymbolFile? EmbeddedSymbols
    {
        get
        {
            using PEReader reader = new(Image);
            foreach (DebugDirectoryEntry entry in reader.ReadDebugDirectory())
            {
                if (entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
                {
                    using MetadataReaderProvider symbols = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
                    return new(symbols.GetMetadataReader());
                }
            }

            return null;
        }
    }

    /// <summary>Whether a text is anywhere in it.</summary>
    public bool Names(string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private ImmutableArray<byte> Image => [.. bytes];
}
