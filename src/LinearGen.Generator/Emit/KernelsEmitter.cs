using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes the kernels of a layer: a class that is generic over the instruction set, which the JIT compiles for the one
/// that the machine has, and the choice between them.
/// </summary>
internal sealed class KernelsEmitter(LayerSpec spec, LayerPlan plan, Element element)
{
    private readonly string _t = element.Keyword;
    private readonly StepMethods _steps = new(element);
    private readonly TileShapes _shapes = new();
    private readonly ResidentRows _residentRows = new(element);
    private readonly Operands _forward = new(plan.Forward, "x", "w", "wt", "y", spec.HasBias);
    private readonly Operands _inputGradient = new(plan.InputGradient, "dy", "wt", "w", "dx", HasStart: false);

    /// <summary>Writes the namespace with both classes.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line("""
                using global::System;
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.InteropServices;
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
        string t = _t;
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
        string t = _t;
        writer.Line($"/// <summary>The kernels of {spec.Hierarchy.Layer.Name}, {plan.In}→{plan.Out}, over instruction set I with vectors V of {element.Lanes} lanes.</summary>");
        using (writer.Block($"file readonly struct Kernels<V, I> : IKernels<{t}> where V : struct where I : struct, {element.LanesInterface}<V>"))
        {
            writer.Line($"public static Type Tiles => typeof(RowTiles<V, I, {_t}>);");
            writer.Line();
            EmitForward(writer);
            writer.Line();
            EmitBackward(writer);
            _steps.Emit(writer);
            _residentRows.Emit(writer);
            _shapes.Emit(writer);
        }
    }

    private void EmitForward(SourceWriter writer)
    {
        string formula = $"Y[rows, {plan.Out}] = X[rows, {plan.In}]·W{(spec.HasBias ? " + b" : "")}";
        string parameters = $"ReadOnlySpan<{_t}> xs, Span<{_t}> ys, in LayerParameters<{_t}> layer";
        using (Method(writer, formula, $"public static void Forward({parameters})"))
        {
            if (plan.Forward.Dot is not null)
            {
                writer.Line($"nint rows = LayerCalls.IsRow(xs, ys, {plan.In}, {plan.Out}) ? 1 : LayerCalls.CheckForward(xs, ys, {plan.In}, {plan.Out});");
                EmitReferences();
                EmitRows(writer, _forward, "");
                return;
            }

            using (writer.Block($"if (LayerCalls.IsRow(xs, ys, {plan.In}, {plan.Out}))"))
            {
                EmitReferences();
                EmitRow(writer, _forward);
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("ForwardRows(xs, ys, in layer);");
        }

        writer.Line();
        using (Method(writer, $"{formula}, any number of rows", $"static void ForwardRows({parameters})"))
        {
            writer.Line($"nint rows = LayerCalls.CheckForward(xs, ys, {plan.In}, {plan.Out});");
            EmitReferences();
            EmitRows(writer, _forward, $"Forward({RowOf("x", plan.In)}, MemoryMarshal.CreateSpan({Address.Of("y", Address.Product("n", Address.Text(plan.Out)))}, {plan.Out}), in layer);");
        }

        void EmitReferences() =>
            writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs), {Matrices(_forward)}, y = ref MemoryMarshal.GetReference(ys);");
    }

    private void EmitBackward(SourceWriter writer)
    {
        string inputGradient = $"dX[rows, {plan.In}] = dY[rows, {plan.Out}]·Wᵀ";
        string weightGradient = $"dW[{plan.In}, {plan.Out}] += Xᵀ·dY{(spec.HasBias ? ", db += 1ᵀ·dY" : "")}";
        string parameters = $"ReadOnlySpan<{_t}> xs, ReadOnlySpan<{_t}> dys, Span<{_t}> dxs, in LayerParameters<{_t}> layer, LayerGradients<{_t}>? gradients";
        UpdateEmitter update = new(plan.WeightGradient, plan.Forward.Storage, element, _shapes);
        using (Method(writer, $"{inputGradient}; {weightGradient}", $"public static void Backward({parameters})"))
        {
            using (writer.Block($"if (LayerCalls.IsRow(xs, dys, dxs, {plan.In}, {plan.Out}))"))
            {
                EmitParts(() => update.EmitRow(writer), () => EmitRow(writer, _inputGradient));
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("BackwardRows(xs, dys, dxs, in layer, gradients);");
        }

        writer.Line();
        using (Method(writer, $"{inputGradient}; {weightGradient}, any number of rows", $"static void BackwardRows({parameters})"))
        {
            writer.Line($"nint rows = LayerCalls.CheckBackward(xs, dys, dxs, {plan.In}, {plan.Out});");
            EmitParts(
                () => update.Emit(writer),
                () =>
                {
                    if (_inputGradient.Plan is { IsResident: false, Dot: null })
                    {
                        writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs);");
                    }

                    string row = $"Backward({RowOf("x", plan.In)}, {RowOf("dy", plan.Out)}, MemoryMarshal.CreateSpan({Address.Of("dx", Address.Product("n", Address.Text(plan.In)))}, {plan.In}), in layer, null);";
                    EmitRows(writer, _inputGradient, row);
                });
        }

        writer.Line();

        void EmitParts(Action emitWeightGradient, Action emitInputGradient)
        {
            writer.Line($"ref {_t} dy = ref MemoryMarshal.GetReference(dys);");
            using (writer.Block("if (gradients is not null)"))
            {
                writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs), dw = ref gradients.Layer.Reference;");
                emitWeightGradient();
            }

            writer.Line();
            using (writer.Block("if (!dxs.IsEmpty)"))
            {
                writer.Line($"ref {_t} {Matrices(_inputGradient)}, dx = ref MemoryMarshal.GetReference(dxs);");
                emitInputGradient();
            }

            writer.Line();
        }
    }

    private void EmitRow(SourceWriter writer, Operands operands)
    {
        if (operands.Plan.Dot is not null)
        {
            new DotEmitter(element).Emit(writer, operands);
            return;
        }

        if (operands.Plan.IsResident)
        {
            new BatchEmitter(element, _shapes, _residentRows).EmitResidentRow(writer, operands);
            return;
        }

        new RowEmitter(element, _steps).Emit(writer, operands);
    }

    /// <summary>A batch: all of it in one loop, or as many rows as tiles take and the others one by one.</summary>
    private void EmitRows(SourceWriter writer, Operands operands, string row)
    {
        ProductPlan product = operands.Plan;
        BatchEmitter batch = new(element, _shapes, _residentRows);
        if (product.IsResident)
        {
            batch.EmitResident(writer, operands);
            return;
        }

        if (product.Dot is not null)
        {
            using (writer.Block("for (; rows > 0; rows--)"))
            {
                EmitRow(writer, operands);
                writer.Line($"{operands.A} = {Address.Of(operands.A, Address.Text(product.Terms))};");
                writer.Line($"{operands.C} = {Address.Of(operands.C, Address.Text(product.Columns))};");
            }

            return;
        }

        writer.Line($"nint tiled = rows - (rows % {product.TileRows});");
        batch.EmitTiles(writer, operands);
        using (writer.Block("for (nint n = tiled; n < rows; n++)"))
        {
            writer.Line(row);
        }
    }

    private static string Matrices(Operands operands) => string.Join(", ", operands.Matrices.Select(name =>
        $"{name} = ref layer.{(name == "w" ? "Reference" : "TransposedReference")}"));

    private static string RowOf(string name, int length) =>
        $"MemoryMarshal.CreateReadOnlySpan({Address.Of(name, Address.Product("n", Address.Text(length)))}, {length})";

    private static SourceWriter.Scope Method(SourceWriter writer, string formula, string signature)
    {
        writer.Line($"/// <summary>{formula}.</summary>");
        writer.Line("[MethodImpl(Kernel)]");
        return writer.Block(signature);
    }
}
