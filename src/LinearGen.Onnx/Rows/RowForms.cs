namespace LinearGen.Onnx.Rows;

/// <summary>Makes rows in their simplest form: a choice of columns moves as far towards the inputs as it can.</summary>
/// <param name="budget">The limit on allocation.</param>
internal sealed class RowForms(WorkBudget budget)
{
    private readonly Dictionary<Row, List<(int[] Columns, Row Row)>> _picked = [];

    /// <summary>Columns of a row.</summary>
    public Row Pick(Row source, int[] columns)
    {
        if (columns.Length == source.Width && columns.Select((column, n) => column == n).All(isInPlace => isInPlace))
        {
            return source;
        }

        if (!_picked.TryGetValue(source, out List<(int[] Columns, Row Row)>? known))
        {
            _picked.Add(source, known = []);
        }

        if (known.FirstOrDefault(pair => pair.Columns.AsSpan().SequenceEqual(columns)).Row is { } same)
        {
            return same;
        }

        Row row = PickNew(source, columns);
        known.Add((columns, row));
        return row;
    }

    /// <summary>Rows one after another.</summary>
    public Row Join(IReadOnlyList<Row> parts)
    {
        List<Row> merged = [];
        foreach (Row part in parts.SelectMany(part => part is JoinRow join ? join.Sources : [part]))
        {
            // Columns of one row are columns of it together.
            if (merged.Count > 0 && Columns(merged[^1]) is var (source, first) && Columns(part) is var (other, second) && ReferenceEquals(source, other))
            {
                merged[^1] = Pick(source, [.. first, .. second]);
            }
            else
            {
                merged.Add(part);
            }
        }

        return merged.Count == 1 ? merged[0] : new JoinRow(merged);
    }

    /// <summary>A number for each column; the gain and bias of a layer normalisation become part of it.</summary>
    public static Row Element(string display, Row source, Element operation, double[] numbers, string? name = null) => (source, operation) switch
    {
        _ when numbers.All(number => number == ElementRow.Neutral(operation)) => source,
        (LayerNormRow { Gain: null, Bias: null } norm, Rows.Element.Multiply) => new LayerNormRow(norm.Display, norm.Source, norm.Epsilon, numbers, null) { GainName = name },
        (LayerNormRow { Bias: null } norm, Rows.Element.Add) => new LayerNormRow(norm.Display, norm.Source, norm.Epsilon, norm.Gain, numbers) { GainName = norm.GainName, BiasName = name },
        (LinearRow { Bias: null } linear, Rows.Element.Add) => new LinearRow(linear.Display, linear.Source, linear.Weights, numbers) { WeightsName = linear.WeightsName, BiasName = name },
        _ => new ElementRow(display, source, operation, numbers, name),
    };

    /// <summary>Applies an elementwise function to other columns, or to some of them.</summary>
    /// <param name="function">A row that is a function of its columns.</param>
    /// <param name="source">The row that it is applied to.</param>
    /// <param name="columns">For each column of that the one of the function, or −1 for a column that is to stay as it is.</param>
    /// <returns>Null if the function cannot leave columns as they are.</returns>
    public static Row? Apply(Row function, Row source, int[] columns)
    {
        switch (function)
        {
            case ElementRow element:
                return new ElementRow(element.Display, source, element.Operation, Spread(element.Numbers, columns, ElementRow.Neutral(element.Operation)));
            case ClampRow clamp:
                return new ClampRow(clamp.Display, source, Spread(clamp.Low, columns, double.NegativeInfinity), Spread(clamp.High, columns, double.PositiveInfinity));
            case ActivationRow { IsElementwise: true } activation when !columns.Contains(-1):
                return new ActivationRow(activation.Display, source, activation.Activation, activation.Slope);
            default:
                return null;
        }
    }

    /// <summary>Whether a row is a function of the columns of its source, each by itself.</summary>
    public static bool IsElementwise(Row row) => row is ElementRow or ClampRow or ActivationRow { IsElementwise: true };

    /// <summary>A matrix of zeros and ones that puts columns where they are wanted.</summary>
    /// <param name="display">The node.</param>
    /// <param name="source">The row that is multiplied.</param>
    /// <param name="columns">For each column of the result the one of the source; −1 for zero.</param>
    public LinearRow Selection(string display, Row source, int[] columns)
    {
        budget.Allocate((long)source.Width * columns.Length);
        double[] weights = new double[source.Width * columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            if (columns[j] >= 0)
            {
                weights[(columns[j] * columns.Length) + j] = 1;
            }
        }

        return new LinearRow(display, source, weights, null);
    }

    private Row PickNew(Row source, int[] columns)
    {
        budget.Allocate(columns.Length);
        switch (source)
        {
            case PickRow pick:
                return Pick(pick.Source, [.. columns.Select(column => pick.Columns[column])]);
            case JoinRow join:
                return PickOfParts(join, columns);
            case LinearRow linear:
                budget.Allocate((long)linear.Source.Width * columns.Length);
                double[] weights = new double[linear.Source.Width * columns.Length];
                for (int n = 0; n < weights.Length; n++)
                {
                    weights[n] = linear.Weights[(n / columns.Length * linear.Width) + columns[n % columns.Length]];
                }

                return new LinearRow(linear.Display, linear.Source, weights, linear.Bias is { } bias ? [.. columns.Select(column => bias[column])] : null) { IsRearranged = true };
            default:
                return IsElementwise(source) ? Apply(source, Pick(source.Source, columns), columns)! : new PickRow(source, columns);
        }
    }

    private Row PickOfParts(JoinRow join, int[] columns)
    {
        (int Part, int Column)[] places = new (int, int)[join.Width];
        int start = 0;
        for (int part = 0; part < join.Sources.Count; part++)
        {
            for (int column = 0; column < join.Sources[part].Width; column++)
            {
                places[start++] = (part, column);
            }
        }

        List<Row> picked = [];
        for (int n = 0; n < columns.Length;)
        {
            int end = n;
            while (end < columns.Length && places[columns[end]].Part == places[columns[n]].Part)
            {
                end++;
            }

            picked.Add(Pick(join.Sources[places[columns[n]].Part], [.. columns[n..end].Select(column => places[column].Column)]));
            n = end;
        }

        return Join(picked);
    }

    /// <summary>A row as columns of another one, or all of itself.</summary>
    private static (Row Source, int[] Columns) Columns(Row row) => row is PickRow pick ? (pick.Source, pick.Columns) : (row, [.. Enumerable.Range(0, row.Width)]);

    private static double[] Spread(double[] numbers, int[] columns, double otherwise) => [.. columns.Select(column => column < 0 ? otherwise : numbers[column])];
}
