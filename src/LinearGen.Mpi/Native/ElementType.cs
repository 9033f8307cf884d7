namespace LinearGen.Mpi.Native;

/// <summary>What a message consists of: MPI's datatypes, as far as they are used.</summary>
internal enum ElementType
{
    /// <summary>MPI_BYTE.</summary>
    Byte,

    /// <summary>MPI_FLOAT.</summary>
    Single,

    /// <summary>MPI_DOUBLE.</summary>
    Double,
}

/// <summary>Finds the element type of a C# type.</summary>
internal static class ElementTypes
{
    /// <summary>The element type of gradients.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="NotSupportedException">T is another type.</exception>
    public static ElementType Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.Single
        : typeof(T) == typeof(double) ? ElementType.Double
        : throw new NotSupportedException($"Gradients of {typeof(T).Name} cannot be exchanged; expected float or double.");
}
