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
                foreach (string line in _activations[n].Usings(schedule.BitsOf(n, bits)))
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

    private void PrintLayer(SourceWriter writer, int n, int bits)
    {
        NetworkLayer layer = spec.Layers[n];
        Schedule product = new(schedule.Product(n), schedule.Width(schedule.BitsOf(n, bits)));
        bool isFirst = n == 0;
        bool isLast = n == spec.Layers.Count - 1;
        bool isInRegisters = _activations[n].IsInRegisters(product);
        string? function = isInRegisters ? _activations[n].Function : null;
        bool comesInRegisters = !isFirst && schedule.StaysInRegisters(n - 1, bits);
        bool goesInRegisters = !isLast && schedule.StaysInRegisters(n, bits);
        bool isNarrowPart = product.Width.Bits < bits;
        Place a = isFirst ? new("x", 0) : new("a", 0);
        Place c = isLast ? new("y", 0) : new("c", 0);
        writer.Line();
        writer.Line($"// {layer.Property}: {Members.NetworkEmitter.Describe(layer)}.");
        if (goesInRegisters)
        {
            writer.Line($"{(isNarrowPart ? $"Vector256<{_t}>" : "V")} {string.Join(", ", Outputs(n, product))};");
        }

        using (writer.Block())
        {
            List<string> references = [$"w = {Address.Of(product.Gemm.IsDot ? "transposes" : "parameters", Address.Text((product.Gemm.IsDot ? schedule.TransposedStarts : schedule.Starts)[n]))}"];
            if (product.Gemm is { IsDot: true, HasStart: true })
            {
                references.Add($"b = {Address.Of("parameters", Address.Text(schedule.Starts[n]))}");
            }

            if (!isFirst && !comesInRegisters)
            {
                references.Add($"a = {Address.Of("h", Address.Text(schedule.HiddenStarts[n - 1]))}");
            }

            if (!isLast && !goesInRegisters)
            {
                references.Add($"c = {Address.Of("h", Address.Text(schedule.HiddenStarts[n]))}");
            }

            writer.Line($"ref {_t} {string.Join(", ", references)};");
            new NodePrinter(writer, _t, product.Width.Lanes, isNarrowPart).Print(product.Gemm.IsDot
                ? new RowDot(product, a, new("w", 0), new("b", product.Gemm.Layout.BiasStart), c, function)
                {
                    Inputs = comesInRegisters ? [.. Halves(n - 1, bits)] : null,
                    Output = goesInRegisters ? Outputs(n, product)[0] : null,
                }.Lower()
                : new RowProduct(product, a, new("w", 0), c, function, isPadded: !isLast)
                {
                    Inputs = comesInRegisters ? Outputs(n - 1, new Schedule(schedule.Product(n - 1), product.Width)) : null,
                    Outputs = goesInRegisters ? Outputs(n, product) : null,
                }.Lower());
            if (layer.Activation != Activation.None && !isInRegisters)
            {
                writer.Line(_activations[n].Pass(c.Name, "1", product.Gemm.N));
            }
        }
    }

    /// <summary>The vectors that hold a layer's outputs.</summary>
    private static string[] Outputs(int layer, Schedule product) => [.. Enumerable.Range(0, product.Vectors).Select(v => $"y{layer + 1}_{v}")];

    /// <summary>
    /// The same as vectors of 256 bits, with zeros behind the outputs: what lies there are sums of padding, which an infinite input makes NaN.
    /// </summary>
    private IEnumerable<Value> Halves(int layer, int bits)
    {
        Schedule product = new(schedule.Product(layer), schedule.Width(schedule.BitsOf(layer, bits)));
        IEnumerable<Value> vectors = Outputs(layer, product).SelectMany(output => product.Width.Bits == 256
            ? (IEnumerable<Value>)[new Held(output)]
            : [new Half(output, IsUpper: false), new Half(output, IsUpper: true)]);
        int left = product.Gemm.N;
        int lanes = schedule.Width(256).Lanes;
        foreach (Value vector in vectors)
        {
            if (left > 0)
            {
                yield return left < lanes ? new Leading(vector, left) : vector;
            }

            left -= lanes;
        }
    }
}
