using System.Numerics;

namespace LinearGen.Mpi.Checks;

/// <summary>What an ordered sum must give: the tree of <see cref="IGradientExchange{T}.Sum"/>, by its definition.</summary>
internal static class Tree
{
    /// <summary>Adds up one element of each rank.</summary>
    /// <param name="values">One value for each rank.</param>
    public static T Sum<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        int left = (int)BitOperations.RoundUpToPowerOf2((uint)values.Length) / 2;
        return Sum(values[..left]) + Sum(values[left..]);
    }
}
