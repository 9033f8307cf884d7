namespace DataParallel.Rows;

/// <summary>A data set of which each rank reads only the rows that it trains on.</summary>
internal interface IRows : IDisposable
{
    /// <summary>Reads rows that follow one another.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="x">[rows, Inputs]: overwritten.</param>
    /// <param name="targets">[rows, Outputs]: overwritten.</param>
    void Read(long first, Span<float> x, Span<float> targets);
}
