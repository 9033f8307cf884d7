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
/// <param name="schedule">The schedule of the network.</param>
internal sealed class NetworkKernelsPrinter(NetworkSpec spec, NetworkSchedule schedule)
{
    private readonly string _t = spec.Precision.Keyword();
    private readonly ActivationText[] _activations = [.. schedule.Steps.Select((step, n) => new ActivationText(step.Layer?.Activation ?? Activation.None, step.Layer?.Slope, spec.Precision, Address.Text(n + 1)))];

    /// <summary>The length of the buffer for values between layers, with room to start on a boundary.</summary>
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
            foreach (ActivationText activation in _activations)
            {
                activation.PrintSlope(writer);
            }

            writer.Line("// Calls the kernel for the width of the machine's vectors.");
            using (writer.Block($"file readonly struct Kernels : INetworkKernels<{_t}>"))
            {
                writer.Line("[MethodImplAttribute(KernelOptions.Inline)]");
                using (writer.Block($"public static void ForwardRow({Parameters})"))
                {
                    writer.Line($"if (Vector512.IsHardwareAccelerated) Kernels512.{Call}", schedule.IsWide);
                    writer.Line($"{(schedule.IsWide ? "else " : "")}Kernels256.{Call}");
                }
            }

            writer.Line();
            writer.Line("// Values between layers, aligned to a cache line: a vector that straddles two lines is stored and loaded again slowly.");
            writer.Line($"[InlineArrayAttribute({BufferLength})]");
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
        writer.Line();
        using (writer.Block("namespace LinearGen.Generated"))
        {
            VectorUsings.Print(writer, _t, bits);
            for (int n = 0; n < schedule.Steps.Count; n++)
            {
                writer.Line(_activations[n].Using(schedule.BitsOf(n, bits)), schedule.Steps[n].Layer is { Activation: not Activation.None });
            }

            writer.Line();
            writer.Line($"// The fused kernel of {spec.Hierarchy.Layer.Name} for vectors of {bits} bits.");
            using (writer.Block($"file static class Kernels{bits}"))
            {
                writer.Line($"// Y[{spec.Out}] from X[{spec.In}].");
                writer.Line("[MethodImplAttribute(KernelOptions.Kernel)]");
                using (writer.Block($"public static void ForwardRow({Parameters})"))
                {
                    writer.Line($"Unsafe.SkipInit(out {Buffer} hidden);");
                    writer.Line($"ref {_t} h = ref LayerCalls.Aligned(ref Unsafe.As<{Buffer}, {_t}>(ref hidden));");
                    for (int n = 0; n < schedule.Steps.Count; n++)
                    {
                        if (schedule.Steps[n].IsLinear)
                        {
                            PrintLayer(writer, n, bits);
                        }
                        else
                        {
                            PrintStage(writer, n);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Writes a step that is no layer: a call of code that all networks share.</summary>
    private void PrintStage(SourceWriter writer, int n)
    {
        NetworkStep step = schedule.Steps[n];
        string columns = Address.Text(step.Out);
        writer.Line();
        writer.Line(step.Layer is { } stage ? $"// {stage.Name}: {Members.NetworkEmitter.Describe(stage)}." : "// The end of a residual block: its inputs are added.");
        using (writer.Block())
        {
            List<string> references = [$"a = {Value(n)}", $"c = {Value(n + 1)}"];
            if (step.Layer is null)
            {
                references.Add($"b = {Value(step.Source)}");
            }
            else if (step.Layer.Kind != StageKind.ActivationLayer)
            {
                references.Add($"w = {Address.Of("parameters", Address.Text(schedule.Starts[n]))}");
            }

            writer.Line($"ref {_t} {string.Join(", ", references)};");
            writer.Line(step.Layer?.Kind switch
            {
                StageKind.Normalization => $"StageRows.Normalize(ref a, ref c, 1, {columns}, ref w, {StageText.Constant(step.Layer.Constant)});",
                StageKind.Rescaling => $"StageRows.Rescale(ref a, ref c, 1, {columns}, ref w);",
                StageKind.LayerNorm => $"StageRows.LayerNorm(ref a, ref c, 1, {columns}, ref w, {StageText.Constant(step.Layer.Constant)});",
                StageKind.ActivationLayer => _activations[n].Pass("a", "c", "1", step.Out),
                _ => $"StageRows.Add(ref a, ref b, ref c, {columns});",
            });
        }
    }

    /// <summary>Returns the address of the values after a number of steps.</summary>
    private string Value(int steps) => steps == 0 ? "ref x" : steps == schedule.Steps.Count ? "ref y" : Address.Of("h", Address.Text(schedule.HiddenStarts[steps - 1]));

    private void PrintLayer(SourceWriter writer, int n, int bits)
    {
        NetworkLayer layer = schedule.Steps[n].Layer!;
        Schedule product = new(schedule.Product(n), schedule.Width(schedule.BitsOf(n, bits)));
        bool isFirst = n == 0;
        bool isLast = n == schedule.Steps.Count - 1;
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
            bool isDerived = product.Gemm.IsDot || schedule.HasImage(n);
            List<string> references = [$"w = {Address.Of(isDerived ? "transposes" : "parameters", Address.Text((isDerived ? schedule.TransposedStarts : schedule.Starts)[n]))}"];
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
    /// The vectors of 256 bits that hold a layer's outputs, with zeros behind the outputs: sums of padding lie there, which an infinite input makes NaN.
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
