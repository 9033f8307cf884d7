using LinearGen.Tool.Numerics;

namespace LinearGen.Tool.Safetensors;

/// <summary>Computes a network straight from the tensors of a file, sum by sum: what the layers that are written are held to.</summary>
internal static class RawTensors
{
    /// <summary>Outputs [rows, Out] of inputs [rows, In].</summary>
    public static double[] Run(SafetensorsFile file, IReadOnlyList<string> prefixes, WeightLayout layout, IReadOnlyList<Activation> activations, double[] rows)
    {
        double[] values = rows;
        for (int n = 0; n < prefixes.Count; n++)
        {
            file.TryGetTensor(prefixes[n] + "weight", out SafetensorsTensor? weight);
            double[] w = SafetensorsImporter.ReadNumbers(file, weight!);
            double[]? b = file.TryGetTensor(prefixes[n] + "bias", out SafetensorsTensor? bias) ? SafetensorsImporter.ReadNumbers(file, bias) : null;
            (int first, int second) = ((int)weight!.Shape[0], (int)weight.Shape[1]);
            (int inputs, int outputs) = layout == WeightLayout.OutIn ? (second, first) : (first, second);
            (int inputStride, int outputStride) = layout == WeightLayout.OutIn ? (1, inputs) : (outputs, 1);
            double[] y = new double[values.Length / inputs * outputs];
            for (int at = 0; at < y.Length; at++)
            {
                (int row, int output) = Math.DivRem(at, outputs);
                y[at] = b?[output] ?? 0;
                for (int input = 0; input < inputs; input++)
                {
                    y[at] += values[(row * inputs) + input] * w[(input * inputStride) + (output * outputStride)];
                }
            }

            for (int row = 0; row < y.Length; row += outputs)
            {
                ActivationFunctions.Apply(activations[n], y.AsSpan(row, outputs));
            }

            values = y;
        }

        return values;
    }
}
