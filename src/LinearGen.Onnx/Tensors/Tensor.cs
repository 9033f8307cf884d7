namespace LinearGen.Onnx.Tensors;

/// <summary>A tensor of known values, row-major. All types are held as double, which all of them fit into (integers: those that sizes have).</summary>
/// <param name="Type">The type of its elements in the file.</param>
/// <param name="Shape">Its dimensions; none for a scalar.</param>
/// <param name="Values">Its elements.</param>
internal sealed record Tensor(ElementType Type, int[] Shape, double[] Values)
{
    public int Rank => Shape.Length;

    /// <summary>Whether there is one element only.</summary>
    public bool IsScalar => Values.Length == 1;

    public static Tensor Of(ElementType type, params double[] values) => new(type, [values.Length], values);

    public static Tensor Scalar(ElementType type, double value) => new(type, [], [value]);

    /// <summary>A tensor of these elements in another shape.</summary>
    public Tensor WithShape(int[] shape) => this with { Shape = shape };

    /// <summary>The number of elements of a shape.</summary>
    public static long Count(IEnumerable<int> shape) => shape.Aggregate(1L, (count, size) => checked(count * size));
}
