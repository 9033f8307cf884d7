using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>A strip of packed weights, within a group of columns, that register tiles go down: a vector, or two that one load gives.</summary>
/// <param name="Column">Its first column within the group.</param>
/// <param name="Vectors">1, or 2.</param>
/// <param name="Columns">The columns from the first on that belong to C, those between the two vectors counted.</param>
/// <param name="IsCut">Whether its last vector reaches behind the row.</param>
internal readonly record struct PackedStrip(int Column, int Vectors, int Columns, bool IsCut)
{
    /// <summary>The strips of a group.</summary>
    /// <param name="columns">The group's columns, of which the last may be missing.</param>
    /// <param name="lanes">Elements of a vector.</param>
    public static IEnumerable<PackedStrip> Of(int columns, int lanes)
    {
        for (int column = 0; column < Math.Min(columns, PackedLayout.Apart); column += lanes)
        {
            int vectors = column + PackedLayout.Apart < columns ? 2 : 1;
            int reached = ((vectors - 1) * PackedLayout.Apart) + lanes;
            yield return new PackedStrip(column, vectors, Math.Min(columns - column, reached), column + reached > columns);
        }
    }
}
