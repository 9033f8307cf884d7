using System.Globalization;

namespace LinearGen.Kernel.Tests;

/// <summary>How a user declares layers.</summary>
internal static class Declarations
{
    /// <summary>A shape without bias and with, in both precisions.</summary>
    public static IEnumerable<string> All((int In, int Out) shape) => [.. Both(shape, Precision.Single), .. Both(shape, Precision.Double)];

    /// <summary>A shape without bias and with, in one precision.</summary>
    public static IEnumerable<string> Both((int In, int Out) shape, Precision precision) =>
        [One(shape, precision, bias: false), One(shape, precision, bias: true)];

    /// <summary>A shape with bias in one precision and without in the other, by turns.</summary>
    public static IEnumerable<string> Half((int In, int Out) shape)
    {
        bool bias = (shape.In + shape.Out) % 2 == 0;
        return [One(shape, Precision.Single, bias), One(shape, Precision.Double, !bias)];
    }

    private static string One((int In, int Out) shape, Precision precision, bool bias) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [LinearLayer(In = {shape.In}, Out = {shape.Out}, Bias = {(bias ? "true" : "false")}, Precision = Precision.{precision})]
        public sealed partial class {precision}{shape.In}x{shape.Out}{(bias ? "Bias" : string.Empty)};
        """);
}
