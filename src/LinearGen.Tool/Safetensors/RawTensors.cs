using LinearGen.Onnx.Numerics;

namespace LinearGen.Tool.Safetensors;

/// <summary>Computes a network straight from the tensors of a file, sum by sum, as the reference for the stages that are written.</summary>
/// <param name="reader">Reads the tensors.</param>
internal sealed class RawTensors(ModuleReader reader)
{
    /// <summary>Outputs [rows, Out] of inputs [rows, In].</summary>
    public double[] Run(IReadOnlyList<PlannedModule> modules, double[] rows)
    {
        double[] values = rows;
        foreach (PlannedModule module in modules)
        {
            (values, int width) = module.Module.Kind switch
            {
                ModuleKind.BatchNorm => (NormalizeColumns(module.Module, values), ModuleReader.SizeOf(module.Module)),
                ModuleKind.LayerNorm => (NormalizeRows(module.Module, values), ModuleReader.SizeOf(module.Module)),
                _ => Multiply(module.Module, values),
            };
            for (int row = 0; row < values.Length; row += width)
            {
                ActivationFunctions.Apply(module.Activation, values.AsSpan(row, width));
            }
        }

        return values;
    }

    private double[] NormalizeColumns(TensorModule module, double[] x)
    {
        double[] mean = reader.ReadNumbers(module.Main), variance = reader.ReadNumbers(module.Find(TensorRole.Variance)!);
        (Func<int, double> gain, Func<int, double> bias) = (Columns(module.Find(TensorRole.Weight, TensorRole.Gain), 1), Columns(module.Find(TensorRole.Bias), 0));
        return [.. x.Select((value, at) => Normalize(value, at % mean.Length))];

        double Normalize(double value, int column) => ((value - mean[column]) / Math.Sqrt(variance[column] + reader.EpsilonOf(module)) * gain(column)) + bias(column);
    }

    private double[] NormalizeRows(TensorModule module, double[] x)
    {
        int size = ModuleReader.SizeOf(module);
        (Func<int, double> gain, Func<int, double> bias) = (Columns(module.Find(TensorRole.Weight, TensorRole.Gain), 1), Columns(module.Find(TensorRole.Bias), 0));
        double[] y = new double[x.Length];
        for (int row = 0; row < x.Length; row += size)
        {
            double[] values = x[row..(row + size)];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + reader.EpsilonOf(module));
            for (int n = 0; n < size; n++)
            {
                y[row + n] = ((values[n] - mean) / deviation * gain(n)) + bias(n);
            }
        }

        return y;
    }

    /// <summary>A tensor's number for each column, or one for all of them where there is none.</summary>
    private Func<int, double> Columns(SafetensorsTensor? tensor, double otherwise) => Column(tensor is null ? null : reader.ReadNumbers(tensor), otherwise);

    private static Func<int, double> Column(double[]? values, double otherwise) => column => values?[column] ?? otherwise;

    private (double[] Values, int Width) Multiply(TensorModule module, double[] x)
    {
        double[] w = reader.ReadNumbers(module.Main);
        double[]? b = module.Find(TensorRole.Bias) is { } bias ? reader.ReadNumbers(bias) : null;
        Func<int, double> factor = module.Find(TensorRole.Magnitude) is { } magnitude ? Factors(module.Main, magnitude, w) : _ => 1;
        (int first, int second) = ((int)module.Main.Shape[0], (int)module.Main.Shape[1]);
        bool isOutIn = reader.LayoutOf(module) == WeightLayout.OutIn;
        (int inputs, int outputs) = isOutIn ? (second, first) : (first, second);
        (int inputStride, int outputStride) = isOutIn ? (1, inputs) : (outputs, 1);
        double[] y = new double[x.Length / inputs * outputs];
        for (int at = 0; at < y.Length; at++)
        {
            (int row, int output) = Math.DivRem(at, outputs);
            y[at] = b?[output] ?? 0;
            for (int input = 0; input < inputs; input++)
            {
                int place = (input * inputStride) + (output * outputStride);
                y[at] += x[(row * inputs) + input] * w[place] * factor(place);
            }
        }

        return (y, outputs);
    }

    /// <summary>The factors of a weight-normalised matrix's elements, by their positions.</summary>
    private Func<int, double> Factors(SafetensorsTensor direction, SafetensorsTensor magnitude, double[] v)
    {
        (int lines, int along, int between) = ModuleReader.LinesOf(direction, magnitude);
        double[] g = reader.ReadNumbers(magnitude);
        double[] factors = [.. g.Select((length, line) => length / Math.Sqrt(Enumerable.Range(0, v.Length / lines).Sum(n => Math.Pow(v[(line * between) + (n * along)], 2))))];
        return place => factors[place / between % lines];
    }
}
