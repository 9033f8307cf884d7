using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Kernel.Tests;

/// <summary>Layers of the given shapes, declared as a user would, generated, compiled and loaded; once for all tests.</summary>
internal static class CompiledLayers
{
    private const int MostInAllKinds = 5;

    // Child processes load the first one from a file.
    private static readonly Lazy<byte[]> s_selectionBytes = new(() => Compile(InChildren.SelectMany(Declare)));

    private static readonly Lazy<LayerCatalog> s_catalog = new(() => LayerCatalog.Of(
    [
        Assembly.Load(s_selectionBytes.Value),
        Assembly.Load(Compile(Shapes.All.Except(InChildren)
            .SelectMany(Declare))),
    ]));

    /// <summary>
    /// The layers of every shape of the normal run in both precisions. The smallest shapes and the golden ones are
    /// there without bias and with; the others without it in one precision and with it in the other, which halves the
    /// time to compile them.
    /// </summary>
    public static LayerCatalog Catalog => s_catalog.Value;

    /// <summary>The assembly that child processes load.</summary>
    public static byte[] SelectionBytes => s_selectionBytes.Value;

    private static IEnumerable<(int In, int Out)> InChildren => Shapes.Golden.Concat(Shapes.Selection).Concat(Shapes.Ways).Distinct();

    private static IEnumerable<string> Declare((int In, int Out) shape) =>
        shape is { In: <= MostInAllKinds, Out: <= MostInAllKinds } || Shapes.Golden.Contains(shape) ? Declarations.All(shape) : Declarations.Half(shape);

    /// <summary>Compiles declarations of layers into one assembly.</summary>
    public static byte[] Compile(IEnumerable<string> declarations, string? vectorBits = null)
    {
        GeneratorResult result = GeneratorHarness.Run(
            GeneratorHarness.CreateCompilation("using LinearGen;\n\nnamespace Layers;\n\n" + string.Join('\n', declarations)), vectorBits);
        return result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning) is { } diagnostic
            ? throw new InvalidOperationException(diagnostic.ToString())
            : result.ToAssemblyBytes();
    }
}
