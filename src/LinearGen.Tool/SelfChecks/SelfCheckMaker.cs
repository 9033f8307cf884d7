using LinearGen.Tool.Models;

namespace LinearGen.Tool.SelfChecks;

/// <summary>Chooses the rows of a self-check and computes what belongs to them.</summary>
internal sealed class SelfCheckMaker
{
    /// <summary>How many rows a check has; for wide ones half as many.</summary>
    private const int Rows = 4;

    /// <summary>From so many inputs on a row counts as wide.</summary>
    private const int Wide = 512;

    /// <summary>How many rows are chosen from.</summary>
    private const int MostCandidates = 12;

    /// <summary>How many products the choice may take.</summary>
    private const double MostProducts = 3e8;

    /// <summary>How many patterns of errors are tried.</summary>
    private const int ErrorPatterns = 4;

    /// <summary>Errors of other patterns may be greater than those that were tried by this factor.</summary>
    private const double Safety = 4;

    /// <summary>A fault counts as seen from twice the tolerance on; more than this makes it no better.</summary>
    private const double Seen = 2, SeenWell = 50;

    /// <summary>Small inputs show weights, large ones what becomes of activations.</summary>
    private static readonly double[] Scales = [1, 4, 0.5, 8, 2, 16];

    private readonly IReadOnlyList<ModelLayer> _layers;
    private readonly LayerEvaluator _evaluator;

    private SelfCheckMaker(IReadOnlyList<ModelLayer> layers, Precision precision)
    {
        _layers = layers;
        _evaluator = new LayerEvaluator(precision);
    }

    /// <summary>Makes a check.</summary>
    /// <param name="layers">The layers that were found.</param>
    /// <param name="precision">The precision of their kernels.</param>
    /// <param name="original">The original model: outputs [rows, Out] of inputs [rows, In].</param>
    /// <exception cref="ImportException">The layers do not compute what the original does.</exception>
    public static SelfCheck Make(IReadOnlyList<ModelLayer> layers, Precision precision, Func<double[], double[]> original) =>
        new SelfCheckMaker(layers, precision).Make(original);

    private SelfCheck Make(Func<double[], double[]> original)
    {
        int inputs = _layers[0].In, outputs = _layers[^1].Out;
        int rows = inputs < Wide ? Rows : Rows / 2;
        double products = (double)PlantedFaults.MostFor(_layers) * _layers.Sum(layer => layer.ParameterCount);
        int candidates = (int)Math.Clamp(MostProducts / products, rows, MostCandidates);

        // For very large models rows are not chosen: the first ones are taken.
        (string What, ModelLayer[] Layers)[] faults = products * candidates > 4 * MostProducts ? [] : [.. PlantedFaults.Of(_layers)];
        double[][] x = [.. Enumerable.Range(0, candidates).Select(n => Draw(n, inputs))];
        double[][] right = [.. x.Select(row => _evaluator.Forward(_layers, row))];
        double[] tolerances = [.. x.Select((row, n) => Tolerance(row, right[n]))];

        // How clearly each row shows each fault: its error in tolerances.
        double[][] clarity = [.. faults.Select(fault => x.Select((row, n) => Distance(_evaluator.Forward(fault.Layers, row), right[n]) / tolerances[n]).ToArray())];
        int[] chosen = Choose(clarity, candidates, rows);

        double[] chosenInputs = [.. chosen.SelectMany(n => x[n])];
        double[] expected = original(chosenInputs);
        if (expected.Length != chosen.Length * outputs)
        {
            throw new ImportException($"The model gives {expected.Length} values for {chosen.Length} rows; its last layer gives {outputs} for each. Supported are models that keep rows apart.");
        }

        for (int n = 0; n < chosen.Length; n++)
        {
            double distance = Distance(expected.AsSpan(n * outputs, outputs), right[chosen[n]]);
            if (!(distance <= tolerances[chosen[n]]))
            {
                throw new ImportException(FormattableString.Invariant(
                    $"The layers that were found differ from the model by {distance:G3} where {tolerances[chosen[n]]:G3} is to be expected: it is not imported. If the model is right, this is a fault of lineargen."));
            }
        }

        string[] undetected = [.. clarity.Select((row, fault) => (Clearest: chosen.Max(n => row[n]), faults[fault].What)).Where(fault => !(fault.Clearest >= Seen)).Select(fault => fault.What)];
        return new SelfCheck(chosenInputs, expected, [.. chosen.Select(n => tolerances[n])], undetected);
    }

    /// <summary>Row after row the one that shows best what the rows before do not.</summary>
    private static int[] Choose(double[][] clarity, int candidates, int rows)
    {
        List<int> chosen = [];
        while (chosen.Count < Math.Min(rows, candidates))
        {
            chosen.Add(Enumerable.Range(0, candidates).Except(chosen).MaxBy(n => clarity.Sum(fault => Math.Log(1 + Math.Min(chosen.Append(n).Max(row => fault[row]), SeenWell)))));
        }

        chosen.Sort();
        return [.. chosen];
    }

    /// <summary>Multiples of 1/16 of the row's scale, the same for every model: numbers that a reader can read.</summary>
    private static double[] Draw(int row, int inputs)
    {
        double[] values = new double[inputs];
        uint state = (uint)row + 1;
        for (int n = 0; n < values.Length; n++)
        {
            // A linear congruential generator; its upper bits are the good ones.
            state = (state * 1664525) + 1013904223;
            values[n] = (((int)(state >> 16) % 33) - 16) / 16.0 * Scales[row % Scales.Length];
        }

        return values;
    }

    /// <summary>How far kernels may be off, with some room; outputs next to 0 may be off by what the row's greatest may by rounding.</summary>
    private double Tolerance(double[] row, double[] right)
    {
        double tolerance = right.Max(value => Math.Abs(value)) * 1e-9;
        for (int pattern = 1; pattern <= ErrorPatterns; pattern++)
        {
            tolerance = Math.Max(tolerance, Safety * Distance(_evaluator.Forward(_layers, row, pattern), right));
        }

        return double.IsFinite(tolerance) ? tolerance : throw new ImportException("The model's outputs are not finite for inputs of ordinary size: it is not imported.");
    }

    private static double Distance(ReadOnlySpan<double> values, ReadOnlySpan<double> others)
    {
        double distance = 0;
        for (int n = 0; n < values.Length; n++)
        {
            // NaN must not count as near.
            double difference = Math.Abs(values[n] - others[n]);
            distance = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(distance, difference);
        }

        return distance;
    }
}
