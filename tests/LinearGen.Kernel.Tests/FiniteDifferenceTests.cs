namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="FiniteDifferenceCheck"/>
public sealed class FiniteDifferenceTests(ITestOutputHelper output) : KernelTests<double>(output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Gradients_AreWhatCentralDifferencesGive(int rows) => Each(
        [(1, 1), (2, 3), (3, 2), (8, 8), (5, 9), (9, 5), (13, 4), (4, 13), (17, 33), (33, 17), (40, 2), (2, 40)],
        (layer, tally) => FiniteDifferenceCheck.Run(layer, rows, tally));
}
