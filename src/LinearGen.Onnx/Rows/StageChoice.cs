using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;

namespace LinearGen.Onnx.Rows;

/// <summary>Decides which factors and summands behind a matrix are worked into it, so that there is no stage for them.</summary>
internal sealed class StageChoice
{
    /// <summary>Rows that are computed, for large models fewer.</summary>
    private const int MostRows = 32, LeastRows = 4;

    /// <summary>The limit on products for the rows of one chain.</summary>
    private const double MostProducts = 2e8;

    /// <summary>The most factors and summands that are tried one by one if not all can be worked in.</summary>
    private const int MostAlone = 16;

    /// <summary>The greatest error of the outputs for which all are worked in, relative to the greatest output.</summary>
    private const double MostOfSingle = 2e-7, MostOfDouble = 1e-13;

    private readonly IReadOnlyList<Row> _steps;
    private readonly Precision _precision;
    private readonly IReadOnlyList<ModelStage> _exact;
    private readonly double[][] _rows;
    private readonly double[][] _outputs;
    private readonly double _greatest;

    private StageChoice(IReadOnlyList<Row> steps, Precision precision, IReadOnlyList<ModelStage> exact)
    {
        _steps = steps;
        _precision = precision;
        _exact = exact;
        _rows = [.. HomeOfRows.Of(exact).Draw((int)Math.Clamp(MostProducts / exact.Sum(stage => stage.ParameterCount + 1), LeastRows, MostRows))];
        LayerEvaluator evaluator = new(precision);
        _outputs = [.. _rows.Select(row => evaluator.Forward(exact, row))];
        _greatest = _outputs.Max(row => row.Max(Math.Abs));
    }

    /// <summary>The stages of some steps, rounded to the precision, and the operations that were folded into their weights.</summary>
    public static (IReadOnlyList<ModelStage> Stages, IReadOnlyList<string> Changes) Of(IReadOnlyList<Row> steps, Precision precision)
    {
        StageAssembler plain = new(_ => false);
        IReadOnlyList<ModelStage> exact = Rounding.Round(plain.Assemble(steps), precision);
        return plain.Candidates == 0 || exact.Count == 0 ? (exact, plain.Changes) : new StageChoice(steps, precision, exact).Choose(plain);
    }

    private (IReadOnlyList<ModelStage> Stages, IReadOnlyList<string> Changes) Choose(StageAssembler plain)
    {
        if (Try(_ => true) is { } all)
        {
            return all;
        }

        (IReadOnlyList<ModelStage> Stages, IReadOnlyList<string> Changes) best = (_exact, plain.Changes);
        HashSet<int> chosen = [];
        for (int n = 0; n < Math.Min(plain.Candidates, MostAlone); n++)
        {
            if (Try(candidate => candidate == n || chosen.Contains(candidate)) is { } better)
            {
                best = better;
                chosen.Add(n);
            }
        }

        return best;
    }

    /// <summary>
    /// The stages with some factors and summands worked in; null if the error of the outputs would be too large. The loss is the rounding of s·W and
    /// s·b + t to the precision, since s∘(x·W + b) + t = x·(W·diag(s)) + (s∘b + t) otherwise. Each rounded weight differs from the exact one by a
    /// known number, so the difference that all of them make to a row's outputs is not estimated: both chains are computed in double,
    /// for rows around where the model's inputs lie, and the greatest difference is compared with the greatest output. The kernels' own roundings of x·W, some
    /// times as large, are the same in both.
    /// </summary>
    private (IReadOnlyList<ModelStage> Stages, IReadOnlyList<string> Changes)? Try(Func<int, bool> isWorkedIn)
    {
        StageAssembler assembler = new(isWorkedIn);
        IReadOnlyList<ModelStage> stages = assembler.Assemble(_steps);
        if (!IsFinite(stages))
        {
            return null;
        }

        stages = Rounding.Round(stages, _precision);
        LayerEvaluator evaluator = new(_precision);
        double most = _greatest * (_precision == Precision.Double ? MostOfDouble : MostOfSingle);
        for (int n = 0; n < _rows.Length; n++)
        {
            double[] outputs = evaluator.Forward(stages, _rows[n]);

            // Not "greater than": a NaN is to fail.
            if (!outputs.Zip(_outputs[n]).All(pair => Math.Abs(pair.First - pair.Second) <= most))
            {
                return null;
            }
        }

        return (stages, assembler.Changes);
    }

    private bool IsFinite(IReadOnlyList<ModelStage> stages) => StagePlaces.Of(stages).SelectMany(placed => placed.Stage.Tensors).Where(tensor => tensor.Name is not ("low" or "high"))
        .All(tensor => tensor.Values.All(value => double.IsFinite(Rounding.Round(value, _precision))));
}
