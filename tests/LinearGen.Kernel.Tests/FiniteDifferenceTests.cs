namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="FiniteDifferenceCheck"/>
public sealed class FiniteDifferenceTests(ITestOutputHelper output) : KernelTests<double>(output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Gradients_AreWhatCentralDifferencesGive(int rows) => Each(
        Shapes.Handful, (layer, tally) => FiniteDifferenceCheck.Run(layer, rows, tally));
}
