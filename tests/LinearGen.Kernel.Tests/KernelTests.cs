using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>What the tests of one precision share: running a check over layers and failing with what it found.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class KernelTests<T>(ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Where a test may say what it saw.</summary>
    protected ITestOutputHelper Output => output;

    /// <summary>Runs one check and throws if it found something.</summary>
    protected void Run(Action<Tally> check)
    {
        Tally tally = new();
        check(tally);
        output.WriteLine(tally.ToString());
        tally.ThrowIfFailed();
    }

    /// <summary>Runs one check over the layers of some shapes.</summary>
    private protected void Each(IEnumerable<(int In, int Out)> shapes, Action<LayerClass<T>, Tally> check) => Run(tally =>
    {
        foreach (LayerClass<T> layer in CompiledLayers.Catalog.Of<T>(shapes))
        {
            check(layer, tally);
        }
    });
}
