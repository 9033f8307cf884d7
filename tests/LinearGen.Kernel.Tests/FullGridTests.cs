using System.Globalization;
using System.Numerics;
using System.Runtime.Loader;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Kernel.Tests;

/// <summary>Every shape up to 33 by 33, with bias in one precision and without in the other, as a user would declare it: results against the reference, and the order of sums.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[Trait("Category", "Full")]
public abstract class FullGridTests<T>(Precision precision, ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Most = 33;

    [Fact]
    public void EveryShapeUpTo33By33_IsRight()
    {
        Tally tally = new();
        for (int inputs = 1; inputs <= Most; inputs++)
        {
            // An assembly for each In, forgotten afterwards.
            AssemblyLoadContext context = new("Full grid", isCollectible: true);
            using MemoryStream assembly = new(Compile(inputs));
            foreach (Subject<T> subject in Catalog.Of(context.LoadFromStream(assembly)).Of<T>())
            {
                Check.Get("values").Run(subject, tally);
                Check.Get("bits").Run(subject, tally);
            }

            context.Unload();
        }

        output.WriteLine(tally.ToString());
        tally.ThrowIfFailed();
    }

    private byte[] Compile(int inputs)
    {
        IEnumerable<string> layers =
            from outputs in Enumerable.Range(1, Most)
            let bias = (inputs + outputs + (int)precision) % 2 == 0
            select string.Create(
                CultureInfo.InvariantCulture,
                $"[LinearLayer(In = {inputs}, Out = {outputs}, Bias = {(bias ? "true" : "false")}, Precision = Precision.{precision})] public sealed partial class {precision}{inputs}x{outputs};");
        GeneratorResult result = GeneratorHarness.Run(
            GeneratorHarness.CreateCompilation("using LinearGen;\n\nnamespace Layers.Grid;\n\n" + string.Join('\n', layers)));
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return result.ToAssemblyBytes();
    }
}

public sealed class SingleFullGridTests(ITestOutputHelper output) : FullGridTests<float>(Precision.Single, output);

public sealed class DoubleFullGridTests(ITestOutputHelper output) : FullGridTests<double>(Precision.Double, output);
