namespace Quickstart;

/// <summary>Slopes measured instead of derived: what every hand-written gradient should be compared with.</summary>
internal static class FiniteDifferences
{
    // A coarse step. It is exact all the same for a cost that is a parabola in each number, as in the worked example:
    // central differences of a parabola have no error but rounding.
    private const float Step = 0.125f;

    /// <summary>The largest difference between a gradient and the slopes that are measured.</summary>
    /// <param name="gradient">∂C/∂v for each variable v.</param>
    /// <param name="get">Reads the k-th variable.</param>
    /// <param name="set">Writes the k-th variable.</param>
    /// <param name="cost">Computes C from the variables as they are.</param>
    public static double LargestDeviation(float[] gradient, Func<int, float> get, Action<int, float> set, Func<double> cost)
    {
        double largest = 0;
        for (int k = 0; k < gradient.Length; k++)
        {
            float value = get(k);
            set(k, value + Step);
            double above = cost();
            set(k, value - Step);
            double below = cost();
            set(k, value);

            double slope = (above - below) / (2 * Step);
            largest = Math.Max(largest, Math.Abs(gradient[k] - slope));
        }

        return largest;
    }
}
