namespace LinearGen.Generator.Planning;

/// <summary>
/// A product in dot form: the terms lie along the lanes, so each column has a vector of partial sums (or several, to keep the
/// multiply-add units busy), and a transposing reduction turns those vectors into neighbouring results.
/// </summary>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Vectors">Vectors of terms, the last one possibly cut off.</param>
/// <param name="Chains">Vectors of partial sums of each column: the vectors of terms go to them in turn.</param>
/// <param name="Tail">Terms of the last vector, or 0 if it has all.</param>
internal sealed record DotPlan(int Columns, int Vectors, int Chains, int Tail)
{
    /// <summary>Plans it, or says by null that it does not pay.</summary>
    /// <param name="terms">What one sum adds up.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="lanes">Elements of a vector.</param>
    public static DotPlan? Create(int terms, int columns, int lanes)
    {
        if (columns > lanes / 2 || terms < (columns == 1 ? CodeBudget.SingleDotVectors : CodeBudget.DotVectors) * lanes)
        {
            return null;
        }

        int vectors = (terms + lanes - 1) / lanes;
        int chains = Math.Min(Math.Max(1, CodeBudget.AccumulatorsWanted / columns), Math.Min(vectors, StoragePlan.PanelVectors));
        return new DotPlan(columns, vectors, chains, terms % lanes);
    }
}
