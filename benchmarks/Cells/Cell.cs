using System.Globalization;

namespace LinearGen.Benchmarks.Cells;

/// <summary>The shape of a layer.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
internal readonly record struct Shape(int In, int Out)
{
    /// <summary>The shapes that peers are compared on, from the worked example to what no longer fits the second-level cache.</summary>
    public static IReadOnlyList<Shape> Usual { get; } =
    [
        new(2, 3), new(3, 5), new(8, 8), new(16, 16), new(32, 32), new(64, 10),
        new(64, 64), new(32, 128), new(128, 128), new(256, 256), new(784, 128), new(512, 512),
    ];

    /// <summary>Shapes that are no multiple of a vector in at least one dimension.</summary>
    public static IReadOnlyList<Shape> Odd { get; } =
        [new(7, 13), new(10, 10), new(17, 33), new(65, 63), new(100, 3), new(3, 100), new(1, 64), new(64, 1)];

    /// <summary>The smallest shape that holds this one and is whole vectors in both dimensions.</summary>
    public Shape WholeVectors => new((In + 7) / 8 * 8, (Out + 7) / 8 * 8);

    /// <summary>The shape of the product dX = dY·Wᵀ.</summary>
    public Shape Transpose => new(Out, In);

    /// <summary>Bytes of the weights with columns padded to vectors of eight.</summary>
    public int PaddedBytes => In * ((Out + 7) / 8 * 8) * sizeof(float);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{In}x{Out}");
}

/// <summary>A shape with a number of rows.</summary>
/// <param name="Shape">The layer's shape.</param>
/// <param name="Rows">Rows of a call.</param>
internal readonly record struct Cell(Shape Shape, int Rows)
{
    /// <summary>Row counts: one sample, and batches from small to large.</summary>
    public static IReadOnlyList<int> UsualRows { get; } = [1, 8, 32, 256];

    /// <summary>Multiply-adds of one call, without the padding.</summary>
    public double MultiplyAdds => (double)Shape.In * Shape.Out * Rows;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shape} B={Rows}");
}
