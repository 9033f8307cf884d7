namespace LinearGen.Benchmarks.Cells;

/// <summary>Input data.</summary>
internal static class Rows
{
    /// <summary>Values between −1 and 1, the same on every run.</summary>
    public static float[] Random(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return values;
    }
}
