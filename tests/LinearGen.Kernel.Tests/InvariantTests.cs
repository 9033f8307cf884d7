using System.Numerics;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests;

/// <summary>Every invariant over every declared layer and network of one precision, and the golden data: see <see cref="Check"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class InvariantTests<T>(ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
#pragma warning disable CA1000 // xUnit reads the data of a theory from a public static member of the class itself.
    /// <summary>The checks, by their names.</summary>
    public static TheoryData<string> Checks => [.. CheckCommand.Names.Where(name => name != "differences" || typeof(T) == typeof(double))];
#pragma warning restore CA1000

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task EveryLayerAndNetwork_KeepsTheInvariant(string check)
    {
        ChildRun run = await CheckRuns.OfAsync<T>();
        string line = run[check + ":"];
        output.WriteLine(line.Length > 0 ? line : run.Report);

        // A run that ends before its time has no line; the last class that the bounds were looked at for is in the report.
        Assert.True(Regex.IsMatch(line, "^[1-9][0-9]* comparisons, 0 failures"), run.Report);
    }

    [Fact]
    public async Task TheRun_EndsWell()
    {
        ChildRun run = await CheckRuns.OfAsync<T>();
        Assert.True(run.ExitCode == 0, run.Report);
    }
}

public sealed class SingleInvariantTests(ITestOutputHelper output) : InvariantTests<float>(output);

public sealed class DoubleInvariantTests(ITestOutputHelper output) : InvariantTests<double>(output);
