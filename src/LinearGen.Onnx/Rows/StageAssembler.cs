using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.Rows;

/// <summary>
/// Makes stages of steps. A difference and the quotient behind it are one normalisation, a product and the sum behind it one rescaling, bounds become part of
/// either; an activation is its layer's. Nothing of this changes a number.
/// </summary>
/// <param name="isWorkedIn">Whether the factors and summands behind a matrix, the n-th that has some, are worked into it.</param>
internal sealed class StageAssembler(Func<int, bool> isWorkedIn)
{
    private const int MostNames = 4;

    private readonly List<string> _changes = [];
    private int _candidates;

    /// <summary>The number of matrices with factors and summands behind them.</summary>
    public int Candidates => _candidates;

    /// <summary>The operations that were folded into weights.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>The stages.</summary>
    /// <param name="steps">The steps in the order of application.</param>
    public IReadOnlyList<ModelStage> Assemble(IReadOnlyList<Row> steps)
    {
        List<ModelStage> stages = [];
        for (int n = 0; n < steps.Count; n++)
        {
            switch (steps[n])
            {
                case LinearRow linear:
                    ElementRow[] behind = [.. steps.Skip(n + 1).TakeWhile(step => step is ElementRow).Cast<ElementRow>()];
                    (ModelLayer layer, int used) = Layer(linear, behind);
                    stages.Add(layer);
                    n += used;
                    break;
                case ElementRow element:
                    Add(stages, element);
                    break;
                case ClampRow clamp:
                    Add(stages, clamp);
                    break;
                case ActivationRow activation:
                    Add(stages, activation.Display, activation.Activation, activation.Slope, activation.Width);
                    break;
                case LayerNormRow norm:
                    stages.Add(new ModelLayerNorm(norm.Gain ?? Same(1, norm.Width), norm.Bias ?? new double[norm.Width], norm.Epsilon, norm.Display) { OriginalNames = Names(("weight", norm.GainName), ("bias", norm.BiasName)) });
                    break;
                case BlockRow block:
                    stages.Add(new ModelResidual(Assemble(block.Steps), block.Display));
                    break;
                default:
                    throw new ArgumentException(steps[n].GetType().Name, nameof(steps));
            }
        }

        return stages;
    }

    private (ModelLayer Layer, int Used) Layer(LinearRow linear, ElementRow[] behind)
    {
        if (linear.IsRearranged)
        {
            _changes.Add($"{linear.Display} has columns of the original's weights chosen, joined or put in another order");
        }

        (int inputs, int outputs) = (linear.Weights.Length / linear.Width, linear.Width);
        int used = 0;
        (double[] weights, double[]? bias, string? biasName) = (linear.Weights, linear.Bias, linear.BiasName);
        if (bias is null && behind is [{ Operation: Element.Add } sum, ..])
        {
            (bias, biasName, used) = (sum.Numbers, sum.Name, 1);
        }

        if (behind.Length > used && isWorkedIn(_candidates++))
        {
            // s∘(x·W + b) + t = x·(W·diag(s)) + (s∘b + t)
            (double[] scale, double[] shift) = Composed(behind.Skip(used), outputs);
            weights = [.. weights.Select((value, n) => value * scale[n % outputs])];
            bool hasShift = bias is not null || shift.Any(value => value != 0);
            bias = hasShift ? [.. scale.Select((factor, j) => ((bias?[j] ?? 0) * factor) + shift[j])] : null;
            _changes.Add($"{linear.Display} has {Listed(behind.Skip(used).Select(step => Quoted.Lower(step.Display)))} worked into its weights");
            return (new ModelLayer(inputs, outputs, weights, bias, Activation.None, linear.Display), behind.Length);
        }

        return (new ModelLayer(inputs, outputs, weights, bias, Activation.None, linear.Display) { OriginalNames = Names(("weight", linear.WeightsName), ("bias", biasName)) }, used);
    }

    private static (double[] Scale, double[] Shift) Composed(IEnumerable<ElementRow> steps, int width)
    {
        double[] scale = Same(1, width), shift = new double[width];
        foreach (ElementRow step in steps)
        {
            for (int n = 0; n < width; n++)
            {
                double number = step.Numbers[n];
                (scale[n], shift[n]) = step.Operation switch
                {
                    Element.Add => (scale[n], shift[n] + number),
                    Element.Subtract => (scale[n], shift[n] - number),
                    Element.Multiply => (scale[n] * number, shift[n] * number),
                    _ => (scale[n] / number, shift[n] / number),
                };
            }
        }

        return (scale, shift);
    }

    private static void Add(List<ModelStage> stages, ElementRow element)
    {
        double[] zeros = new double[element.Width], ones = Same(1, element.Width);
        ModelStage? last = stages.LastOrDefault();
        switch (element.Operation)
        {
            case Element.Divide when last is ModelNormalization { Clip: null } normalization && normalization.Deviation.All(value => value == 1):
                stages[^1] = normalization with { Deviation = element.Numbers, OriginalNames = Names(("mean", normalization.OriginalNames.GetValueOrDefault("mean")), ("deviation", element.Name)) };
                break;
            case Element.Divide:
                stages.Add(new ModelNormalization(zeros, element.Numbers, null, element.Display) { OriginalNames = Names(("deviation", element.Name)) });
                break;
            case Element.Add when last is ModelRescaling { IsBounded: false } rescaling && rescaling.Offset.All(value => value == 0):
                stages[^1] = rescaling with { Offset = element.Numbers, OriginalNames = Names(("scale", rescaling.OriginalNames.GetValueOrDefault("scale")), ("offset", element.Name)) };
                break;
            case Element.Subtract:
                stages.Add(new ModelNormalization(element.Numbers, ones, null, element.Display) { OriginalNames = Names(("mean", element.Name)) });
                break;
            default:
                bool isFactor = element.Operation == Element.Multiply;
                stages.Add(new ModelRescaling(isFactor ? element.Numbers : ones, isFactor ? zeros : element.Numbers, Same(double.NegativeInfinity, element.Width), Same(double.PositiveInfinity, element.Width), element.Display)
                {
                    OriginalNames = Names((isFactor ? "scale" : "offset", element.Name)),
                });
                break;
        }
    }

    private static void Add(List<ModelStage> stages, ClampRow clamp)
    {
        (double low, double high) = (clamp.Low[0], clamp.High[0]);
        bool isUniform = clamp.Low.All(value => value == low) && clamp.High.All(value => value == high);
        Activation? activation = !isUniform ? null : (low, high) switch
        {
            (0, double.PositiveInfinity) => Activation.Relu,
            (0, 6) => Activation.Relu6,
            (-1, 1) => Activation.HardTanh,
            _ => null,
        };
        switch (stages.LastOrDefault())
        {
            case ModelRescaling rescaling:
                stages[^1] = rescaling with { Low = Within(rescaling.Low, clamp), High = Within(rescaling.High, clamp) };
                break;
            case ModelNormalization { Clip: null } normalization when isUniform && low == -high && high > 0 && double.IsFinite(high):
                stages[^1] = normalization with { Clip = high };
                break;
            case ModelLayer { Activation: Activation.Relu } or ModelActivation { Activation: Activation.Relu } when activation == Activation.Relu:
                break;
            default:
                if (activation is { } function)
                {
                    Add(stages, clamp.Display, function, null, clamp.Width);
                }
                else if (clamp.Low.Any(double.IsFinite) || clamp.High.Any(double.IsFinite))
                {
                    stages.Add(new ModelRescaling(Same(1, clamp.Width), new double[clamp.Width], clamp.Low, clamp.High, clamp.Display));
                }

                break;
        }
    }

    private static void Add(List<ModelStage> stages, string display, Activation activation, double? slope, int width)
    {
        if (stages.LastOrDefault() is ModelLayer { Activation: Activation.None } layer)
        {
            stages[^1] = layer with { Activation = activation, Slope = slope };
        }
        else
        {
            stages.Add(new ModelActivation(width, activation, display) { Slope = slope });
        }
    }

    /// <summary>Bounds after which others come.</summary>
    private static double[] Within(double[] bounds, ClampRow outer) => [.. bounds.Select((value, n) => Math.Min(Math.Max(value, outer.Low[n]), outer.High[n]))];

    private static Dictionary<string, string> Names(params (string Name, string? Original)[] names) => names.Where(pair => pair.Original is not null).ToDictionary(pair => pair.Name, pair => pair.Original!);

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct()];
        return string.Join(", ", all.Take(MostNames)) + (all.Length > MostNames ? " …" : "");
    }

    private static double[] Same(double value, int count)
    {
        double[] values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
