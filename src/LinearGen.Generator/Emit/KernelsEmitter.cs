using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes the kernels of a layer: a class that is generic over the instruction set, which the JIT compiles for the one
/// that the machine has, and the choice between them.
/// </summary>
internal sealed class KernelsEmitter(LayerSpec spec, LayerPlan plan, Element element)
{
    private const string Forward = "Forward";
    private const string InputGradient = "InputGradient";
    private const string WeightGradient = "WeightGradient";

    private readonly RowProductEmitter _products = new(plan, element);
    private readonly InputGradientEmitter _inputGradient = new(plan, element);

    /// <summary>Writes the namespace with both classes.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line("""
                using global::System;
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::LinearGen.Internals;
                using static global::LinearGen.Internals.KernelOptions;

                """);
            EmitChoice(writer);
            writer.Line();
            EmitKernels(writer);
        }
    }

    private void EmitChoice(SourceWriter writer)
    {
        string t = element.Keyword;
        writer.Line($$"""
            /// <summary>Calls the kernels of the machine's instruction set.</summary>
            file sealed class Kernels : KernelChoice<
            	Kernels<Vector256<{{t}}>, Fma256>,
            	Kernels<Vector128Pair<{{t}}>, Paired128>,
            	Kernels<{{element.Scalars}}, ScalarLanes>,
            	{{t}}>;
            """);
    }

    private void EmitKernels(SourceWriter writer)
    {
        string t = element.Keyword;
        writer.Line($"/// <summary>The kernels of {spec.Hierarchy.Layer.Name}, {plan.In}→{plan.Out}, over instruction set I with vectors V of {element.Lanes} lanes.</summary>");
        using (writer.Block($"file readonly struct Kernels<V, I> : IKernels<{t}> where V : struct where I : struct, {element.LanesInterface}<V>"))
        {
            EmitMethod(
                $"Y[rows, {plan.Out}] = X[rows, {plan.In}]·W{(spec.HasBias ? " + b" : "")}",
                $"{Forward}(ref {t} x, ref {t} w, ref {t} y, nint rows)",
                EmitForward);
            EmitMethod(
                $"dX[rows, {plan.In}] = dY[rows, {plan.Out}]·Wᵀ",
                $"{InputGradient}(ref {t} dy, ref {t} w, ref {t} dx, nint rows)",
                () => _inputGradient.EmitLoops(writer));
            EmitMethod(
                $"dW[{plan.In}, {plan.Out}] += Xᵀ·dY{(spec.HasBias ? ", db += column sums of dY" : "")}",
                $"{WeightGradient}(ref {t} x, ref {t} dy, ref {t} dw, nint rows)",
                EmitWeightGradient);

            _products.EmitTiles(writer);
            _inputGradient.EmitTiles(writer);
        }

        void EmitMethod(string formula, string signature, Action emitBody)
        {
            writer.Line($"/// <summary>{formula}.</summary>");
            writer.Line("[MethodImpl(Kernel)]");
            using (writer.Block($"public static void {signature}"))
            {
                emitBody();
            }

            writer.Line();
        }

        void EmitForward()
        {
            if (plan.IsStraightLine)
            {
                PanelPlan panel = plan.Panels[0];
                new RowChains(panel.Vectors, panel.Chains, panel.HasTail, InPlace: false).EmitStraightLine(writer, element, plan, spec.HasBias);
                return;
            }

            _products.EmitLoops(writer, ForwardProduct());
        }

        void EmitWeightGradient() => _products.EmitLoops(writer, WeightProduct());
    }

    private RowProduct ForwardProduct() => new()
    {
        Index = "row",
        M = null,
        SumsOverRows = false,
        A = ("x", Address.Text(plan.In), "1"),
        B = new Matrix("w", 0, null),
        Start = new Matrix("w", plan.Storage.BiasStart, "0"),
        C = new Matrix("y", 0, Address.Text(plan.Out)),
    };

    private RowProduct WeightProduct() => new()
    {
        Index = "i",
        M = plan.In,
        SumsOverRows = true,
        A = ("x", "1", Address.Text(plan.In)),
        B = new Matrix("dy", 0, Address.Text(plan.Out)),
        Start = new Matrix("dw", 0, null),
        C = new Matrix("dw", 0, null),
        ColumnSums = spec.HasBias ? new Matrix("dw", plan.Storage.BiasStart, "0") : null,
    };
}
