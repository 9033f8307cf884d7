namespace LinearGen;

/// <summary>The element types that safetensors files name.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, (string Name, int Bits)> Known = new(StringComparer.Ordinal)
    {
        ["BOOL"] = ("BOOL", 8),
        ["F4"] = ("F4", 4),
        ["F6_E2M3"] = ("F6_E2M3", 6),
        ["F6_E3M2"] = ("F6_E3M2", 6),
        ["U8"] = ("U8", 8),
        ["I8"] = ("I8", 8),
        ["F8_E5M2"] = ("F8_E5M2", 8),
        ["F8_E4M3"] = ("F8_E4M3", 8),
        ["F8_E8M0"] = ("F8_E8M0", 8),
        ["I16"] = ("I16", 16),
        ["U16"] = ("U16", 16),
        ["F16"] = ("F16", 16),
        ["BF16"] = ("BF16", 16),
        ["I32"] = ("I32", 32),
        ["U32"] = ("U32", 32),
        ["F32"] = ("F32", 32),
        ["C64"] = ("C64", 64),
        ["F64"] = ("F64", 64),
        ["I64"] = ("I64", 64),
        ["U64"] = ("U64", 64),
    };

    /// <summary>Bits of an element, or null for a type that is not known: then only its place in the file is checked.</summary>
    public static int? Bits(string name) => Known.TryGetValue(name, out (string, int Bits) type) ? type.Bits : null;

    /// <summary>The same text, one instance for all tensors.</summary>
    public static string Shared(string name) => Known.TryGetValue(name, out (string Name, int) type) ? type.Name : name;
}
