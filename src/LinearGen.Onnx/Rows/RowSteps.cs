namespace LinearGen.Onnx.Rows;

/// <summary>Lays a row out as steps, one after another, from the model's inputs on.</summary>
/// <param name="forms">Makes rows.</param>
/// <param name="budget">The limit on allocation.</param>
internal sealed class RowSteps(RowForms forms, WorkBudget budget)
{
    private readonly RowMerger _merger = new(forms, budget);

    /// <summary>The steps in the order of application; each names its operation, and no longer its operand.</summary>
    /// <param name="end">The last row.</param>
    /// <param name="start">The row that they begin with.</param>
    /// <returns>Null if the row depends on more than the first one.</returns>
    public IReadOnlyList<Row>? Between(Row start, Row end)
    {
        // From the last to the first.
        List<Row> steps = [];
        Row row = end;
        while (!ReferenceEquals(row, start))
        {
            if (steps.Count(step => step is LinearRow) > Limits.Layers)
            {
                throw row.Error($"belongs to a chain of more than {Limits.Layers} layers, which are not supported.");
            }

            switch (row)
            {
                case InputRow:
                    return null;
                case PickRow pick:
                    if (!Absorb(pick, steps))
                    {
                        steps.Add(forms.Selection(pick.Display, pick.Source, pick.Columns));
                    }

                    row = pick.Source;
                    break;
                case PaddedRow padded:
                    row = Unpad(padded, start, steps);
                    break;
                case JoinRow join:
                    if (_merger.Step(join, start) is not { } merged)
                    {
                        return null;
                    }

                    row = merged;
                    break;
                case SumRow sum:
                    row = Sum(sum, steps);
                    break;
                default:
                    steps.Add(row);
                    row = row.Source;
                    break;
            }
        }

        steps.Reverse();
        return steps;
    }

    /// <summary>Zeros behind a matrix product are columns of zeros in the matrix.</summary>
    private Row Unpad(PaddedRow padded, Row start, List<Row> steps)
    {
        int[] columns = [.. Enumerable.Range(0, padded.Width).Select(column => column < padded.Source.Width ? column : -1)];
        if (padded.Source is not LinearRow linear || ReferenceEquals(linear, start))
        {
            steps.Add(forms.Selection(padded.Display, padded.Source, columns));
            return padded.Source;
        }

        budget.Allocate((long)linear.Source.Width * padded.Width);
        double[] weights = new double[linear.Source.Width * padded.Width];
        for (int i = 0; i < linear.Source.Width; i++)
        {
            linear.Weights.AsSpan(i * linear.Width, linear.Width).CopyTo(weights.AsSpan(i * padded.Width));
        }

        return new LinearRow(linear.Display, linear.Source, weights, linear.Bias is { } bias ? [.. bias, .. new double[padded.Width - linear.Width]] : null) { IsRearranged = true };
    }

    /// <summary>x + f(x) is a block; any other sum a matrix product of both rows.</summary>
    private Row Sum(SumRow sum, List<Row> steps)
    {
        (Row first, Row second) = (sum.Sources[0], sum.Sources[1]);
        if (Way(first, second) is { } after)
        {
            steps.Add(new BlockRow(sum.Display, first, sum.IsDifference ? [.. after, Negated(sum)] : after));
            return first;
        }

        if (!sum.IsDifference && Way(second, first) is { } before)
        {
            steps.Add(new BlockRow(sum.Display, second, before));
            return second;
        }

        return _merger.Added(sum);
    }

    private static ElementRow Negated(SumRow sum) => new(sum.Display, sum, Element.Multiply, [.. Enumerable.Repeat(-1.0, sum.Width)]);

    /// <summary>The steps from one row to another, if all ways to the other lead through the one.</summary>
    private IReadOnlyList<Row>? Way(Row from, Row to) => from.Depth < to.Depth && IsBehind(from, to) && Between(from, to) is { Count: > 0 } steps ? steps : null;

    /// <summary>Whether a row is made of another, and of nothing beside it.</summary>
    private static bool IsBehind(Row from, Row to)
    {
        HashSet<Row> seen = [];
        Stack<Row> open = new([to]);
        while (open.TryPop(out Row? row))
        {
            if (ReferenceEquals(row, from) || !seen.Add(row))
            {
                continue;
            }

            if (row.Sources.Count == 0 || row.Depth < from.Depth)
            {
                return false;
            }

            foreach (Row source in row.Sources)
            {
                open.Push(source);
            }
        }

        return true;
    }

    /// <summary>Whether a matrix can take chosen columns from where they are: each once, or twice for different outputs, so that no two weights are added.</summary>
    private static bool MayJoin(PickRow pick, LinearRow linear, bool isNext)
    {
        int[][] places = [.. pick.Columns.Select((column, n) => (column, n)).GroupBy(pair => pair.column, pair => pair.n).Select(group => group.ToArray()).Where(group => group.Length > 1)];
        return places.Length == 0
            || (isNext && places.All(same => Enumerable.Range(0, linear.Width).All(j => same.Count(n => linear.Weights[(n * linear.Width) + j] != 0) <= 1)));
    }

    /// <summary>Works a choice of columns into the steps behind it: they go on with all columns, of which the next matrix takes those that were chosen.</summary>
    private bool Absorb(PickRow pick, List<Row> steps)
    {
        int matrix = steps.Count - 1;
        while (matrix >= 0 && RowForms.IsElementwise(steps[matrix]))
        {
            matrix--;
        }

        if (matrix < 0 || steps[matrix] is not LinearRow linear || !MayJoin(pick, linear, isNext: matrix == steps.Count - 1))
        {
            return false;
        }

        int[] columns = new int[pick.Source.Width];
        Array.Fill(columns, -1);
        for (int n = 0; n < pick.Columns.Length; n++)
        {
            columns[pick.Columns[n]] = n;
        }

        for (int n = matrix + 1; n < steps.Count; n++)
        {
            // The values of unused columns do not matter.
            steps[n] = steps[n] is ActivationRow activation
                ? new ActivationRow(activation.Display, pick.Source, activation.Activation, activation.Slope)
                : RowForms.Apply(steps[n], pick.Source, columns)!;
        }

        budget.Allocate((long)pick.Source.Width * linear.Width);
        double[] weights = new double[pick.Source.Width * linear.Width];
        for (int n = 0; n < pick.Columns.Length; n++)
        {
            for (int j = 0; j < linear.Width; j++)
            {
                // Of columns that are chosen twice all but one have a weight of 0.
                weights[(pick.Columns[n] * linear.Width) + j] += linear.Weights[(n * linear.Width) + j];
            }
        }

        steps[matrix] = new LinearRow(linear.Display, pick.Source, weights, linear.Bias) { IsRearranged = true, BiasName = linear.BiasName };
        return true;
    }
}
