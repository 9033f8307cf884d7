using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;

namespace LinearGen.Tool.Models;

/// <summary>Rounds the weights of a model's layers to bfloat16.</summary>
internal static class BFloat16Model
{
    /// <summary>The model with rounded weights, a self-check of its own, and how far its outputs lie from the model's for the rows of that check.</summary>
    /// <exception cref="ImportException">The model is of doubles, or a weight is too large.</exception>
    public static (ImportedModel Model, double Change) Of(ImportedModel model)
    {
        if (model.Precision == Precision.Double)
        {
            throw new ImportException("--weights bfloat16 is for models of floats; this one is of doubles, whose sums a rounding of the weights to 8 bits would make pointless.");
        }

        LayerEvaluator evaluator = new(model.Precision);
        ModelStage[] rounded = [.. model.Stages.Select(Round)];
        SelfCheck check = SelfCheckMaker.Make(rounded, model.Precision, rows => Outputs(rounded, rows));
        double[] before = Outputs(model.Stages, check.Inputs);
        return (model with { Stages = rounded, Check = check }, before.Zip(check.Outputs, (one, other) => Math.Abs(one - other)).Max());

        double[] Outputs(IReadOnlyList<ModelStage> stages, double[] rows) =>
            [.. rows.Chunk(stages[0].In).SelectMany(row => evaluator.Forward(stages, row))];
    }

    /// <summary>The nearest bfloat16, ties to even.</summary>
    /// <param name="value">A finite float.</param>
    public static double Round(double value)
    {
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }

    private static ModelStage Round(ModelStage stage) => stage switch
    {
        ModelResidual block => block with { Stages = [.. block.Stages.Select(Round)] },
        ModelLayer layer => layer with { Weights = [.. layer.Weights.Select((weight, n) => Checked(Round(weight), layer, n))] },
        _ => stage,
    };

    private static double Checked(double weight, ModelLayer layer, int n) => double.IsFinite(weight)
        ? weight
        : throw new ImportException(FormattableString.Invariant($"{layer.Origin}: weight {n} is {layer.Weights[n]:G9}, for which bfloat16 has no finite number."));
}
