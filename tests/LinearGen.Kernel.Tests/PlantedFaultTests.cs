using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>The checks themselves: a sound layer, written by hand, passes each of them, and each planted fault is found by the check that is there for it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class PlantedFaultTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, Action<Func<int, int, bool, LayerClass<T>>, Tally>> s_checks = new()
    {
        ["golden"] = (make, tally) =>
        {
            // The small ones: plain loops are slow.
            foreach (GoldenCase golden in GoldenSet.Cases.Where(golden => golden.In * golden.Out <= 100))
            {
                GoldenCheck.Run(golden, make(golden.In, golden.Out, golden.HasBias), tally);
            }
        },
        ["values"] = (make, tally) => ValueCheck.Run(make(5, 7, true), Batches.Normal, tally),
        ["row order"] = (make, tally) => RowOrderCheck.Run(make(9, 7, true), tally),
        ["accumulation"] = (make, tally) => AccumulationCheck.Run(make(5, 7, true), 3, tally),
        ["padding"] = (make, tally) => PaddingCheck.Run(make(5, 7, true), tally),
        ["neighbours"] = (make, tally) => NeighbourCheck.Run(make(5, 7, true), [1, 3, 8], tally),
        ["allocation"] = (make, tally) => AllocationCheck.Run(make(5, 7, true), [1, 3], tally),
        ["lengths"] = (make, tally) => LengthCheck.Run(make(5, 7, true), tally),
        ["overlap"] = (make, tally) => OverlapCheck.Run(make(5, 7, true), 2, tally),
        ["threads"] = (make, tally) => ThreadCheck.Run(make(50, 50, true), 8, 40, tally),
        ["parameters"] = (make, tally) => ParameterCheck.Run(make(30, 20, true), tally),
        ["differences"] = (make, tally) =>
        {
            // There is one for double only.
            if (make(5, 7, true) is LayerClass<double> layer)
            {
                FiniteDifferenceCheck.Run(layer, 3, tally);
            }
            else
            {
                ValueCheck.Run(make(5, 7, true), [3], tally);
            }
        },
    };

    [Theory]
    [MemberData(nameof(PlantedFaults.Checks), MemberType = typeof(PlantedFaults))]
    public void ASoundLayer_PassesTheCheck(string check) => Run(tally =>
        s_checks[check]((inputs, outputs, bias) => PlainLayer.Class<T>(inputs, outputs, bias), tally));

    [Theory]
    [MemberData(nameof(PlantedFaults.Faults), MemberType = typeof(PlantedFaults))]
    public void AFault_IsFoundByTheCheck(Fault fault, string check)
    {
        Tally tally = new();
        s_checks[check]((inputs, outputs, bias) => PlainLayer.Class<T>(inputs, outputs, bias, fault), tally);
        Assert.NotEqual(0, tally.Failures);
        Assert.Throws<CheckFailedException>(tally.ThrowIfFailed);
    }

    [Fact]
    public void ACheckThatComparedNothing_HasShownNothing() => Assert.Throws<CheckFailedException>(new Tally().ThrowIfFailed);
}

public sealed class SinglePlantedFaultTests(ITestOutputHelper output) : PlantedFaultTests<float>(output);

public sealed class DoublePlantedFaultTests(ITestOutputHelper output) : PlantedFaultTests<double>(output);
