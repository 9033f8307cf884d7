namespace LinearGen;

/// <summary>The order in which the values of a weight matrix follow one another.</summary>
public enum WeightLayout
{
    /// <summary>[In, Out] row-major, LinearGen's own order: W[i, j] is value i·Out + j.</summary>
    InOut = 0,

    /// <summary>[Out, In] row-major, the order of PyTorch's <c>nn.Linear.weight</c>: W[i, j] is value j·In + i.</summary>
    OutIn = 1,
}
