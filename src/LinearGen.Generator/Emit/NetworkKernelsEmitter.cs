using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes the fused kernel of a network: for a single row all layers one after another in one method, without checks or calls
/// between them, each written as in its own kernel. Several rows go through the layers' own kernels.
/// </summary>
internal sealed class NetworkKernelsEmitter(NetworkSpec spec, NetworkPlan plan, Element element)
{
    private readonly string _t = element.Keyword;
    private readonly ProductEmitter _products = new(element);

    /// <summary>Room for what passes between layers, and to start on a boundary.</summary>
    private int Length => plan.HiddenLength + (StoragePlan.Alignment / spec.Width.ElementBytes) - 1;

    private string Buffer => $"Values{Length}";

    /// <summary>Writes the namespace with the kernels and the choice between instruction sets.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line(KernelsEmitter.Usings);
            KernelsEmitter.EmitChoice(writer, element, "NetworkKernelChoice");
            writer.Line();
            EmitKernels(writer);
            if (plan.HiddenLength == 0)
            {
                return;
            }

            writer.Line();
            writer.Line("// What passes between layers, and room to start on a cache line: a vector that straddles two is handed on slowly.");
            writer.Line($"[InlineArray({Length})]");
            writer.Line($"file struct {Buffer} {{ private {_t} _first; }}");
        }
    }

    private void EmitKernels(SourceWriter writer)
    {
        writer.Line($"// The fused kernel of {spec.Hierarchy.Layer.Name} over instruction set I with vectors V of {element.Lanes} lanes.");
        using (writer.Block($"file readonly struct Kernels<V, I> : INetworkKernels<{_t}> where V : struct where I : struct, {element.LanesInterface}"))
        {
            writer.Line($"// Y[{spec.Out}] from X[{spec.In}].");
            writer.Line("[MethodImpl(Kernel)]");
            using (writer.Block($"public static void ForwardRow(ref {_t} x, ref {_t} y, LayerChain<{_t}> layers)"))
            {
                EmitRow(writer);
            }

            _products.EmitMethods(writer);
        }
    }

    private void EmitRow(SourceWriter writer)
    {
        bool hasDots = plan.Layers.Any(static layer => layer.Dot is not null);
        writer.Line($"ref {_t} parameters = ref layers.Reference{(hasDots ? ", transposes = ref layers.TransposedReference" : "")};");
        if (plan.HiddenLength > 0)
        {
            writer.Line($"Unsafe.SkipInit(out {Buffer} hidden);");
            writer.Line($"ref {_t} h = ref LayerCalls.Aligned(ref Unsafe.As<{Buffer}, {_t}>(ref hidden));");
        }

        for (int n = 0; n < spec.Layers.Count; n++)
        {
            EmitLayer(writer, n);
        }

        writer.Line();
    }

    private void EmitLayer(SourceWriter writer, int n)
    {
        NetworkLayer layer = spec.Layers[n];
        bool isFirst = n == 0;
        bool isLast = n == spec.Layers.Count - 1;
        bool comesInRegisters = !isFirst && plan.InRegisters[n - 1];
        bool goesInRegisters = !isLast && plan.InRegisters[n];
        Operands operands = new(plan.InNetwork(n), isFirst ? "x" : "a", "w", "wt", isLast ? "y" : "c", layer.HasBias, layer.Activation)
        {
            IsInNetwork = true,
            AVectors = comesInRegisters ? Vectors(n - 1) : null,
            CVectors = goesInRegisters ? Vectors(n) : null,
        };
        writer.Line();
        writer.Line($"// {layer.Property}: {NetworkEmitter.Describe(layer)}.");
        if (operands.CVectors is { } vectors)
        {
            writer.Line($"V {string.Join(", ", vectors)};");
        }

        using (writer.Block())
        {
            if (operands.Matrices.Contains("w"))
            {
                writer.Line($"ref {_t} w = {Address.Of("parameters", Address.Text(plan.Starts[n]))};");
            }

            if (operands.Plan.Dot is not null)
            {
                writer.Line($"ref {_t} wt = {Address.Of("transposes", Address.Text(plan.TransposedStarts[n]))};");
            }

            if (!isFirst && !comesInRegisters)
            {
                writer.Line($"ref {_t} a = {Address.Of("h", Address.Text(plan.HiddenStarts[n - 1]))};");
            }

            if (!isLast && !goesInRegisters)
            {
                writer.Line($"ref {_t} c = {Address.Of("h", Address.Text(plan.HiddenStarts[n]))};");
            }

            _products.EmitRow(writer, operands);
        }
    }

    /// <summary>The names of the vectors that hold a layer's outputs.</summary>
    private string[] Vectors(int layer) => [.. Enumerable.Range(0, plan.Layers[layer].Storage.Vectors).Select(v => $"y{layer + 1}_{v}")];
}
