namespace DataParallel.Rows;

/// <summary>Rows that are simulated when they are asked for.</summary>
internal sealed class SimulatedRows : IRows
{
    /// <inheritdoc/>
    public void Read(long first, Span<float> x, Span<float> targets)
    {
        for (int row = 0; row < targets.Length / Cart.Outputs; row++)
        {
            Cart.MakeRow(first + row, x.Slice(row * Cart.Inputs, Cart.Inputs), targets.Slice(row * Cart.Outputs, Cart.Outputs));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
