namespace LinearGen;

/// <summary>The element types that safetensors files name.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, (string Name, int Bits)> Known = new (int Bits, string[] Names)[]
    {
        (4, ["F4"]),
        (6, ["F6_E2M3", "F6_E3M2"]),
        (8, ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0"]),
        (16, ["I16", "U16", "F16", "BF16"]),
        (32, ["I32", "U32", "F32"]),
        (64, ["C64", "F64", "I64", "U64"]),
    }.SelectMany(size => size.Names.Select(name => (name, size.Bits))).ToDictionary(type => type.name, StringComparer.Ordinal);

    /// <summary>Bits of an element, or null for a type that is not known: then only its place in the file is checked.</summary>
    public static int? Bits(string name) => Known.TryGetValue(name, out (string, int Bits) type) ? type.Bits : null;

    /// <summary>An equal text, one instance for all tensors of the type.</summary>
    public static string Shared(string name) => Known.TryGetValue(name, out (string Name, int) type) ? type.Name : name;
}
