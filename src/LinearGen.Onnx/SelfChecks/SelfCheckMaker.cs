using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.SelfChecks;

/// <summary>Chooses the rows of a self-check and computes their outputs and tolerances.</summary>
internal sealed class SelfCheckMaker
{
    /// <summary>The number of rows of a check; wide rows are half as many.</summary>
    private const int Rows = 4;

    /// <summary>The least number of inputs of a wide row.</summary>
    private const int Wide = 512;

    /// <summary>The number of candidate rows.</summary>
    private const int MostCandidates = 12;

    /// <summary>The limit on products for the choice.</summary>
    private const double MostProducts = 3e8;

    /// <summary>The number of error patterns that are tried.</summary>
    private const int ErrorPatterns = 4;

    /// <summary>Errors of other patterns may be greater than those that were tried by this factor.</summary>
    private const double Safety = 4;

    /// <summary>A fault counts as seen from twice the tolerance on; more than this makes it no better.</summary>
    private const double Seen = 2, SeenWell = 50;

    /// <summary>Small inputs show faults of weights, large ones faults of activations.</summary>
    private static readonly double[] Scales = [1, 4, 0.5, 8, 2, 16];

    private readonly IReadOnlyList<ModelStage> _stages;
    private readonly Precision _precision;
    private readonly HomeOfRows _home;
    private readonly LayerEvaluator _evaluator;

    private SelfCheckMaker(IReadOnlyList<ModelStage> stages, Precision precision)
    {
        _stages = stages;
        _precision = precision;
        _home = HomeOfRows.Of(stages);
        _evaluator = new LayerEvaluator(precision);
    }

    /// <summary>Makes a check.</summary>
    /// <param name="stages">The stages that were found.</param>
    /// <param name="precision">The precision of their kernels.</param>
    /// <param name="original">The original model: outputs [rows, Out] of inputs [rows, In].</param>
    /// <exception cref="ImportException">The stages do not compute what the original does.</exception>
    public static SelfCheck Make(IReadOnlyList<ModelStage> stages, Precision precision, Func<double[], double[]> original) =>
        new SelfCheckMaker(stages, precision).Make(original);

    private SelfCheck Make(Func<double[], double[]> original)
    {
        int inputs = _stages[0].In, outputs = _stages[^1].Out;
        int rows = inputs < Wide ? Rows : Rows / 2;
        double products = (double)PlantedFaults.MostFor(_stages) * _stages.Sum(stage => stage.ParameterCount + stage.In);
        int candidates = (int)Math.Clamp(MostProducts / products, rows, MostCandidates);

        // For very large models rows are not chosen: the first ones are taken.
        (string What, IReadOnlyList<ModelStage> Stages)[] faults = products * candidates > 4 * MostProducts ? [] : [.. PlantedFaults.Of(_stages)];
        double[][] x = [.. Enumerable.Range(0, MostCandidates).Select(Draw).Where(IsFinite).Take(candidates)];
        if (x.Length < rows)
        {
            throw new ImportException("The model's outputs are not finite for inputs of ordinary size: it is not imported.");
        }

        candidates = x.Length;
        double[][] right = [.. x.Select(row => _evaluator.Forward(_stages, row))];
        double[] tolerances = [.. x.Select((row, n) => Tolerance(row, right[n]))];

        // How clearly each row shows each fault: its error in tolerances.
        double[][] clarity = [.. faults.Select(fault => x.Select((row, n) => Distance(_evaluator.Forward(fault.Stages, row), right[n]) / tolerances[n]).ToArray())];
        int[] chosen = Choose(clarity, candidates, rows);

        double[] chosenInputs = [.. chosen.SelectMany(n => x[n])];
        double[] expected = original(chosenInputs);
        if (expected.Length != chosen.Length * outputs)
        {
            throw new ImportException($"The model gives {expected.Length} values for {chosen.Length} rows; its last layer gives {outputs} for each. Supported are models that compute each row by itself.");
        }

        for (int n = 0; n < chosen.Length; n++)
        {
            double distance = Distance(expected.AsSpan(n * outputs, outputs), right[chosen[n]]);
            if (!(distance <= tolerances[chosen[n]]))
            {
                throw new ImportException(FormattableString.Invariant(
                    $"The stages that were found differ from the model by {distance:G3} where {tolerances[chosen[n]]:G3} is to be expected: it is not imported, since the class would not compute what the model does."));
            }
        }

        string[] undetected = [.. clarity.Select((row, fault) => (Clearest: chosen.Max(n => row[n]), faults[fault].What)).Where(fault => !(fault.Clearest >= Seen)).Select(fault => fault.What)];
        return new SelfCheck(chosenInputs, expected, [.. chosen.Select(n => tolerances[n])], undetected);
    }

    /// <summary>Chooses row after row the one that best shows the faults that the rows before do not show.</summary>
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

    /// <summary>Multiples of 1/16 of the row's scale, the same for every model: numbers that a reader can read; around where the model's inputs lie.</summary>
    private double[] Draw(int row)
    {
        double[] values = new double[_home.Center.Length];
        uint state = (uint)row + 1;
        for (int n = 0; n < values.Length; n++)
        {
            // A linear congruential generator; its upper bits are the good ones.
            state = (state * 1664525) + 1013904223;
            double value = (((int)(state >> 16) % 33) - 16) / 16.0 * Scales[row % Scales.Length];
            values[n] = (float)(_home.Center[n] + (_home.Spread[n] * value));
        }

        return values;
    }

    /// <summary>The tolerance for a kernel's outputs, with a margin; outputs near 0 may be off by as much as rounding allows for the row's greatest.</summary>
    private double Tolerance(double[] row, double[] right)
    {
        double tolerance = right.Max(value => Math.Abs(value)) * 1e-9;
        for (int pattern = 1; pattern <= ErrorPatterns; pattern++)
        {
            tolerance = Math.Max(tolerance, Safety * Distance(_evaluator.Forward(_stages, row, pattern), right));
        }

        return tolerance;
    }

    /// <summary>Whether a row's outputs are numbers that a class can hold.</summary>
    private bool IsFinite(double[] row) => _evaluator.Forward(_stages, row).All(value => double.IsFinite(_precision == Precision.Double ? value : (float)value)) && double.IsFinite(Tolerance(row, _evaluator.Forward(_stages, row)));

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
