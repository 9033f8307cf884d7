using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>The checks of layers with activations themselves: each planted fault is found by the check that is there for it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class PlantedActivatedFaultTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<ActivatedFault, Action<ActivatedClass<T>, Tally>> s_checks = new()
    {
        [ActivatedFault.CoarseValue] = Values,
        [ActivatedFault.OrderDependsOnRows] = ActivatedOrderCheck.Run,
        [ActivatedFault.ForgetsSlope] = Values,
        [ActivatedFault.CoarseInputGradient] = Values,
        [ActivatedFault.ReplacesGradients] = Values,
        [ActivatedFault.CoarseGradient] = Values,
        [ActivatedFault.ForgetsSecondBlock] = Values,
        [ActivatedFault.OtherBitsTheSecondTime] = Values,
        [ActivatedFault.UsesValueBehindY] = Neighbours,
        [ActivatedFault.WritesBehindDx] = Neighbours,
        [ActivatedFault.WritesY] = Neighbours,
        [ActivatedFault.SpoilsPadding] = Neighbours,
        [ActivatedFault.AcceptsAnyLength] = Refusals,
        [ActivatedFault.AcceptsOverlapWithY] = Refusals,
        [ActivatedFault.WritesBeforeChecking] = Refusals,
        [ActivatedFault.AcceptsOtherGradients] = Refusals,
        [ActivatedFault.SwallowsNaN] = ActivatedSpecialCheck.Run,
        [ActivatedFault.SpreadsInfinity] = ActivatedSpecialCheck.Run,
        [ActivatedFault.AllocatesForward] = Allocations,
        [ActivatedFault.AllocatesBackward] = Allocations,
        [ActivatedFault.SharesMemory] = (layer, tally) => ActivatedThreadCheck.Run(layer, 8, 500, tally),
    };

    [Theory]
    [MemberData(nameof(PlantedActivatedFaults.All), MemberType = typeof(PlantedActivatedFaults))]
    public void AFault_IsFoundByTheCheck(ActivatedFault fault)
    {
        foreach (Activation activation in (Activation[])[Activation.Tanh, Activation.Silu, Activation.Softmax])
        {
            ActivatedClass<T> sound = CompiledNetworks.Catalog.Layers<T>((7, 13)).First(layer => layer.Activation == activation);
            Run(tally => s_checks[fault](sound, tally));
            Tally findings = new();
            s_checks[fault](new FaultyClass<T>(sound, fault), findings);
            Assert.InRange(findings.Failures, 1, long.MaxValue);
            Output.WriteLine($"{activation}: {findings.Messages[0]}");
        }
    }

    private static void Values(ActivatedClass<T> layer, Tally tally) => ActivatedValueCheck.Run(layer, [1, 3, 70], tally);

    private static void Neighbours(ActivatedClass<T> layer, Tally tally) => ActivatedNeighbourCheck.Run(layer, [1, 3], tally);

    private static void Refusals(ActivatedClass<T> layer, Tally tally) =>
        ActivatedRefusalCheck.Run(layer, CompiledNetworks.Catalog.Layers<T>((8, 16)).First().New().CreateGradients(), tally);

    private static void Allocations(ActivatedClass<T> layer, Tally tally) => ActivatedAllocationCheck.Run(layer, [1, 3], tally);
}

/// <summary>Faults of layers with activations.</summary>
public static class PlantedActivatedFaults
{
    /// <summary>All but the one that only a guard page sees.</summary>
    public static TheoryData<ActivatedFault> All => [.. Enum.GetValues<ActivatedFault>().Except([ActivatedFault.TouchesBehindY])];
}

public sealed class SinglePlantedActivatedFaultTests(ITestOutputHelper output) : PlantedActivatedFaultTests<float>(output);

public sealed class DoublePlantedActivatedFaultTests(ITestOutputHelper output) : PlantedActivatedFaultTests<double>(output);
