namespace LinearGen.Internals;

/// <summary>Numbers that users choose, in their ranges.</summary>
internal static class Number
{
    /// <summary>A number that is as it should be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Check(bool isRight, double value, string parameter, string expected) => isRight
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, Invariant($"{parameter} is {value}; expected {expected}."));
}
