using LinearGen.Generator.Lowering;
using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes the fused kernels of a network: for a single row all layers one after another in one method, without checks or calls
/// between them, each written as in its own kernel. Several rows go through the layers' own kernels.
/// </summary>
/// <param name="spec">The network.</param>
/// <param name="schedule">How it is computed.</param>
internal sealed class NetworkKernelsPrinter(NetworkSpec spec, NetworkSchedule schedule)
{
    private readonly string _t = spec.Precision.Keyword();
    private readonly ActivationText[] _activations = [.. spec.Layers.Select((layer, n) => new ActivationText(layer.Activation, spec.Precision, Address.Text(n + 1)))];

    /// <summary>Room for what passes between layers, and to start on a boundary.</summary>
    private long BufferLength => schedule.HiddenLength + (PanelLayout.Alignment / spec.Precision.Bytes()) - 1;

    private string Buffer => $"Values{BufferLength}";

    private string Parameters => $"ref {_t} x, ref {_t} y, ref {_t} parameters, ref {_t} transposes";

    /// <summary>Writes the namespaces.</summary>
    public void Print(SourceWriter writer)
    {
        const string Call = "ForwardRow(ref x, ref y, ref parameters, ref transposes);";
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line("""
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::LinearGen.Internals;

                """);
            writer.Line("// Calls the kernel for the width of the machine's vectors.");
            using (writer.Block($"file readonly struct Kernels : INetworkKernels<{_t}>"))
            {
                writer.Line("[MethodImpl(KernelOptions.Inline)]");
                using (writer.Block($"public static void ForwardRow({Parameters})"))
                {
                    writer.Line($"if (Vector512.IsHardwareAccelerated) Kernels512.{Call}", schedule.IsWide);
                    writer.Line($"{(schedule.IsWide ? "else " : "")}Kernels256.{Call}");
                }
            }

            writer.Line();
            writer.Line("// What passes between layers, and room to start on a cache line: a vector that straddles two is handed on slowly.");
            writer.Line($"[InlineArray({BufferLength})]");
            writer.Line($"file struct {Buffer} {{ private {_t} _first; }}");
        }

        PrintWidth(writer, 256);
        if (schedule.IsWide)
        {
            PrintWidth(writer, 512);
        }
    }

    private void PrintWidth(SourceWriter writer, int bits)
    {
        string vector = $"global::System.Runtime.Intrinsics.Vector{bits}";
        writer.Line();
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line($"""
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::LinearGen.Internals;
                using static {vector};
                using V = {vector}<{_t}>;
                using Simd = global::LinearGen.Internals.Simd{bits}<{_t}>;
                """);
            for (int n = 0; n < spec.Layers.Count; n++)
            {
                foreach (string line in _activations[n].Usings(BitsOf(n, bits)))
                {
                    writer.Line(line);
                }
            }

            writer.Line();
            writer.Line($"// The fused kernel of {spec.Hierarchy.Layer.Name} for vectors of {bits} bits.");
            using (writer.Block($"file static class Kernels{bits}"))
            {
                writer.Line($"// Y[{spec.Out}] from X[{spec.In}].");
                writer.Line("[MethodImpl(KernelOptions.Kernel)]");
                using (writer.Block($"public static void ForwardRow({Parameters})"))
                {
                    writer.Line($"Unsafe.SkipInit(out {Buffer} hidden);");
                    writer.Line($"ref {_t} h = ref LayerCalls.Aligned(ref Unsafe.As<{Buffer}, {_t}>(ref hidden));");
                    for (int n = 0; n < spec.Layers.Count; n++)
                    {
                        PrintLayer(writer, n, bits);
                    }
                }
            }
        }
    }

    /// <summary>The width that a layer is computed with in a text for so many bits.</summary>
    private int BitsOf(int layer, int bits) => schedule.Product(layer).IsWide ? bits : 256;

    private void PrintLayer(SourceWriter writer, int n, int bits)
    {
        NetworkLayer layer = spec.Layers[n];
        Schedule product = new(schedule.Product(n), schedule.Width(BitsOf(n, bits)));
        bool isFirst = n == 0;
        bool isLast = n == spec.Layers.Count - 1;
        bool isInRegisters = _activations[n].IsInRegisters(product);
        string? function = isInRegisters ? _activations[n].Function : null;
        Place a = isFirst ? new("x", 0) : new("a", 0);
        Place c = isLast ? new("y", 0) : new("c", 0);
        writer.Line();
        writer.Line($"// {layer.Property}: {Members.NetworkEmitter.Describe(layer)}.");
        using (writer.Block())
        {
            List<string> references = [$"w = {Address.Of(product.Gemm.IsDot ? "transposes" : "parameters", Address.Text((product.Gemm.IsDot ? schedule.TransposedStarts : schedule.Starts)[n]))}"];
            if (product.Gemm is { IsDot: true, HasStart: true })
            {
                references.Add($"b = {Address.Of("parameters", Address.Text(schedule.Starts[n]))}");
            }

            if (!isFirst)
            {
                references.Add($"a = {Address.Of("h", Address.Text(schedule.HiddenStarts[n - 1]))}");
            }

            if (!isLast)
            {
                references.Add($"c = {Address.Of("h", Address.Text(schedule.HiddenStarts[n]))}");
            }

            writer.Line($"ref {_t} {string.Join(", ", references)};");
            new NodePrinter(writer, _t, product.Width.Lanes, isNarrowPart: product.Width.Bits < bits).Print(product.Gemm.IsDot
                ? new RowDot(product, a, new("w", 0), new("b", product.Gemm.Layout.BiasStart), c, function).Lower()
                : new RowProduct(product, a, new("w", 0), c, function, isPadded: !isLast).Lower());
            if (layer.Activation != Activation.None && !isInRegisters)
            {
                writer.Line(_activations[n].Pass(c.Name, "1", product.Gemm.N));
            }
        }
    }
}
