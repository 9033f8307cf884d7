using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Safetensors;

/// <summary>Reads the tensors of modules.</summary>
/// <param name="file">The file.</param>
/// <param name="asked">The layout of matrices as the user or the file gives it; null to derive it from their names.</param>
/// <param name="epsilon">The number that is added to variances, as the user gives it; null for the framework's default.</param>
internal sealed class ModuleReader(SafetensorsFile file, WeightLayout? asked, double? epsilon)
{
    /// <summary>The stages of a module and its activation; not yet rounded.</summary>
    /// <exception cref="ImportException">A tensor does not fit.</exception>
    public IReadOnlyList<ModelStage> Read(PlannedModule planned)
    {
        (TensorModule module, Activation activation) = planned;
        if (module.IsMatrix)
        {
            return [ReadLayer(module, activation)];
        }

        IReadOnlyList<ModelStage> stages = module.Kind == ModuleKind.BatchNorm ? ReadBatchNorm(module) : [ReadLayerNorm(module)];
        return activation == Activation.None ? stages : [.. stages, new ModelActivation(stages[^1].Out, activation, $"--activations, behind {module.Display}")];
    }

    /// <summary>The number that is added to a module's variances.</summary>
    public double EpsilonOf(TensorModule module) => epsilon ?? module.Epsilon;

    /// <summary>The number of columns of a normalisation.</summary>
    /// <exception cref="ImportException">Its tensors are of another shape.</exception>
    public static int SizeOf(TensorModule module) => module.Main.Shape is [>= 1 and <= int.MaxValue and var size]
        ? (int)size
        : throw new ImportException($"Tensor {Quoted.Name(module.Main.Name)} has the shape {Quoted.Shape(module.Main.Shape)}; expected [n], one number for each column, since by its name it is part of a normalisation.");

    private ModelLayerNorm ReadLayerNorm(TensorModule module)
    {
        (SafetensorsTensor gain, SafetensorsTensor bias) = (module.Main, module.Find(TensorRole.Bias)!);
        int size = SizeOf(module);
        return new ModelLayerNorm(ReadNumbers(gain), ReadColumns(bias, size, $"{Quoted.Name(gain.Name)} is [{size}]"), EpsilonOf(module), $"Tensor {Quoted.Name(gain.Name)}")
        {
            OriginalNames = new Dictionary<string, string> { ["weight"] = gain.Name, ["bias"] = bias.Name },
        };
    }

    /// <summary>(x − mean) / √(variance + epsilon), then, if the module has them, ·gain + bias: stages of their own, since nothing is lost so.</summary>
    private List<ModelStage> ReadBatchNorm(TensorModule module)
    {
        SafetensorsTensor mean = module.Main, variance = module.Find(TensorRole.Variance)!;
        int size = SizeOf(module);
        string reason = $"{Quoted.Name(mean.Name)} is [{size}]", origin = $"Tensor {Quoted.Name(mean.Name)}";
        double[] deviation = [.. ReadColumns(variance, size, reason).Select(value => Math.Sqrt(value + EpsilonOf(module)))];
        if (Array.FindIndex(deviation, value => !(value > 0)) is >= 0 and var wrong)
        {
            throw new ImportException(FormattableString.Invariant($"Tensor {Quoted.Name(variance.Name)} has the variance {ReadNumbers(variance)[wrong]:G6}, element {wrong} of {size}; expected 0 or more, and a root of its sum with epsilon, {EpsilonOf(module):G6}, that is not 0."));
        }

        List<ModelStage> stages = [new ModelNormalization(ReadNumbers(mean), deviation, Clip: null, origin) { OriginalNames = new Dictionary<string, string> { ["mean"] = mean.Name } }];
        SafetensorsTensor? gain = module.Find(TensorRole.Weight, TensorRole.Gain), bias = module.Find(TensorRole.Bias);
        if (gain is not null || bias is not null)
        {
            stages.Add(new ModelRescaling(
                gain is null ? [.. Enumerable.Repeat(1.0, size)] : ReadColumns(gain, size, reason),
                bias is null ? new double[size] : ReadColumns(bias, size, reason),
                [.. Enumerable.Repeat(double.NegativeInfinity, size)],
                [.. Enumerable.Repeat(double.PositiveInfinity, size)],
                $"Tensor {Quoted.Name((gain ?? bias)!.Name)}"));
        }

        return stages;
    }

    /// <summary>A matrix with its bias and an activation.</summary>
    private ModelLayer ReadLayer(TensorModule module, Activation activation)
    {
        SafetensorsTensor matrix = module.Main;
        WeightLayout layout = LayoutOf(module);
        string form = layout == WeightLayout.OutIn ? "[Out, In]" : "[In, Out]";
        if (matrix.Shape is not [>= 1 and <= int.MaxValue, >= 1 and <= int.MaxValue] || matrix.ElementCount > Array.MaxLength)
        {
            throw new ImportException($"Tensor {Quoted.Name(matrix.Name)} has the shape {Quoted.Shape(matrix.Shape)}; expected a matrix, {form}.");
        }

        (int first, int second) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        (int inputs, int outputs) = layout == WeightLayout.OutIn ? (second, first) : (first, second);
        double[]? bias = module.Find(TensorRole.Bias) is { } stored ? ReadColumns(stored, outputs, $"{Quoted.Name(matrix.Name)} is {Quoted.Shape(matrix.Shape)}, {form}") : null;
        double[] values = module.Find(TensorRole.Magnitude) is { } magnitude ? ReadNormalized(matrix, magnitude) : ReadNumbers(matrix);
        ModelLayer layer = new(first, second, values, bias, activation, $"Tensor {Quoted.Name(matrix.Name)}");
        Dictionary<string, string> originals = [];
        if (layout == WeightLayout.OutIn && module.Kind == ModuleKind.Linear)
        {
            originals.Add("weight", matrix.Name);
            if (module.Find(TensorRole.Bias) is { } named)
            {
                originals.Add("bias", named.Name);
            }
        }

        return layer with { In = inputs, Out = outputs, Weights = layout == WeightLayout.OutIn ? layer.TransposedWeights() : layer.Weights, OriginalNames = originals };
    }

    /// <summary>The layout of a module's matrix.</summary>
    public WeightLayout LayoutOf(TensorModule module) => asked ?? module.Layout;

    /// <summary>Reads a tensor of one number for each column.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="reason">Why so many, in words.</param>
    /// <exception cref="ImportException">It has another shape.</exception>
    public double[] ReadColumns(SafetensorsTensor tensor, int count, string reason) => tensor.Shape is [var length] && length == count
        ? ReadNumbers(tensor)
        : throw new ImportException($"Tensor {Quoted.Name(tensor.Name)} has the shape {Quoted.Shape(tensor.Shape)}; expected [{count}], since {reason}.");

    /// <summary>Reads a tensor's numbers.</summary>
    /// <exception cref="ImportException">It holds something else.</exception>
    public double[] ReadNumbers(SafetensorsTensor tensor)
    {
        if (tensor.Type is null)
        {
            throw new ImportException($"Tensor {Quoted.Name(tensor.Name)} holds {Quoted.Text(tensor.TypeName)}; F32, F64, F16 and BF16 are supported.");
        }

        double[] values = new double[tensor.ElementCount];
        file.Read(tensor.Name, values);
        return values;
    }

    /// <summary>The number of lines of a matrix that have a length of their own, and the strides along and between them: rows for [n, 1], columns for [1, n].</summary>
    /// <exception cref="ImportException">The lengths are of another shape.</exception>
    public static (int Lines, int Along, int Between) LinesOf(SafetensorsTensor direction, SafetensorsTensor magnitude)
    {
        (int first, int second) = ((int)direction.Shape[0], (int)direction.Shape[1]);
        return magnitude.Shape switch
        {
            [var rows, 1] when rows == first => (first, 1, second),
            [1, var columns] when columns == second => (second, second, 1),
            _ => throw new ImportException($"Tensor {Quoted.Name(magnitude.Name)} has the shape {Quoted.Shape(magnitude.Shape)}; expected [{first}, 1] or [1, {second}], one length for each row or each column of {Quoted.Name(direction.Name)}."),
        };
    }

    /// <summary>w = g·v/‖v‖ along each line.</summary>
    private double[] ReadNormalized(SafetensorsTensor direction, SafetensorsTensor magnitude)
    {
        (int lines, int along, int between) = LinesOf(direction, magnitude);
        double[] v = ReadNumbers(direction), g = ReadNumbers(magnitude);
        for (int line = 0; line < lines; line++)
        {
            double squares = 0;
            for (int n = 0; n < v.Length / lines; n++)
            {
                double value = v[(line * between) + (n * along)];
                squares += value * value;
            }

            for (int n = 0; n < v.Length / lines; n++)
            {
                v[(line * between) + (n * along)] *= g[line] / Math.Sqrt(squares);
            }
        }

        return v;
    }
}
