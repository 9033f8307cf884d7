using System.Numerics;
using System.Runtime.Loader;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// Every shape up to 33 by 33: results against the reference and the order of sums. It takes minutes, so a plain run
/// leaves the category out (default.runsettings), and one asks for it, at the root of the repository:
/// <c>dotnet test tests/LinearGen.Kernel.Tests --settings tests/LinearGen.Kernel.Tests/full.runsettings --logger "console;verbosity=detailed"</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[Trait("Category", "Full")]
public abstract class FullGridTests<T>(Precision precision, ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Most = 33;

    [Fact]
    public void EveryShapeUpTo33By33_IsRight() => Run(tally =>
    {
        for (int inputs = 1; inputs <= Most; inputs++)
        {
            // An assembly for each In, forgotten afterwards.
            (int, int)[] shapes = [.. Enumerable.Range(1, Most).Select(outputs => (inputs, outputs))];
            AssemblyLoadContext context = new("Full grid", isCollectible: true);
            using MemoryStream assembly = new(CompiledLayers.Compile(shapes.SelectMany(shape => Declarations.Both(shape, precision))));
            foreach (LayerClass<T> layer in LayerCatalog.Of(context.LoadFromStream(assembly)).Of<T>(shapes))
            {
                ValueCheck.Run(layer, Batches.Normal, tally);
                RowOrderCheck.Run(layer, tally);
            }

            context.Unload();
        }
    });
}

public sealed class SingleFullGridTests(ITestOutputHelper output) : FullGridTests<float>(Precision.Single, output);

public sealed class DoubleFullGridTests(ITestOutputHelper output) : FullGridTests<double>(Precision.Double, output);
