namespace LinearGen.Onnx;

/// <summary>
/// The limit on the computation for a file, in elements: some millions, and a multiple of the file's own size. Twenty bytes can ask for a
/// product of a billion elements; they do not get it.
/// </summary>
internal sealed class WorkBudget(long fileBytes)
{
    private long _elements = 2_000_000 + (4 * fileBytes);
    private long _products = 500_000_000 + (256 * fileBytes);

    /// <summary>Called before as many elements are allocated.</summary>
    /// <exception cref="ImportException">The file asks for too much.</exception>
    public void Allocate(long elements)
    {
        if (elements < 0 || elements > _elements)
        {
            throw TooMuch();
        }

        _elements -= elements;
    }

    /// <summary>Called before as many products are summed.</summary>
    /// <exception cref="ImportException">The file asks for too much.</exception>
    public void Multiply(double products)
    {
        if (products > _products)
        {
            throw TooMuch();
        }

        _products -= (long)products;
    }

    private static ImportException TooMuch() => new("The model computes with far larger tensors than the file holds; it is not imported.");
}
