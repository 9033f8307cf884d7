namespace LinearGen.Generator.Model;

/// <summary>The element type of a layer; the values are those of the runtime's enum of the same name.</summary>
internal enum Precision
{
    /// <summary><see cref="float"/>.</summary>
    Single = 0,

    /// <summary><see cref="double"/>.</summary>
    Double = 1,
}

/// <summary>The properties of element types that the printers need.</summary>
internal static class PrecisionTraits
{
    /// <summary>Bytes of an element.</summary>
    public static int Bytes(this Precision precision) => precision == Precision.Double ? sizeof(double) : sizeof(float);

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public static string Keyword(this Precision precision) => precision == Precision.Double ? "double" : "float";
}
