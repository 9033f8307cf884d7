using System.Reflection;
using System.Text;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Kernel.Tests;

/// <summary>Layers of the given shapes, declared as a user would, generated, compiled and loaded.</summary>
internal static class CompiledLayers
{
    // Child processes load this one from a file.
    private static readonly Lazy<byte[]> s_selectionBytes = new(() => Compile(Shapes.Golden.Concat(Shapes.Selection).Distinct()));

    private static readonly Lazy<LayerCatalog> s_catalog = new(() => LayerCatalog.Of(
        [Assembly.Load(s_selectionBytes.Value), Assembly.Load(Compile(Shapes.All.Except(Shapes.Golden).Except(Shapes.Selection)))]));

    /// <summary>The layers of every shape of the normal run, without bias and with, in both precisions; compiled once.</summary>
    public static LayerCatalog Catalog => s_catalog.Value;

    /// <summary>The assembly with the golden shapes and the selection.</summary>
    public static byte[] SelectionBytes => s_selectionBytes.Value;

    /// <summary>Compiles layers of some shapes into one assembly.</summary>
    public static byte[] Compile(IEnumerable<(int In, int Out)> shapes)
    {
        StringBuilder source = new("using LinearGen;\n\nnamespace Layers;\n");
        foreach ((int inputs, int outputs) in shapes)
        {
            Declare(source, inputs, outputs, bias: false, Precision.Single);
            Declare(source, inputs, outputs, bias: true, Precision.Single);
            Declare(source, inputs, outputs, bias: false, Precision.Double);
            Declare(source, inputs, outputs, bias: true, Precision.Double);
        }

        GeneratorResult result = GeneratorHarness.Run(source.ToString());
        return result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning) is { } diagnostic
            ? throw new InvalidOperationException(diagnostic.ToString())
            : result.ToAssemblyBytes();
    }

    private static void Declare(StringBuilder source, int inputs, int outputs, bool bias, Precision precision) => source.Append(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""

        [LinearLayer(In = {inputs}, Out = {outputs}, Bias = {(bias ? "true" : "false")}, Precision = Precision.{precision})]
        public sealed partial class {precision}{inputs}x{outputs}{(bias ? "Bias" : string.Empty)};

        """);
}
