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
        _update = new(plan.WeightGradient, plan.Forward, element, _products.Panels);
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
        using global::System.Runtime.CompilerServices;
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
        writer.Line($"// The kernels of {_spec.Hierarchy.Layer.Name} over instruction set I with vectors V of {_element.Lanes} lanes.");
        using (writer.Block($"file readonly struct Kernels<V, I> : I{(IsActivated ? "Activated" : "")}Kernels<{_t}> where V : struct where I : struct, {_element.LanesInterface}"))
        {
            writer.Line($"public static int In => {_plan.In}; public static int Out => {_plan.Out};");
            EmitForward(writer, "Forward", _forward);
            EmitInputGradient(writer);
            EmitWeightGradient(writer);
            if (IsActivated)
            {
                EmitSumGradients(writer);
            }

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
        EmitProduct(writer, formula, name, operands);
    }

    /// <summary>dX = dY·Wᵀ.</summary>
    private void EmitInputGradient(SourceWriter writer) =>
        EmitProduct(writer, $"dX[rows, {_plan.In}] = {OutputGradient}[rows, {_plan.Out}]·Wᵀ", "InputGradient", _inputGradient);

    /// <summary>Two methods: one for a single row, one for any number.</summary>
    private void EmitProduct(SourceWriter writer, string formula, string name, Operands operands)
    {
        ProductPlan plan = operands.Plan;
        string row = $"public static void {name}Row(ref {_t} {operands.A}, ref {_t} {operands.C}, in LayerParameters<{_t}> layer)";
        writer.Line();
        writer.Line($"// {formula}.");
        if (plan.Dot is not null)
        {
            Forward(writer, row, $"{name}Rows(ref {operands.A}, ref {operands.C}, 1, in layer);");
        }
        else if (_products.SingleCall(operands) is { } call)
        {
            Forward(writer, row, call.Replace($"ref {operands.B}", Matrix(operands.B)));
        }
        else
        {
            using (Kernel(writer, row))
            {
                writer.Line($"ref {_t} {Matrices(operands)};");
                _products.EmitRow(writer, operands);
            }
        }

        string rows = $"public static void {name}Rows(ref {_t} {operands.A}, ref {_t} {operands.C}, nint rows, in LayerParameters<{_t}> layer)";
        writer.Line();
        if (_products.SingleCallOfRows(operands) is { } callOfRows)
        {
            Forward(writer, rows, callOfRows.Replace($"ref {operands.B}", Matrix(operands.B)), "Kernel");
            return;
        }

        using (Kernel(writer, rows))
        {
            writer.Line($"ref {_t} {Matrices(operands)};");
            bool hasPass = operands.Activation.IsRowWise() && (plan.Dot is not null || plan.IsResident);
            writer.Line($"ref {_t} first = ref {operands.C};", hasPass);
            writer.Line("nint count = rows;", hasPass);
            _products.EmitRows(writer, operands, $"{name}Row({RowOf(operands.A, plan.Terms)}, {RowOf(operands.C, plan.Columns)}, in layer);");
            if (hasPass)
            {
                _activations.EmitPass(writer, operands, "ref first", "count");
            }
        }

        static string RowOf(string rows, int length) => Address.Of(rows, Address.Product("n", Address.Text(length)));
    }

    /// <summary>dW += Xᵀ·dY and db.</summary>
    private void EmitWeightGradient(SourceWriter writer)
    {
        string row = $"public static void WeightGradientRow(ref {_t} x, ref {_t} dy, LayerGradients<{_t}> gradients)";
        writer.Line();
        writer.Line($"// dW[{_plan.In}, {_plan.Out}] += Xᵀ·{OutputGradient}{(_spec.HasBias ? $", db += 1ᵀ·{OutputGradient}" : "")}.");
        IReadOnlyList<string> calls = _update.RowCalls;
        if (calls.Count == 1)
        {
            Forward(writer, row, calls[0]);
        }
        else
        {
            using (Kernel(writer, row))
            {
                if (calls.Count == 0)
                {
                    _update.EmitRow(writer);
                }

                foreach (string call in calls)
                {
                    writer.Line(call);
                }
            }
        }

        string rows = $"public static void WeightGradientRows(ref {_t} x, ref {_t} dy, nint rows, LayerGradients<{_t}> gradients)";
        writer.Line();
        if (_update.Calls.Count == 1)
        {
            Forward(writer, rows, _update.Calls[0], "Kernel");
            return;
        }

        using (Kernel(writer, rows))
        {
            _update.Emit(writer);
        }
    }

    /// <summary>dZ = f′·dY, from Y, or from Z, which takes dZ's place until then.</summary>
    private void EmitSumGradients(SourceWriter writer)
    {
        bool needsSums = _spec.Activation.NeedsSums();
        writer.Line();
        writer.Line($"// dZ[rows, {_plan.Out}] = {_spec.Activation}′·dY.");
        using (Kernel(writer, $"public static void SumGradients(ref {_t} x, ref {_t} y, ref {_t} dy, ref {_t} dz, nint rows, in LayerParameters<{_t}> layer)"))
        {
            writer.Line("SumRows(ref x, ref dz, rows, in layer);", needsSums);
            _activations.EmitGradient(writer, _forward, needsSums ? "ref dz" : "ref y");
        }

        if (needsSums)
        {
            EmitForward(writer, "Sum", _forward with { Activation = Activation.None });
        }

        _products.Shared.Add($"new ActivatedBackwardMethod<{_t}>(ActivatedLayers.Backward<Kernels<V, I>, {_t}>)");
    }

    private string OutputGradient => IsActivated ? "dZ" : "dY";

    private static string Matrix(string name) => $"ref layer.{(name == "w" ? "Reference" : "TransposedReference")}";

    private static string Matrices(Operands operands) => string.Join(", ", operands.Matrices.Select(name => $"{name} = {Matrix(name)}"));

    private static SourceWriter.Scope Kernel(SourceWriter writer, string signature)
    {
        writer.Line("[MethodImpl(Kernel)]");
        return writer.Block(signature);
    }

    /// <summary>A method that is nothing but a call: it takes its place in the caller, or what it calls is inlined into it.</summary>
    private static void Forward(SourceWriter writer, string signature, string call, string options = "Inline")
    {
        writer.Line($"[MethodImpl({options})]");
        writer.Line($"{signature} => {call}");
    }
}
