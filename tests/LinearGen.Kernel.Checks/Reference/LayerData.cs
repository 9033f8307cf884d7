using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What goes into a layer: inputs, parameters, and the gradient that comes back to its output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed record LayerData<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Inputs per row.</summary>
    public required int In { get; init; }

    /// <summary>Outputs per row.</summary>
    public required int Out { get; init; }

    /// <summary>[rows, In].</summary>
    public required T[] X { get; init; }

    /// <summary>[In, Out].</summary>
    public required T[] W { get; init; }

    /// <summary>[Out]; drawn for layers without a bias too, and not used there.</summary>
    public required T[] B { get; init; }

    /// <summary>[rows, Out].</summary>
    public required T[] DY { get; init; }

    /// <summary>The number of rows.</summary>
    public int Rows => X.Length / In;

    /// <summary>The first rows of x.</summary>
    public ReadOnlySpan<T> XRows(int rows) => X.AsSpan(0, rows * In);

    /// <summary>The first rows of dy.</summary>
    public ReadOnlySpan<T> DYRows(int rows) => DY.AsSpan(0, rows * Out);
}

/// <summary>Draws data for layers.</summary>
public static class LayerData
{
    /// <summary>Draws data for a layer: the same data on every machine and every run.</summary>
    public static LayerData<T> Draw<T>(LayerClass<T> layer, int rows, Distribution distribution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Draw draw = new(HashCode(layer.In, layer.Out, rows, (int)distribution));
        return new()
        {
            In = layer.In,
            Out = layer.Out,
            X = draw.Many<T>(rows * layer.In, distribution),
            W = draw.Many<T>(layer.In * layer.Out, distribution),
            B = draw.Many<T>(layer.Out, distribution),
            DY = draw.Many<T>(rows * layer.Out, distribution),
        };
    }

    // System.HashCode is seeded anew in every process.
    private static ulong HashCode(params ReadOnlySpan<int> values)
    {
        ulong hash = 14695981039346656037;
        foreach (int value in values)
        {
            hash = unchecked((hash ^ (uint)value) * 1099511628211);
        }

        return hash;
    }
}
