using LinearGen.Generator.Lowering;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes a layer's kernels: a class for each width of vectors with forward, dX and dW of one row and of many rows that pass by a matrix in registers; the
/// choice between them, and the loops around register tiles for both. Kernels that gain nothing from 512 bits exist for 256 alone.
/// </summary>
/// <param name="spec">The layer.</param>
/// <param name="schedule">The schedule of the layer.</param>
internal sealed class KernelsPrinter(LayerSpec spec, LayerSchedule schedule)
{
    private readonly string _t = spec.Precision.Keyword();
    private readonly ActivationText _activation = new(spec.Activation, spec.Slope, spec.Precision);

    private bool IsActivated => spec.Activation != Activation.None;

    private string Sums => $"X[rows, {spec.In}]·W{(spec.HasBias ? " + b" : "")}";

    private string ForwardFormula => $"Y[rows, {spec.Out}] = {(IsActivated ? $"{spec.Activation}({Sums})" : Sums)}";

    private string SumFormula => $"Z[rows, {spec.Out}] = {Sums}";

    private string InputGradientFormula => $"dX[rows, {spec.In}] = {OutputGradient}[rows, {spec.Out}]·Wᵀ";

    private string WeightGradientFormula => $"dW[{spec.In}, {spec.Out}] += Xᵀ·{OutputGradient}{(spec.HasBias ? $", db += {OutputGradient}" : "")}";

    private string OutputGradient => IsActivated ? "dZ" : "dY";

    private string Layer => $"in LayerParameters<{_t}> layer";

    private string Interface => !spec.IsTrainable ? "IForwardKernels" : IsActivated ? "IActivatedKernels" : "IKernels";

    /// <summary>Forward and, if there is a backward pass, dX.</summary>
    private IReadOnlyList<Gemm> Products => spec.IsTrainable ? [schedule.Forward, schedule.InputGradient] : [schedule.Forward];

    /// <summary>Whether dW is computed, and gains by vectors of 512 bits.</summary>
    private bool IsUpdateWide => spec.IsTrainable && schedule.IsWeightGradientWide;

    /// <summary>Whether batches of dW have several rows in a vector, and so gain by 512 bits where a single row does not.</summary>
    private bool IsUpdateCrossing => spec.IsTrainable && schedule.WeightGradient(schedule.Width(512)).CrossRows is not null;

    /// <summary>Whether f′ needs the sums again, beside the layer's outputs.</summary>
    private bool NeedsSums => spec.IsTrainable && spec.Activation.NeedsSums(spec.Slope);

    /// <summary>The widths that a product is written for.</summary>
    private static int[] Bits(bool isWide) => isWide ? [256, 512] : [256];

    /// <summary>Whether batches of a product are loops around tiles with every width.</summary>
    private bool IsTiled(Gemm gemm) => !gemm.IsDot && gemm.CrossRows is null && Bits(gemm.IsWide).All(bits => IsTiled(gemm, bits));

    private bool IsTiled(Gemm gemm, int bits) => !gemm.IsDot && new Schedule(gemm, schedule.Width(bits)).ResidentRows == 0;

    /// <summary>Whether dW of batches is loops around tiles with every width.</summary>
    private bool IsUpdateTiled => Bits(schedule.IsWeightGradientWide).All(IsTiledUpdate);

    private bool IsTiledUpdate(int bits) => schedule.WeightGradient(schedule.Width(bits)).IsTiled;

    /// <summary>Whether the class for a width has loops around tiles of its own: where another width has the matrix in registers.</summary>
    private bool HasTiles(int bits) =>
        Products.Any(gemm => !IsTiled(gemm) && Bits(gemm.IsWide).Contains(bits) && IsTiled(gemm, bits))
        || (spec.IsTrainable && !IsUpdateTiled && Bits(schedule.IsWeightGradientWide).Contains(bits) && IsTiledUpdate(bits));

    /// <summary>Writes the namespaces: one for each width, as their vectors' operations have the same names. The choice between them stands in the first.</summary>
    public void Print(SourceWriter writer)
    {
        bool isForwardTiled = IsTiled(schedule.Forward);
        bool isUpdateTiled = spec.IsTrainable && IsUpdateTiled;
        bool hasTiles = Products.Any(gemm => IsTiled(gemm) && !gemm.IsPacked) || isUpdateTiled;
        bool hasWideTiles = Products.Any(gemm => gemm.IsWide && IsTiled(gemm) && !gemm.IsPacked) || (isUpdateTiled && schedule.IsWeightGradientWide);
        using (writer.Block("namespace LinearGen.Generated"))
        {
            PrintUsings(writer, 256, hasTiles);
            writer.Line(TilesUsing(512), hasWideTiles);
            writer.Line(PackedTilesUsing(256) + "\n" + PackedTilesUsing(512), schedule.Forward.IsPacked);
            foreach (int bits in Bits(schedule.Forward.IsWide))
            {
                writer.Line(PassesOf(bits).Using(bits), IsActivated && isForwardTiled);
            }

            writer.Line();
            _activation.PrintSlope(writer);
            PrintChoice(writer);
            writer.Line();
            PrintWidth(writer, 256);
        }

        if (IsUpdateWide || IsUpdateCrossing || Products.Any(static gemm => gemm.IsWide || gemm.CrossRows is not null))
        {
            writer.Line();
            using (writer.Block("namespace LinearGen.Generated"))
            {
                PrintUsings(writer, 512, hasTiles: false);
                writer.Line();
                PrintWidth(writer, 512);
            }
        }
    }

    private void PrintUsings(SourceWriter writer, int bits, bool hasTiles)
    {
        writer.Line("using global::System;", hasTiles || HasTiles(bits));
        VectorUsings.Print(writer, _t, bits);
        writer.Line(_activation.Using(bits), IsActivated);
        writer.Line(TilesUsing(bits), hasTiles || HasTiles(bits));
    }

    private string PackedTilesUsing(int bits) =>
        $"using PackedTiles{bits} = global::LinearGen.Internals.RegisterTiles<global::System.Runtime.Intrinsics.Vector{bits}<{_t}>, global::LinearGen.Internals.BFloat16Simd{bits}, {_t}>;";

    /// <summary>The reference to a product's matrix: W, or the image of its rounded weights, or Wᵀ, which lies behind that.</summary>
    private string Matrix(bool isForward, bool isDot)
    {
        long image = StorageSize.ImageLength(spec.In, spec.Out, spec.IsTrainable, spec.Weights);
        return isForward == isDot
            ? image > 0 ? $"ref Unsafe.Add(ref layer.TransposedReference, {Address.Text(image)})" : "ref layer.TransposedReference"
            : image > 0 ? "ref layer.TransposedReference" : "ref layer.Reference";
    }

    private string TilesUsing(int bits) =>
        $"using Tiles{bits} = global::LinearGen.Internals.RegisterTiles<global::System.Runtime.Intrinsics.Vector{bits}<{_t}>, global::LinearGen.Internals.Simd{bits}<{_t}>, {_t}>;";

    /// <summary>The activation's passes as loops around tiles name them.</summary>
    private ActivationText PassesOf(int bits) => new(spec.Activation, spec.Slope, spec.Precision) { Suffix = Address.Text(bits) };

    private void PrintChoice(SourceWriter writer)
    {
        writer.Line("// Chooses the kernels for the width of the machine's vectors; batches are loops around the register tiles of the runtime.");
        using (writer.Block($"file readonly struct Kernels : {Interface}<{_t}>"))
        {
            writer.Line($"public static int In => {spec.In}; public static int Out => {spec.Out};");
            ChooseProduct("Forward", "x", "y", schedule.Forward, ForwardFormula, IsActivated);
            if (spec.IsTrainable)
            {
                ChooseBackward();
            }
        }

        void ChooseBackward()
        {
            ChooseProduct("InputGradient", "dy", "dx", schedule.InputGradient, InputGradientFormula, isActivated: false);
            Choose("WeightGradientRow", $"ref {_t} x, ref {_t} dy, LayerGradients<{_t}> gradients", "ref x, ref dy, gradients", schedule.IsWeightGradientWide);
            if (IsUpdateTiled)
            {
                writer.Line();
                PrintUpdateRows(
                    writer,
                    schedule.WeightGradient(schedule.Width(256)),
                    schedule.IsWeightGradientWide ? schedule.WeightGradient(schedule.Width(512)) : null);
            }
            else
            {
                Choose("WeightGradientRows", $"ref {_t} x, ref {_t} dy, nint rows, LayerGradients<{_t}> gradients", "ref x, ref dy, rows, gradients", schedule.IsWeightGradientWide || IsUpdateCrossing);
            }

            if (IsActivated)
            {
                Choose("SumGradients", $"ref {_t} x, ref {_t} y, ref {_t} dy, ref {_t} dz, nint rows, {Layer}", "ref x, ref y, ref dy, ref dz, rows, in layer", schedule.Forward.IsWide);
            }

            if (NeedsSums && IsTiled(schedule.Forward))
            {
                ChooseProduct("Sum", "x", "y", schedule.Forward, SumFormula, isActivated: false);
            }
        }

        void ChooseProduct(string name, string a, string c, Gemm gemm, string formula, bool isActivated)
        {
            Choose($"{name}Row", $"ref {_t} {a}, ref {_t} {c}, {Layer}", $"ref {a}, ref {c}, in layer", gemm.IsWide);
            if (IsTiled(gemm))
            {
                writer.Line();
                PrintTiledRows(writer, formula + ".", name, a, c, new Schedule(gemm, schedule.Width(256)), isActivated, gemm.IsWide ? new Schedule(gemm, schedule.Width(512)) : null);
            }
            else
            {
                Choose($"{name}Rows", $"ref {_t} {a}, ref {_t} {c}, nint rows, {Layer}", $"ref {a}, ref {c}, rows, in layer", gemm.IsWide || gemm.CrossRows is not null);
            }
        }

        void Choose(string name, string parameters, string arguments, bool isWide)
        {
            writer.Line();
            writer.Line("[MethodImplAttribute(KernelOptions.Inline)]");
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

    /// <summary>Many rows in tiles, for every width that there is.</summary>
    private void PrintTiledRows(SourceWriter writer, string comment, string name, string a, string c, Schedule narrow, bool isActivated, Schedule? wide = null)
    {
        Gemm gemm = narrow.Gemm;
        using (Method(writer, comment, $"{name}Rows(ref {_t} {a}, ref {_t} {c}, nint rows, {Layer})"))
        {
            string row = $"{name}Row({Address.Of(a, Address.Product("row", Address.Text(gemm.K)))}, {Address.Of(c, Address.Product("row", Address.Text(gemm.N)))}, in layer);";
            writer.Line($"ref {_t} w = {Matrix(name != "InputGradient", isDot: false)};");
            Func<int, string> pass = bits => (IsTiled(gemm) ? PassesOf(bits) : _activation).Pass(c, "tiled", gemm.N);
            if (gemm.IsPacked)
            {
                new PackedBatchPrinter(writer, narrow, _t).Print(a, "w", c, isActivated ? pass : null, row, wide!);
                return;
            }

            new BatchPrinter(writer, narrow, _t).Print(a, "w", c, isActivated ? pass : null, row, wide);
        }
    }

    private void PrintWidth(SourceWriter writer, int bits)
    {
        VectorWidth width = schedule.Width(bits);
        writer.Line($"// The kernels of {spec.Hierarchy.Layer.Name} for vectors of {bits} bits: {width.Lanes} lanes.");
        using (writer.Block($"file static class Kernels{bits}"))
        {
            if (bits == 256 || schedule.Forward.IsWide)
            {
                PrintForward(writer, width);
            }
            else if (schedule.Forward.CrossRows is { } crossing)
            {
                PrintCrossing(writer, ForwardFormula, "Forward", "x", "y", crossing);
            }

            if (spec.IsTrainable)
            {
                PrintBackward(writer, width);
            }
        }
    }

    private void PrintBackward(SourceWriter writer, VectorWidth width)
    {
        if (width.Bits == 512 && schedule.InputGradient.CrossRows is { } crossingBack)
        {
            PrintCrossing(writer, InputGradientFormula, "InputGradient", "dy", "dx", crossingBack);
        }

        if (width.Bits == 256 || schedule.InputGradient.IsWide)
        {
            PrintProduct(writer, InputGradientFormula, "InputGradient", "dy", "dx", new Schedule(schedule.InputGradient, width), isActivated: false);
        }

        if (width.Bits == 256 || schedule.IsWeightGradientWide)
        {
            PrintWeightGradient(writer, width);
        }
        else if (IsUpdateCrossing)
        {
            PrintUpdateRows(writer, schedule.WeightGradient(width));
        }
    }

    /// <summary>Y = f(X·W + b), the sums alone where f′ needs them again, and dZ = f′·dY.</summary>
    private void PrintForward(SourceWriter writer, VectorWidth width)
    {
        Schedule forward = new(schedule.Forward, width);
        PrintProduct(writer, ForwardFormula, "Forward", "x", "y", forward, IsActivated);
        if (!IsActivated || !spec.IsTrainable)
        {
            return;
        }

        if (NeedsSums)
        {
            PrintProduct(writer, SumFormula, "Sum", "x", "y", forward, isActivated: false);
        }

        using (Method(writer, $"dZ[rows, {spec.Out}] = {spec.Activation}′·dY.", $"SumGradients(ref {_t} x, ref {_t} y, ref {_t} dy, ref {_t} dz, nint rows, {Layer})"))
        {
            writer.Line($"{(IsTiled(schedule.Forward) ? "Kernels." : "")}SumRows(ref x, ref dz, rows, in layer);", NeedsSums);
            writer.Line(_activation.Gradient(NeedsSums ? "dz" : "y", spec.Out));
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
        bool isResident = !gemm.IsDot && !IsTiled(gemm, product.Width.Bits);
        if (name != "Sum" || !isResident)
        {
            PrintRow();
        }

        if (IsTiled(gemm))
        {
            return;
        }

        string comment = name == "Sum" && isResident ? $"{formula}." : "As above, any number of rows.";
        if (IsTiled(gemm, product.Width.Bits))
        {
            PrintTiledRows(writer, comment, name, a, c, product, isActivated);
            writer.Line();
            return;
        }

        using (Method(writer, comment, $"{name}Rows(ref {_t} {a}, ref {_t} {c}, nint rows, {Layer})"))
        {
            if (gemm.IsDot)
            {
                using (writer.Block("for (nint row = 0; row < rows; row++)"))
                {
                    writer.Line($"{name}Row({Address.Of(a, Address.Product("row", Address.Text(gemm.K)))}, {Address.Of(c, Address.Product("row", Address.Text(gemm.N)))}, in layer);");
                }
            }
            else
            {
                PrintResident(writer, name, a, c, product, isForward, isInRegisters);
            }
        }

        writer.Line();

        void PrintRow()
        {
            using (Method(writer, $"{formula}, one row.", $"{name}Row(ref {_t} {a}, ref {_t} {c}, {Layer})"))
            {
                writer.Line($"ref {_t} w = {Matrix(isForward, gemm.IsDot)}{(gemm is { IsDot: true, HasStart: true } ? ", b = ref layer.Reference" : "")};");
                new NodePrinter(writer, _t, product.Width.Lanes).Print(gemm.IsDot
                    ? new RowDot(product, new(a, 0), new("w", 0), new("b", gemm.Layout.BiasStart), new(c, 0), function).Lower()
                    : new RowProduct(product, new(a, 0), new("w", 0), new(c, 0), function).Lower());
                writer.Line(hasPass ? _activation.Pass(c, "1", gemm.N) : "", hasPass);
            }

            writer.Line();
        }
    }

    /// <summary>Many rows with the matrix in registers: several in a vector, if that gains and there are so many, or each in its own.</summary>
    private void PrintResident(SourceWriter writer, string name, string a, string c, Schedule product, bool isForward, bool isInRegisters)
    {
        string? function = isInRegisters ? _activation.Function : null;
        PrintTurns(
            writer,
            c,
            isForward,
            hasPass: isForward && name != "Sum" && IsActivated && !isInRegisters,
            product.Gemm.N,
            product.Width,
            new ResidentProduct(product, a, new("w", 0), c, function).Lower(),
            product.Gemm.CrossRowsOf(product.Width) is { } crossing ? (crossing.Rows, new CrossRowProduct(crossing, a, new("w", 0), c, function).Lower()) : null);
    }

    /// <summary>Writes turns of several rows, which move the references, others from some number of rows on, and the pass over the written rows, if there is one.</summary>
    private void PrintTurns(SourceWriter writer, string c, bool isForward, bool hasPass, int columns, VectorWidth width, IReadOnlyList<Node> turns, (int Rows, IReadOnlyList<Node> Turns)? from = null)
    {
        writer.Line($"ref {_t} w = {Matrix(isForward, isDot: false)}{(hasPass ? $", first = ref {c}" : "")};");
        writer.Line("nint all = rows;", hasPass);
        NodePrinter printer = new(writer, _t, width.Lanes);
        if (from is { } many)
        {
            using (writer.Block($"if (rows >= {many.Rows})"))
            {
                printer.Print(many.Turns);
            }

            using (writer.Block("else"))
            {
                printer.Print(turns);
            }
        }
        else
        {
            printer.Print(turns);
        }

        writer.Line(hasPass ? _activation.Pass("first", "(all - rows)", columns) : "", hasPass);
    }

    /// <summary>Many rows of a tiny product in vectors that hold whole rows; fewer rows than one holds go to the kernel for 256 bits.</summary>
    private void PrintCrossing(SourceWriter writer, string formula, string name, string a, string c, CrossRowSchedule crossing)
    {
        bool isForward = name == "Forward";
        using (Method(writer, $"{formula}: vectors hold whole rows.", $"{name}Rows(ref {_t} {a}, ref {_t} {c}, nint rows, {Layer})"))
        {
            string? function = isForward && IsActivated && !spec.Activation.IsRowWise() ? _activation.Function : null;
            using (writer.Block($"if (rows >= {crossing.Rows})"))
            {
                PrintTurns(
                    writer,
                    c,
                    isForward,
                    hasPass: isForward && IsActivated && function is null,
                    crossing.Gemm.N,
                    schedule.Width(512),
                    new CrossRowProduct(crossing, a, new("w", 0), c, function).Lower());
            }

            writer.Line($"else Kernels256.{name}Rows(ref {a}, ref {c}, rows, in layer);");
        }

        writer.Line();
    }

    /// <summary>dW += Xᵀ·dZ and db: one row, and many unless they are tiled with every width.</summary>
    private void PrintWeightGradient(SourceWriter writer, VectorWidth width)
    {
        UpdateSchedule update = schedule.WeightGradient(width);
        using (Method(writer, $"{WeightGradientFormula}, one row.", $"WeightGradientRow(ref {_t} x, ref {_t} dy, LayerGradients<{_t}> gradients)"))
        {
            writer.Line($"ref {_t} dw = ref gradients.Layer.Reference;");
            new NodePrinter(writer, _t, width.Lanes).Print(new RowUpdate(update, new("x", 0), new("dy", 0), new("dw", 0)).Lower());
        }

        if (!IsUpdateTiled)
        {
            writer.Line();
            PrintUpdateRows(writer, update);
        }
    }

    /// <summary>dW += Xᵀ·dZ and db of many rows, for every width that there is.</summary>
    private void PrintUpdateRows(SourceWriter writer, UpdateSchedule narrow, UpdateSchedule? wide = null)
    {
        using (Method(writer, $"{WeightGradientFormula}, any number of rows.", $"WeightGradientRows(ref {_t} x, ref {_t} dy, nint rows, LayerGradients<{_t}> gradients)"))
        {
            writer.Line($"ref {_t} dw = ref gradients.Layer.Reference{(narrow.IsPacked ? ", scratch = ref gradients.Scratch" : "")};");
            new UpdatePrinter(writer, narrow, _t).Print(wide);
        }
    }

    private static SourceWriter.Scope Method(SourceWriter writer, string comment, string signature)
    {
        writer.Line($"// {comment}");
        writer.Line("[MethodImplAttribute(KernelOptions.Kernel)]");
        return writer.Block($"public static void {signature}");
    }
}
