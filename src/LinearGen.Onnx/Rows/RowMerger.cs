namespace LinearGen.Onnx.Rows;

/// <summary>
/// Makes one step of several that go on side by side: matrices become one with blocks, numbers and bounds of columns stand beside those that leave a
/// value as it is. An operation on some columns only, an activation or a normalisation, becomes a residual block that adds its
/// result to columns of zeros: exact, since nothing is rounded by adding 0 or multiplying by 1.
/// </summary>
/// <param name="forms">Makes rows.</param>
/// <param name="budget">The limit on allocation.</param>
internal sealed class RowMerger(RowForms forms, WorkBudget budget)
{
    /// <summary>Takes one step off the end of some of the parts.</summary>
    /// <param name="join">The parts.</param>
    /// <param name="stop">The row at which to end; parts that are columns of it have no steps.</param>
    /// <returns>The same values, made by one step; null if there is none to take.</returns>
    public Row? Step(JoinRow join, Row stop)
    {
        if (join.Width > Limits.Width)
        {
            throw join.Error($"is one of values that are {join.Width} together; supported are up to {Limits.Width} in a row.");
        }

        if (join.Sources.All(part => IsColumns(part, stop)))
        {
            return forms.Pick(stop, [.. join.Sources.SelectMany(part => part is PickRow pick ? pick.Columns : Enumerable.Range(0, part.Width))]);
        }

        if (Distinct(join, stop) is { } distinct)
        {
            return distinct;
        }

        Row[] parts = [.. join.Sources];
        int deepest = parts.Max(part => IsColumns(part, stop) ? -1 : part.Depth);
        Row[] last = [.. parts.Where(part => part.Depth == deepest && !IsColumns(part, stop) && part is not (InputRow or PickRow))];
        if (last.Length == 0)
        {
            return null;
        }

        if (last.FirstOrDefault(part => part is LinearRow) is LinearRow)
        {
            return Linear(parts, last);
        }

        if (last.FirstOrDefault(part => part is SumRow) is SumRow sum)
        {
            return new JoinRow([.. parts.Select(part => ReferenceEquals(part, sum) ? Added(sum) : part)]);
        }

        if (last.FirstOrDefault(part => part is ElementRow) is ElementRow element)
        {
            bool[] areTaken = [.. parts.Select(part => last.Contains(part) && part is ElementRow other && other.Operation == element.Operation)];
            return new ElementRow(element.Display, Sources(parts, areTaken), element.Operation, Numbers(parts, areTaken, part => ((ElementRow)part).Numbers, ElementRow.Neutral(element.Operation)));
        }

        if (last.FirstOrDefault(part => part is ClampRow) is ClampRow clamp)
        {
            bool[] areTaken = [.. parts.Select(part => last.Contains(part) && part is ClampRow)];
            return new ClampRow(
                clamp.Display,
                Sources(parts, areTaken),
                Numbers(parts, areTaken, part => ((ClampRow)part).Low, double.NegativeInfinity),
                Numbers(parts, areTaken, part => ((ClampRow)part).High, double.PositiveInfinity));
        }

        return last[0] is ActivationRow { IsElementwise: true } activation && parts.All(part => part is ActivationRow other && other.IsSame(activation))
            ? new ActivationRow(activation.Display, forms.Join([.. parts.Select(part => part.Source)]), activation.Activation, activation.Slope)
            : Beside(parts, last[0]);
    }

    /// <summary>A sum as a product of both rows with two unit matrices.</summary>
    public LinearRow Added(SumRow sum)
    {
        int width = sum.Width;
        budget.Allocate(2L * width * width);
        double[] weights = new double[2 * width * width];
        for (int n = 0; n < width; n++)
        {
            weights[(n * width) + n] = 1;
            weights[((width + n) * width) + n] = sum.IsDifference ? -1 : 1;
        }

        return new LinearRow(sum.Display, forms.Join(sum.Sources), weights, null) { IsRearranged = true };
    }

    /// <summary>The distinct rows whose columns the parts are, joined, if these differ from the parts; null if the parts are different whole rows.</summary>
    private Row? Distinct(JoinRow join, Row stop)
    {
        List<Row> bases = [];
        List<int> starts = [];
        int start = 0;
        foreach (Row part in join.Sources)
        {
            Row source = Base(part);
            if (!bases.Contains(source))
            {
                bases.Add(source);
                starts.Add(start);
                start += source.Width;
            }
        }

        if (bases.Count == join.Sources.Count && join.Sources.All(part => ReferenceEquals(Base(part), part)))
        {
            return null;
        }

        int[] columns = [.. join.Sources.SelectMany(part => ReferenceEquals(Base(part), part)
            ? Enumerable.Range(starts[bases.IndexOf(part)], part.Width)
            : ((PickRow)part).Columns.Select(column => starts[bases.IndexOf(Base(part))] + column))];
        return bases.Count == 1 ? forms.Pick(bases[0], columns) : new PickRow(new JoinRow(bases), columns);

        // Columns of the first row stay as they are: in the end all of them are chosen at once.
        Row Base(Row part) => part is PickRow pick && !IsColumns(part, stop) ? pick.Source : part;
    }

    private static bool IsColumns(Row row, Row of) => ReferenceEquals(row, of) || (row is PickRow pick && ReferenceEquals(pick.Source, of));

    private LinearRow Linear(Row[] parts, Row[] last)
    {
        // The rows that are multiplied, each once, and then those that are only passed on.
        List<Row> sources = [];
        List<int> starts = [];
        int inputs = 0;
        foreach (Row part in parts)
        {
            Row source = IsTaken(part) ? part.Source : part;
            if (!sources.Contains(source))
            {
                sources.Add(source);
                starts.Add(inputs);
                inputs += source.Width;
            }
        }

        int outputs = parts.Sum(part => part.Width);
        budget.Allocate((long)inputs * outputs);
        double[] weights = new double[inputs * outputs];
        double[]? bias = parts.Any(part => IsTaken(part) && ((LinearRow)part).Bias is not null) ? new double[outputs] : null;
        int column = 0;
        foreach (Row part in parts)
        {
            int row = starts[sources.IndexOf(IsTaken(part) ? part.Source : part)];
            for (int n = 0; n < part.Width; n++, column++)
            {
                if (!IsTaken(part))
                {
                    weights[((row + n) * outputs) + column] = 1;
                    continue;
                }

                LinearRow linear = (LinearRow)part;
                for (int i = 0; i < linear.Source.Width; i++)
                {
                    weights[((row + i) * outputs) + column] = linear.Weights[(i * linear.Width) + n];
                }

                if (linear.Bias is { } own)
                {
                    bias![column] = own[n];
                }
            }
        }

        return new LinearRow(last.First(part => part is LinearRow).Display, forms.Join(sources), weights, bias) { IsRearranged = true };

        bool IsTaken(Row part) => part is LinearRow && last.Contains(part);
    }

    /// <summary>One part's last step in a block of its own, beside which the others stay as they are.</summary>
    private PickRow Beside(Row[] parts, Row part)
    {
        List<Row> rows = [.. parts.Where(other => !ReferenceEquals(other, part))];
        if (!rows.Contains(part.Source))
        {
            rows.Add(part.Source);
        }

        Dictionary<Row, int> starts = [];
        int width = 0;
        foreach (Row row in rows)
        {
            starts.Add(row, width);
            width += row.Width;
        }

        PaddedRow state = new(forms.Join(rows), part.Width);
        int[] places = [.. Enumerable.Range(0, state.Width).Select(column => column < width ? -1 : column - width)];
        BlockRow block = new(part.Display, state, [forms.Selection(part.Display, state, [.. Enumerable.Range(starts[part.Source], part.Source.Width)]), part, forms.Selection(part.Display, part, places)]);
        return new PickRow(block, [.. parts.SelectMany(other => Enumerable.Range(ReferenceEquals(other, part) ? width : starts[other], other.Width))]);
    }

    private Row Sources(Row[] parts, bool[] areTaken) => forms.Join([.. parts.Select((part, n) => areTaken[n] ? part.Source : part)]);

    private static double[] Numbers(Row[] parts, bool[] areTaken, Func<Row, double[]> numbers, double otherwise) =>
        [.. parts.SelectMany((part, n) => areTaken[n] ? numbers(part) : Enumerable.Repeat(otherwise, part.Width))];
}
