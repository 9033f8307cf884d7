namespace LinearGen.Onnx.Tensors;

/// <summary>The element types that are read, numbered as in the format; 0 is one that is not known.</summary>
internal enum ElementType
{
    Unknown = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>The properties of element types.</summary>
internal static class ElementTypes
{
    /// <summary>Whether it holds real numbers.</summary>
    public static bool IsFloat(this ElementType type) => type is ElementType.Float or ElementType.Float16 or ElementType.Double or ElementType.BFloat16;

    /// <summary>Whether it holds integers of many digits, which inputs may be before a Cast.</summary>
    public static bool IsInteger(this ElementType type) => type is ElementType.Int32 or ElementType.Int64;

    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 => 4,
        _ => 8,
    };

    /// <summary>As messages call it, with the number that the format has for those that are not read.</summary>
    public static string Display(int type) => Enum.IsDefined((ElementType)type) && type != 0 ? ((ElementType)type).ToString().ToLowerInvariant() : $"type {type}";

    public static string Display(this ElementType type) => Display((int)type);
}
