using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes the kernels of a layer: a class that is generic over the instruction set, which the JIT compiles for the one
/// that the machine has, and the choice between them.
/// </summary>
internal sealed class KernelsEmitter
{
    private readonly LayerSpec _spec;
    private readonly LayerPlan _plan;
    private readonly Element _element;
    private readonly string _t;
    private readonly StepMethods _steps;
    private readonly RowEmitter _rows;
    private readonly SharedCalls _shared;
    private readonly TileShapes _shapes = new();
    private readonly ResidentRows _residentRows;
    private readonly UpdateEmitter _update;
    private readonly Operands _forward;
    private readonly Operands _inputGradient;

    /// <summary>Prepares the parts that write.</summary>
    public KernelsEmitter(LayerSpec spec, LayerPlan plan, Element element)
    {
        _spec = spec;
        _plan = plan;
        _element = element;
        _t = element.Keyword;
        _steps = new(element);
        _rows = new(element, _steps, new PanelMethods());
        _residentRows = new(element);
        _shared = new(element);
        _update = new(plan.WeightGradient, plan.Forward.Storage, element, _shared, _shapes);
        _forward = new(plan.Forward, "x", "w", "wt", "y", spec.HasBias);
        _inputGradient = new(plan.InputGradient, "dy", "wt", "w", "dx", HasStart: false);
    }

    /// <summary>Writes the namespace with both classes.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line("""
                using global::System;
                using global::System.Collections.Generic;
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
        writer.Line("/// <summary>Calls the kernels of the machine's instruction set.</summary>");
        writer.Line("file sealed class Kernels : KernelChoice<");
        foreach (string set in _element.Sets)
        {
            writer.Line($"\tKernels<{set}>,");
        }

        writer.Line($"\t{_t}>;");
    }

    private void EmitKernels(SourceWriter writer)
    {
        string t = _t;
        writer.Line($"/// <summary>The kernels of {_spec.Hierarchy.Layer.Name}, {_plan.In}→{_plan.Out}, over instruction set I with vectors V of {_element.Lanes} lanes.</summary>");
        using (writer.Block($"file readonly struct Kernels<V, I> : IKernels<{t}> where V : struct where I : struct, {_element.LanesInterface}"))
        {
            EmitForward(writer);
            writer.Line();
            EmitBackward(writer);
            _rows.EmitPanelMethods(writer);
            _update.EmitLine(writer);
            _steps.Emit(writer);
            _residentRows.Emit(writer);
            _shapes.Emit(writer);
            _shared.Emit(writer);
        }
    }

    private void EmitForward(SourceWriter writer)
    {
        string formula = $"Y[rows, {_plan.Out}] = X[rows, {_plan.In}]·W{(_spec.HasBias ? " + b" : "")}";
        string parameters = $"ReadOnlySpan<{_t}> xs, Span<{_t}> ys, in LayerParameters<{_t}> layer";
        using (Method(writer, formula, $"public static void Forward({parameters})"))
        {
            if (_plan.Forward.Dot is not null)
            {
                writer.Line($"nint rows = LayerCalls.IsRow(xs, ys, {_plan.In}, {_plan.Out}) ? 1 : LayerCalls.CheckForward(xs, ys, {_plan.In}, {_plan.Out});");
                EmitReferences();
                EmitRows(writer, _forward, "");
                return;
            }

            using (writer.Block($"if (LayerCalls.IsRow(xs, ys, {_plan.In}, {_plan.Out}))"))
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
            writer.Line($"nint rows = LayerCalls.CheckForward(xs, ys, {_plan.In}, {_plan.Out});");
            EmitReferences();
            EmitRows(writer, _forward, $"Forward({RowOf("x", _plan.In)}, LayerCalls.OutputRow(ref y, n, {_plan.Out}), in layer);");
        }

        void EmitReferences() =>
            writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs), {Matrices(_forward)}, y = ref MemoryMarshal.GetReference(ys);");
    }

    private void EmitBackward(SourceWriter writer)
    {
        bool isDot = _plan.InputGradient.Dot is not null;
        string inputGradient = $"dX[rows, {_plan.In}] = dY[rows, {_plan.Out}]·Wᵀ";
        string weightGradient = $"dW[{_plan.In}, {_plan.Out}] += Xᵀ·dY{(_spec.HasBias ? ", db += 1ᵀ·dY" : "")}";
        string parameters = $"ReadOnlySpan<{_t}> xs, ReadOnlySpan<{_t}> dys, Span<{_t}> dxs, in LayerParameters<{_t}> layer, LayerGradients<{_t}>? gradients";
        using (Method(writer, $"{inputGradient}; {weightGradient}", $"public static void Backward({parameters})"))
        {
            using (writer.Block($"if (LayerCalls.IsRow(xs, dys, dxs, {_plan.In}, {_plan.Out}))"))
            {
                EmitParts(
                    () => _update.EmitRow(writer),
                    () =>
                    {
                        if (isDot)
                        {
                            writer.Line(Dot("1"));
                            return;
                        }

                        EmitRow(writer, _inputGradient);
                    });
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("BackwardRows(xs, dys, dxs, in layer, gradients);");
        }

        writer.Line();
        using (Method(writer, $"{inputGradient}; {weightGradient}, any number of rows", $"static void BackwardRows({parameters})"))
        {
            writer.Line($"nint rows = LayerCalls.CheckBackward(xs, dys, dxs, {_plan.In}, {_plan.Out});");
            EmitParts(
                () => _update.Emit(writer),
                () =>
                {
                    if (isDot)
                    {
                        writer.Line(Dot("rows"));
                        return;
                    }

                    if (!_inputGradient.Plan.IsResident)
                    {
                        writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs);");
                    }

                    string row = $"Backward({RowOf("x", _plan.In)}, {RowOf("dy", _plan.Out)}, LayerCalls.OutputRow(ref dx, n, {_plan.In}), in layer, null);";
                    EmitRows(writer, _inputGradient, row);
                });
        }

        if (isDot)
        {
            writer.Line();
            using (Method(writer, inputGradient, $"static void InputGradient(ref {_t} dy, ref {_t} w, ref {_t} dx, nint rows)"))
            {
                EmitRows(writer, _inputGradient, "");
            }
        }

        static string Dot(string rows) => $"InputGradient(ref dy, ref w, ref dx, {rows});";

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
            new DotEmitter(_element).Emit(writer, operands);
            return;
        }

        if (operands.Plan.IsResident)
        {
            new BatchEmitter(_element, _shared, _shapes, _residentRows).EmitResidentRow(writer, operands);
            return;
        }

        _rows.Emit(writer, operands);
    }

    /// <summary>A batch: all of it in one loop, or as many rows as tiles take and the others one by one.</summary>
    private void EmitRows(SourceWriter writer, Operands operands, string row)
    {
        ProductPlan product = operands.Plan;
        BatchEmitter batch = new(_element, _shared, _shapes, _residentRows);
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
        $"LayerCalls.Row(ref {name}, n, {length})";

    private static SourceWriter.Scope Method(SourceWriter writer, string formula, string signature)
    {
        writer.Line($"/// <summary>{formula}.</summary>");
        writer.Line("[MethodImpl(Kernel)]");
        return writer.Block(signature);
    }
}
