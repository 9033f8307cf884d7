namespace LinearGen.Generator.Model;

/// <summary>The element type of a layer; the values are those of the runtime's enum of the same name.</summary>
internal enum Precision
{
    /// <summary><see cref="float"/>.</summary>
    Single = 0,

    /// <summary><see cref="double"/>.</summary>
    Double = 1,
}
