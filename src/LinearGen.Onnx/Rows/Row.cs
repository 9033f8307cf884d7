namespace LinearGen.Onnx.Rows;

/// <summary>Rows at a place in a model, and the rows that they are made from. A row that is used twice is one object.</summary>
/// <param name="width">Values per row.</param>
/// <param name="display">Its name in messages.</param>
/// <param name="sources">The rows that it is made from.</param>
internal abstract class Row(int width, string display, params IReadOnlyList<Row> sources)
{
    public int Width { get; } = width;

    public string Display { get; } = display;

    public IReadOnlyList<Row> Sources { get; } = sources;

    /// <summary>The only row that it is made from.</summary>
    public Row Source => Sources[0];

    /// <summary>Steps on the longest way to the model's inputs.</summary>
    public int Depth { get; } = sources.Count == 0 ? 0 : sources.Max(source => source.Depth) + 1;

    /// <summary>An error that begins with the row's node.</summary>
    public ImportException Error(string message) => new($"{Display} {message}");
}

/// <summary>All inputs of the model, one after another.</summary>
internal sealed class InputRow(int width) : Row(width, "The model's input");

/// <summary>Columns of another row, chosen and ordered.</summary>
internal sealed class PickRow(Row source, int[] columns) : Row(columns.Length, source.Display, source)
{
    public int[] Columns { get; } = columns;
}

/// <summary>Rows one after another.</summary>
internal sealed class JoinRow(IReadOnlyList<Row> parts) : Row(parts.Sum(part => part.Width), parts[0].Display, parts);

/// <summary>A row with zeros behind it.</summary>
internal sealed class PaddedRow(Row source, int zeros) : Row(source.Width + zeros, source.Display, source);

/// <summary>The sum of two rows, or the difference.</summary>
internal sealed class SumRow(string display, Row first, Row second, bool isDifference) : Row(first.Width, display, first, second)
{
    /// <summary>Whether the second is subtracted.</summary>
    public bool IsDifference { get; } = isDifference;
}

/// <summary>x·W + b.</summary>
/// <param name="display">The node.</param>
/// <param name="source">x.</param>
/// <param name="weights">W, [In, Out].</param>
/// <param name="bias">b, or null.</param>
internal sealed class LinearRow(string display, Row source, double[] weights, double[]? bias) : Row(weights.Length / source.Width, display, source)
{
    public double[] Weights { get; } = weights;

    public double[]? Bias { get; } = bias;

    /// <summary>The file's own name for Wᵀ, or null.</summary>
    public string? WeightsName { get; init; }

    /// <summary>The file's own name for b, or null.</summary>
    public string? BiasName { get; init; }

    /// <summary>Whether columns or rows of the file's matrix were chosen, joined or spread.</summary>
    public bool IsRearranged { get; init; }
}

/// <summary>The operation of an <see cref="ElementRow"/> with each column's own number.</summary>
internal enum Element
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>A number for each column, added, subtracted, multiplied by or divided by.</summary>
internal sealed class ElementRow(string display, Row source, Element operation, double[] numbers, string? name = null) : Row(source.Width, display, source)
{
    public Element Operation { get; } = operation;

    public double[] Numbers { get; } = numbers;

    /// <summary>The file's own name for the numbers, or null.</summary>
    public string? Name { get; } = name;

    /// <summary>The number that leaves a value as it is.</summary>
    public static double Neutral(Element operation) => operation is Element.Add or Element.Subtract ? 0 : 1;
}

/// <summary>Values kept between bounds of each column, ±∞ for none.</summary>
internal sealed class ClampRow(string display, Row source, double[] low, double[] high) : Row(source.Width, display, source)
{
    public double[] Low { get; } = low;

    public double[] High { get; } = high;
}

/// <summary>An activation.</summary>
internal sealed class ActivationRow(string display, Row source, Activation activation, double? slope) : Row(source.Width, display, source)
{
    public Activation Activation { get; } = activation;

    public double? Slope { get; } = slope;

    /// <summary>Whether each value depends on its own argument alone.</summary>
    public bool IsElementwise => Activation is not (Activation.Softmax or Activation.LogSoftmax);

    /// <summary>Whether it is another one's function.</summary>
    public bool IsSame(ActivationRow other) => (Activation, Slope) == (other.Activation, other.Slope);
}

/// <summary>A layer normalisation.</summary>
internal sealed class LayerNormRow(string display, Row source, double epsilon, double[]? gain, double[]? bias) : Row(source.Width, display, source)
{
    public double Epsilon { get; } = epsilon;

    public double[]? Gain { get; } = gain;

    public double[]? Bias { get; } = bias;

    public string? GainName { get; init; }

    public string? BiasName { get; init; }
}

/// <summary>A residual block, x plus the result of steps applied to it.</summary>
/// <param name="display">The node of the sum.</param>
/// <param name="source">x.</param>
/// <param name="steps">The steps in the order of application; where each one comes from does not matter.</param>
internal sealed class BlockRow(string display, Row source, IReadOnlyList<Row> steps) : Row(source.Width, display, source)
{
    public IReadOnlyList<Row> Steps { get; } = steps;
}
