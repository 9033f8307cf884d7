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
    private readonly ProductEmitter _products;
    private readonly UpdateEmitter _update;
    private readonly ActivationCalls _activations;
    private readonly Operands _forward;
    private readonly Operands _inputGradient;

    /// <summary>Prepares the parts that write.</summary>
    public KernelsEmitter(LayerSpec spec, LayerPlan plan, Element element)
    {
        _spec = spec;
        _plan = plan;
        _element = element;
        _t = element.Keyword;
        _products = new(element);
        _activations = new(element, _products.Shared);
        _update = new(plan.WeightGradient, plan.Forward.Storage, element, _products.Shared, _products.Shapes);
        _forward = new(plan.Forward, "x", "w", "wt", "y", spec.HasBias, spec.Activation);
        _inputGradient = new(plan.InputGradient, "dy", "wt", "w", "dx", HasStart: false);
    }

    private bool IsActivated => _spec.Activation != Activation.None;

    /// <summary>Writes the namespace with both classes.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line(Usings);
            EmitChoice(writer, _element, (IsActivated ? "Activated" : "") + "KernelChoice");
            writer.Line();
            EmitKernels(writer);
        }
    }

    /// <summary>What the kernels' names need.</summary>
    public const string Usings = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Runtime.CompilerServices;
        using global::System.Runtime.InteropServices;
        using global::System.Runtime.Intrinsics;
        using global::LinearGen.Internals;
        using static global::LinearGen.Internals.KernelOptions;

        """;

    /// <summary>Writes the choice between instruction sets.</summary>
    public static void EmitChoice(SourceWriter writer, Element element, string choice)
    {
        writer.Line("// Calls the kernels of the machine's instruction set.");
        writer.Line($"file sealed class Kernels : {choice}<");
        foreach (string set in element.Sets)
        {
            writer.Line($"\tKernels<{set}>,");
        }

        writer.Line($"\t{element.Keyword}>;");
    }

    private void EmitKernels(SourceWriter writer)
    {
        writer.Line($"// The kernels of {_spec.Hierarchy.Layer.Name}, {_plan.In}→{_plan.Out}, over instruction set I with vectors V of {_element.Lanes} lanes.");
        using (writer.Block($"file readonly struct Kernels<V, I> : I{(IsActivated ? "Activated" : "")}Kernels<{_t}> where V : struct where I : struct, {_element.LanesInterface}"))
        {
            EmitForward(writer, "Forward", _forward);
            writer.Line();
            EmitBackward(writer);
            if (IsActivated)
            {
                EmitSumGradients(writer);
            }

            _products.EmitPanelMethods(writer);
            _update.EmitLine(writer);
            _products.EmitMethods(writer);
        }
    }

    /// <summary>Y = f(X·W + b), or without f the sums alone.</summary>
    private void EmitForward(SourceWriter writer, string name, Operands operands)
    {
        string sums = $"X[rows, {_plan.In}]·W{(_spec.HasBias ? " + b" : "")}";
        string formula = operands.Activation == Activation.None
            ? $"{(IsActivated ? "Z" : "Y")}[rows, {_plan.Out}] = {sums}"
            : $"Y[rows, {_plan.Out}] = {operands.Activation}({sums})";
        using (Method(writer, $"{formula}, one row", $"public static void {name}Row(ref {_t} x, ref {_t} y, in LayerParameters<{_t}> layer)"))
        {
            writer.Line($"ref {_t} {Matrices(operands)};");
            _products.EmitRow(writer, operands);
        }

        writer.Line();
        using (Method(writer, $"{formula}, any number of rows", $"public static void {name}Rows(ReadOnlySpan<{_t}> xs, Span<{_t}> ys, in LayerParameters<{_t}> layer)"))
        {
            writer.Line($"nint rows = LayerCalls.CheckForward(xs, ys, {_plan.In}, {_plan.Out});");
            writer.Line($"ref {_t} x = ref MemoryMarshal.GetReference(xs), {Matrices(operands)}, y = ref MemoryMarshal.GetReference(ys);");
            _products.EmitRows(writer, operands, $"{name}Row({RowOf("x", _plan.In)}, {RowOf("y", _plan.Out)}, in layer);");
            if (operands.Activation.IsRowWise() && (operands.Plan.Dot is not null || operands.Plan.IsResident))
            {
                _activations.EmitPass(writer, operands, "ref MemoryMarshal.GetReference(ys)", $"ys.Length / {_plan.Out}");
            }
        }

        static string RowOf(string rows, int length) => Address.Of(rows, Address.Product("n", Address.Text(length)));
    }

    private void EmitBackward(SourceWriter writer)
    {
        bool isDot = _plan.InputGradient.Dot is not null;
        string dy = IsActivated ? "dZ" : "dY";
        string inputGradient = $"dX[rows, {_plan.In}] = {dy}[rows, {_plan.Out}]·Wᵀ";
        string weightGradient = $"dW[{_plan.In}, {_plan.Out}] += Xᵀ·{dy}{(_spec.HasBias ? $", db += 1ᵀ·{dy}" : "")}";
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

                        _products.EmitRow(writer, _inputGradient);
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
                    _products.EmitRows(writer, _inputGradient, row);
                });
        }

        if (isDot)
        {
            writer.Line();
            using (Method(writer, inputGradient, $"static void InputGradient(ref {_t} dy, ref {_t} w, ref {_t} dx, nint rows)"))
            {
                _products.EmitRows(writer, _inputGradient, "");
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

    /// <summary>dZ = f′·dY, from Y, or from Z, which takes dZ's place until then.</summary>
    private void EmitSumGradients(SourceWriter writer)
    {
        bool needsSums = _spec.Activation.NeedsSums();
        writer.Line();
        using (Method(writer, $"dZ[rows, {_plan.Out}] = {_spec.Activation}′·dY", $"public static void SumGradients(ReadOnlySpan<{_t}> xs, ReadOnlySpan<{_t}> ys, ReadOnlySpan<{_t}> dys, Span<{_t}> dzs, in LayerParameters<{_t}> layer)"))
        {
            writer.Line("SumRows(xs, dzs, in layer);", needsSums);
            writer.Line($"ref {_t} {(needsSums ? "" : "y = ref MemoryMarshal.GetReference(ys), ")}dy = ref MemoryMarshal.GetReference(dys), dz = ref MemoryMarshal.GetReference(dzs);");
            _activations.EmitGradient(writer, _forward, needsSums ? "ref dz" : "ref y");
        }

        if (needsSums)
        {
            writer.Line();
            EmitForward(writer, "Sum", _forward with { Activation = Activation.None });
        }

        _products.Shared.Add($"new ActivatedBackwardMethod<{_t}>(ActivatedLayers.Backward<Kernels<V, I>, {_t}>)");
    }

    private static string Matrices(Operands operands) => string.Join(", ", operands.Matrices.Select(name =>
        $"{name} = ref layer.{(name == "w" ? "Reference" : "TransposedReference")}"));

    private static string RowOf(string name, int length) =>
        $"LayerCalls.Row(ref {name}, n, {length})";

    private static SourceWriter.Scope Method(SourceWriter writer, string formula, string signature)
    {
        writer.Line($"// {formula}.");
        writer.Line("[MethodImpl(Kernel)]");
        return writer.Block(signature);
    }
}
