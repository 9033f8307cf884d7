using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>The checks themselves: each fault, planted into a plain layer, a layer with an activation and a network, is found by the check that is there for it, which sound ones pass.</summary>
public sealed class PlantedFaultTests
{
    /// <summary>Which checks must find which fault.</summary>
    private static readonly (Fault Fault, string[] Checks)[] s_plan =
    [
        (Fault.CoarseValue, ["values"]),
        (Fault.OrderDependsOnRows, ["bits"]),
        (Fault.OtherBitsTheSecondTime, ["bits"]),
        (Fault.KeepsOtherBits, ["bits", "layers"]),
        (Fault.ForgetsLastRow, ["values", "bits"]),
        (Fault.CoarseInputGradient, ["values"]),
        (Fault.DoublesInputGradient, ["values", "differences"]),
        (Fault.AddsToInputGradient, ["values"]),
        (Fault.ForgetsInputGradientWithGradients, ["values"]),
        (Fault.CoarseGradient, ["values"]),
        (Fault.ReplacesGradients, ["accumulation"]),
        (Fault.AveragesGradients, ["values", "accumulation", "differences"]),
        (Fault.ForgetsSecondBlock, ["values"]),
        (Fault.ForgetsGradientsWithInputGradient, ["values", "accumulation"]),
        (Fault.IgnoresFrozen, ["layers"]),
        (Fault.SwallowsNaN, ["specials"]),
        (Fault.SpreadsInfinity, ["specials"]),
        (Fault.UsesValueBehindX, ["neighbours"]),
        (Fault.WritesBehindY, ["neighbours"]),
        (Fault.WritesBehindDX, ["neighbours"]),
        (Fault.WritesDY, ["neighbours"]),
        (Fault.SpoilsGradientPadding, ["padding"]),
        (Fault.SpoilsParameterPadding, ["padding"]),
        (Fault.AcceptsAnyLength, ["lengths"]),
        (Fault.VagueMessage, ["lengths", "overlap"]),
        (Fault.WritesBeforeChecking, ["lengths", "overlap"]),
        (Fault.AcceptsOtherGradients, ["lengths"]),
        (Fault.AcceptsOverlap, ["overlap"]),
        (Fault.AllocatesForward, ["allocation"]),
        (Fault.AllocatesBackward, ["allocation"]),
        (Fault.SharesMemory, ["threads"]),
        (Fault.InitializesTooWide, ["parameters"]),
        (Fault.InitializeIgnoresSeed, ["parameters"]),
        (Fault.ParametersChangedDoesNothing, ["parameters", "training"]),
        (Fault.CopiesNothing, ["parameters"]),
        (Fault.IndexerIsTransposed, ["parameters"]),
        (Fault.LayoutIsIgnored, ["parameters"]),
        (Fault.BiasComesOutAsZeros, ["parameters"]),
    ];

    /// <summary>Found only by processes that don't survive it.</summary>
    private static readonly Fault[] s_guarded = [Fault.TouchesBehindY, Fault.ReadsBeforeX, Fault.ReadsBehindDY];

    /// <summary>Faults and the checks that find them in this process.</summary>
    public static TheoryData<Fault, string> Faults
    {
        get
        {
            TheoryData<Fault, string> data = [];
            foreach ((Fault fault, string[] checks) in s_plan)
            {
                Array.ForEach(checks, check => data.Add(fault, check));
            }

            return data;
        }
    }

    /// <summary>Faults that guard pages find.</summary>
    public static TheoryData<Fault> GuardedFaults => [.. s_guarded];

    [Fact]
    public void EveryFault_IsPlanted() => Assert.Equal(
        Enum.GetValues<Fault>().Except([Fault.None]), s_plan.Select(row => row.Fault).Concat(s_guarded).Order());

    [Fact]
    public void EveryCheck_HasAFault() => Assert.Empty(Check.All.Select(check => check.Name).Except(s_plan.SelectMany(row => row.Checks)));

    [Theory]
    [MemberData(nameof(Faults))]
    public void AFault_IsFoundByTheCheck(Fault fault, string check)
    {
        // A layer with a bias and padding, and one with an activation, and a network; of double where a check is about double alone.
        int planted = Plant<float>(fault, Check.Get(check), "Single13x7Bias", "SingleSigmoid7x13Bias", "Classifier", "BlockFirst")
            + Plant<double>(fault, Check.Get(check), "Double13x12Bias", "DoubleTanh7x13", "PreciseController", "PreciseBlockTwice");
        Assert.NotEqual(0, planted);
    }

    [Theory]
    [MemberData(nameof(GuardedFaults))]
    public async Task AnAccessOutsideTheSpans_EndsTheProcess(Fault fault)
    {
        if (GuardedMemory.IsSupported)
        {
            foreach (string subject in (string[])["Single13x7Bias", "Mixed"])
            {
                ChildRun run = await ChildRun.StartAsync(new(), "guard", subject, fault.ToString());
                Assert.NotEqual(0, run.ExitCode);
                Assert.Contains("AccessViolationException", run.Output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task AccessesWithinTheSpans_Survive()
    {
        if (GuardedMemory.IsSupported)
        {
            ChildRun run = await ChildRun.StartAsync(new(), "guard", "Single13x7Bias", nameof(Fault.None));
            Assert.True(run.ExitCode == 0, run.Output);
            Assert.Contains("survived", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ACheckThatComparedNothing_HasShownNothing() => Assert.Throws<CheckFailedException>(new Tally().ThrowIfFailed);

    // In how many subjects the fault could be planted.
    private static int Plant<T>(Fault fault, Check check, params string[] names)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int planted = 0;
        foreach (Subject<T> sound in names.Select(Catalog.Declared.Get<T>).Where(check.AppliesTo).Where(subject => CanHave(fault, subject)))
        {
            Tally none = new();
            check.Run(new FaultySubject<T>(sound, Fault.None), none);
            none.ThrowIfFailed();

            Tally found = new();
            try
            {
                check.Run(new FaultySubject<T>(sound, fault), found);
            }
            catch (CheckFailedException)
            {
                // Lengths that differ end a check at once.
            }

            Assert.True(found.Failures > 0, $"{check} does not find {fault} in {sound}.");
            planted++;
        }

        return planted;
    }

    private static bool CanHave(Fault fault, Subject subject) => fault switch
    {
        Fault.IgnoresFrozen => !subject.IsLayer,
        Fault.ForgetsSecondBlock => subject.IsLayer,
        // A few roundings too many are within what a residual block's stages together may be off.
        Fault.CoarseValue or Fault.CoarseInputGradient or Fault.CoarseGradient => subject.Steps.All(step => step.Kind != StepKind.Sum),
        Fault.BiasComesOutAsZeros => subject.Layers.Any(layer => layer.HasBias),
        // A network's calls with activations check for themselves.
        Fault.WritesBeforeChecking or Fault.AcceptsAnyLength or Fault.AcceptsOverlap => subject.IsLayer,
        // The last value of a block is a bias or padding.
        Fault.SpoilsGradientPadding or Fault.SpoilsParameterPadding => subject.Layers[^1].Out % 4 != 0,
        _ => true,
    };
}
