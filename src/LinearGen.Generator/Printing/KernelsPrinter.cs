using LinearGen.Generator.Lowering;
using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes a layer's kernels: a class for each width of vectors with forward, dX and dW of one row and of many, and the choice between
/// them. What gains nothing from 512 bits has 256 alone.
/// </summary>
/// <param name="spec">The layer.</param>
/// <param name="schedule">How it is computed.</param>
internal sealed class KernelsPrinter(LayerSpec spec, LayerSchedule schedule)
{
    private readonly string _t = spec.Precision.Keyword();
    private readonly ActivationText _activation = new(spec.Activation, spec.Precision);

    private bool IsActivated => spec.Activation != Activation.None;

    private string Sums => $"X[rows, {spec.In}]·W{(spec.HasBias ? " + b" : "")}";

    private string OutputGradient => IsActivated ? "dZ" : "dY";

    private string Layer => $"in LayerParameters<{_t}> layer";

    /// <summary>Writes the namespaces.</summary>
    public void Print(SourceWriter writer)
    {
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line("""
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::LinearGen.Internals;

                """);
            PrintChoice(writer);
        }

        PrintWidth(writer, 256);
        if (schedule.Forward.IsWide || schedule.InputGradient.IsWide || schedule.IsWeightGradientWide || schedule.Forward.CrossRows is not null || schedule.InputGradient.CrossRows is not null)
        {
            PrintWidth(writer, 512);
        }
    }

    private void PrintChoice(SourceWriter writer)
    {
        writer.Line("// Calls the kernels for the width of the machine's vectors.");
        using (writer.Block($"file readonly struct Kernels : I{(IsActivated ? "Activated" : "")}Kernels<{_t}>"))
        {
            writer.Line($"public static int In => {spec.In}; public static int Out => {spec.Out};");
            Choose("ForwardRow", $"ref {_t} x, ref {_t} y, {Layer}", "ref x, ref y, in layer", schedule.Forward.IsWide);
            Choose("ForwardRows", $"ref {_t} x, ref {_t} y, nint rows, {Layer}", "ref x, ref y, rows, in layer", schedule.Forward.IsWide || schedule.Forward.CrossRows is not null);
            Choose("InputGradientRow", $"ref {_t} dy, ref {_t} dx, {Layer}", "ref dy, ref dx, in layer", schedule.InputGradient.IsWide);
            Choose("InputGradientRows", $"ref {_t} dy, ref {_t} dx, nint rows, {Layer}", "ref dy, ref dx, rows, in layer", schedule.InputGradient.IsWide || schedule.InputGradient.CrossRows is not null);
            Choose("WeightGradientRow", $"ref {_t} x, ref {_t} dy, LayerGradients<{_t}> gradients", "ref x, ref dy, gradients", schedule.IsWeightGradientWide);
            Choose("WeightGradientRows", $"ref {_t} x, ref {_t} dy, nint rows, LayerGradients<{_t}> gradients", "ref x, ref dy, rows, gradients", schedule.IsWeightGradientWide);
            if (IsActivated)
            {
                Choose("SumGradients", $"ref {_t} x, ref {_t} y, ref {_t} dy, ref {_t} dz, nint rows, {Layer}", "ref x, ref y, ref dy, ref dz, rows, in layer", schedule.Forward.IsWide);
            }
        }

        void Choose(string name, string parameters, string arguments, bool isWide)
        {
            writer.Line();
            writer.Line("[MethodImpl(KernelOptions.Inline)]");
            string signature = $"public static void {name}({parameters})";
            if (!isWide)
            {
                writer.Line($"{signature} => Kernels256.{name}({arguments});");
                return;
            }

            using (writer.Block(signature))
            {
                writer.Line($"if (Vector512.IsHardwareAccelerated) Kernels512.{name}({arguments});");
                writer.Line($"else Kernels256.{name}({arguments});");
            }
        }
    }

    private void PrintWidth(SourceWriter writer, int bits)
    {
        VectorWidth width = schedule.Width(bits);
        string vector = $"global::System.Runtime.Intrinsics.Vector{bits}";
        string simd = $"global::LinearGen.Internals.Simd{bits}<{_t}>";
        writer.Line();
        using (writer.Block("namespace LinearGen.Generated"))
        {
            writer.Line($"""
                using global::System;
                using global::System.Runtime.CompilerServices;
                using global::System.Runtime.Intrinsics;
                using global::LinearGen.Internals;
                using static {vector};
                using V = {vector}<{_t}>;
                using Simd = {simd};
                using Tiles = global::LinearGen.Internals.RegisterTiles<{vector}<{_t}>, {simd}, {_t}>;
                """);
            foreach (string line in _activation.Usings(bits))
            {
                writer.Line(line);
            }

            writer.Line();
            writer.Line($"// The kernels of {spec.Hierarchy.Layer.Name} for vectors of {bits} bits: {width.Lanes} lanes.");
            using (writer.Block($"file static class Kernels{bits}"))
            {
                if (bits == 256 || schedule.Forward.IsWide)
                {
                    PrintForward(writer, width);
                }
                else if (schedule.Forward.CrossRows is { } crossing)
                {
                    PrintCrossing(writer, $"Y[rows, {spec.Out}] = {(IsActivated ? $"{spec.Activation}({Sums})" : Sums)}", "Forward", "x", "y", crossing);
                }

                if (bits == 512 && schedule.InputGradient.CrossRows is { } crossingBack)
                {
                    PrintCrossing(writer, $"dX[rows, {spec.In}] = {OutputGradient}[rows, {spec.Out}]·Wᵀ", "InputGradient", "dy", "dx", crossingBack);
                }

                if (bits == 256 || schedule.InputGradient.IsWide)
                {
                    PrintProduct(writer, $"dX[rows, {spec.In}] = {OutputGradient}[rows, {spec.Out}]·Wᵀ", "InputGradient", "dy", "dx", new Schedule(schedule.InputGradient, width), isActivated: false);
                }

                if (bits == 256 || schedule.IsWeightGradientWide)
                {
                    PrintWeightGradient(writer, width);
                }
            }
        }
    }

    /// <summary>Y = f(X·W + b), the sums alone where f′ needs them again, and dZ = f′·dY.</summary>
    private void PrintForward(SourceWriter writer, VectorWidth width)
    {
        Schedule forward = new(schedule.Forward, width);
        PrintProduct(writer, $"Y[rows, {spec.Out}] = {(IsActivated ? $"{spec.Activation}({Sums})" : Sums)}", "Forward", "x", "y", forward, IsActivated);
        if (!IsActivated)
        {
            return;
        }

        bool needsSums = spec.Activation.NeedsSums();
        if (needsSums)
        {
            PrintProduct(writer, $"Z[rows, {spec.Out}] = {Sums}", "Sum", "x", "y", forward, isActivated: false);
        }

        using (Method(writer, $"dZ[rows, {spec.Out}] = {spec.Activation}′·dY.", $"SumGradients(ref {_t} x, ref {_t} y, ref {_t} dy, ref {_t} dz, nint rows, {Layer})"))
        {
            writer.Line("SumRows(ref x, ref dz, rows, in layer);", needsSums);
            writer.Line(_activation.Gradient(needsSums ? "dz" : "y", spec.Out));
        }

        writer.Line();
    }

    /// <summary>Two methods: one for a single row, one for any number.</summary>
    private void PrintProduct(SourceWriter writer, string formula, string name, string a, string c, Schedule product, bool isActivated)
    {
        Gemm gemm = product.Gemm;
        bool isForward = name != "InputGradient";
        bool isInRegisters = isActivated && _activation.IsInRegisters(product);
        bool hasPass = isActivated && !isInRegisters;
        string? function = isInRegisters ? _activation.Function : null;
        using (Method(writer, $"{formula}, one row.", $"{name}Row(ref {_t} {a}, ref {_t} {c}, {Layer})"))
        {
            writer.Line($"ref {_t} w = ref layer.{(isForward == gemm.IsDot ? "TransposedReference" : "Reference")}{(gemm is { IsDot: true, HasStart: true } ? ", b = ref layer.Reference" : "")};");
            new NodePrinter(writer, _t, product.Width.Lanes).Print(gemm.IsDot
                ? new RowDot(product, new(a, 0), new("w", 0), new("b", gemm.Layout.BiasStart), new(c, 0), function).Lower()
                : new RowProduct(product, new(a, 0), new("w", 0), new(c, 0), function).Lower());
            writer.Line(hasPass ? _activation.Pass(c, "1", gemm.N) : "", hasPass);
        }

        writer.Line();
        using (Method(writer, "The same for any number of rows.", $"{name}Rows(ref {_t} {a}, ref {_t} {c}, nint rows, {Layer})"))
        {
            string row = $"{name}Row({Address.Of(a, Address.Product("row", Address.Text(gemm.K)))}, {Address.Of(c, Address.Product("row", Address.Text(gemm.N)))}, in layer);";
            if (gemm.IsDot)
            {
                using (writer.Block("for (nint row = 0; row < rows; row++)"))
                {
                    writer.Line(row);
                }
            }
            else if (product.ResidentRows > 0)
            {
                PrintResident(writer, name, a, c, product, isForward, isInRegisters);
            }
            else
            {
                writer.Line($"ref {_t} w = ref layer.{(isForward ? "Reference" : "TransposedReference")};");
                new BatchPrinter(writer, product).Print(a, "w", c, isActivated ? _activation.Pass(c, "tiled", gemm.N) : null, row);
            }
        }

        writer.Line();
    }

    /// <summary>Many rows with the matrix in registers, then the rows that are left.</summary>
    private void PrintResident(SourceWriter writer, string name, string a, string c, Schedule product, bool isForward, bool isInRegisters)
    {
        bool hasPass = isForward && name != "Sum" && IsActivated && !isInRegisters;
        writer.Line($"ref {_t} w = ref layer.{(isForward ? "Reference" : "TransposedReference")}{(hasPass ? $", first = ref {c}" : "")};");
        writer.Line("nint all = rows;", hasPass);
        new NodePrinter(writer, _t, product.Width.Lanes).Print(new ResidentProduct(product, a, new("w", 0), c, isInRegisters ? _activation.Function : null).Lower());
        writer.Line(hasPass ? _activation.Pass("first", "(all - rows)", product.Gemm.N) : "", hasPass);
        using (writer.Block($"for (; rows > 0; rows--)"))
        {
            writer.Line($"{name}Row(ref {a}, ref {c}, in layer);");
            writer.Line($"{a} = ref Unsafe.Add(ref {a}, {product.Gemm.K});");
            writer.Line($"{c} = ref Unsafe.Add(ref {c}, {product.Gemm.N});");
        }
    }

    /// <summary>Many rows of a tiny product in vectors that hold whole rows; the rows that are left go to the kernel for 256 bits.</summary>
    private void PrintCrossing(SourceWriter writer, string formula, string name, string a, string c, CrossRowSchedule crossing)
    {
        bool isForward = name == "Forward";
        using (Method(writer, $"{formula}: vectors hold whole rows.", $"{name}Rows(ref {_t} {a}, ref {_t} {c}, nint rows, {Layer})"))
        {
            bool isActivated = isForward && IsActivated;
            string? function = isActivated && !spec.Activation.IsRowWise() ? _activation.Function : null;
            bool hasPass = isActivated && function is null;
            writer.Line($"ref {_t} w = ref layer.{(isForward ? "Reference" : "TransposedReference")}{(hasPass ? $", first = ref {c}" : "")};");
            writer.Line("nint all = rows;", hasPass);
            new NodePrinter(writer, _t, schedule.Width(512).Lanes).Print(new CrossRowProduct(crossing, a, new("w", 0), c, function).Lower());
            writer.Line(hasPass ? _activation.Pass("first", "(all - rows)", crossing.Gemm.N) : "", hasPass);
            writer.Line($"Kernels256.{name}Rows(ref {a}, ref {c}, rows, in layer);");
        }

        writer.Line();
    }

    /// <summary>dW += Xᵀ·dZ and db.</summary>
    private void PrintWeightGradient(SourceWriter writer, VectorWidth width)
    {
        UpdateSchedule update = schedule.WeightGradient(width);
        string formula = $"dW[{spec.In}, {spec.Out}] += Xᵀ·{OutputGradient}{(spec.HasBias ? $", db += {OutputGradient}" : "")}";
        using (Method(writer, $"{formula}, one row.", $"WeightGradientRow(ref {_t} x, ref {_t} dy, LayerGradients<{_t}> gradients)"))
        {
            writer.Line($"ref {_t} dw = ref gradients.Layer.Reference;");
            new NodePrinter(writer, _t, width.Lanes).Print(new RowUpdate(update, new("x", 0), new("dy", 0), new("dw", 0)).Lower());
        }

        writer.Line();
        using (Method(writer, "The same for any number of rows.", $"WeightGradientRows(ref {_t} x, ref {_t} dy, nint rows, LayerGradients<{_t}> gradients)"))
        {
            writer.Line($"ref {_t} dw = ref gradients.Layer.Reference{(update.IsPacked ? ", scratch = ref gradients.Scratch" : "")};");
            new UpdatePrinter(writer, update, _t).Print();
        }
    }

    private static SourceWriter.Scope Method(SourceWriter writer, string comment, string signature)
    {
        writer.Line($"// {comment}");
        writer.Line("[MethodImpl(KernelOptions.Kernel)]");
        return writer.Block($"public static void {signature}");
    }
}
