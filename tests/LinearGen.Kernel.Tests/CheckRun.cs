using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>Runs checks inside a test.</summary>
internal static class CheckRun
{
    /// <summary>The declared classes of one precision: all, or those that match LINEARGEN_ONLY.</summary>
    public static IEnumerable<Subject<T>> Subjects<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Catalog.Declared.Of<T>().Where(Selection.FromEnvironment.Includes);

    /// <summary>Runs something that takes a tally, and throws if it found something or compared nothing.</summary>
    public static void Run(this ITestOutputHelper output, Action<Tally> check)
    {
        Tally tally = new();
        check(tally);
        output.WriteLine(tally.ToString());
        tally.ThrowIfFailed();
    }
}
