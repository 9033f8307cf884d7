namespace LinearGen.Kernel.Tests;

/// <summary>Which check must find which fault.</summary>
public static class PlantedFaults
{
    private static readonly (Fault Fault, string[] Checks)[] s_plan =
    [
        (Fault.ForwardDropsATerm, ["golden", "values", "differences"]),
        (Fault.ForwardSkipsZeros, ["golden"]),
        (Fault.ForwardRoundsCoarsely, ["golden", "values"]),
        (Fault.ForwardOrderDependsOnRows, ["row order"]),
        (Fault.ForwardForgetsBiasAfterFirstRow, ["golden", "values", "row order"]),
        (Fault.ForwardSharesScratch, ["threads"]),
        (Fault.ForwardWritesBehindY, ["neighbours"]),
        (Fault.ForwardUsesValueBehindX, ["neighbours"]),
        (Fault.ForwardAllocates, ["allocation"]),
        (Fault.BackwardDoesNotTranspose, ["golden", "values", "differences"]),
        (Fault.BackwardAddsToDx, ["golden", "values"]),
        (Fault.BackwardReplacesGradients, ["accumulation"]),
        (Fault.BackwardAverages, ["golden", "values", "accumulation", "differences"]),
        (Fault.BackwardSpoilsPadding, ["padding"]),
        (Fault.BackwardAllocates, ["allocation"]),
        (Fault.BackwardForgetsBias, ["values", "accumulation", "differences"]),
        (Fault.BackwardForgetsGradientsWithDx, ["values", "accumulation"]),
        (Fault.AcceptsAnyLength, ["lengths"]),
        (Fault.AcceptsOverlap, ["overlap"]),
        (Fault.VagueMessage, ["lengths", "overlap"]),
        (Fault.WritesBeforeChecking, ["lengths", "overlap"]),
        (Fault.IndexerIsTransposed, ["parameters"]),
        (Fault.LayoutIsIgnored, ["parameters"]),
        (Fault.CopyForgetsBias, ["parameters"]),
        (Fault.IndexerForgetsTranspose, ["parameters"]),
        (Fault.SetWeightsForgetsTranspose, ["parameters", "values", "golden"]),
        (Fault.CopyForgetsTranspose, ["parameters"]),
        (Fault.InitializeForgetsTranspose, ["parameters"]),
        (Fault.ParametersChangedDoesNothing, ["parameters"]),
        (Fault.InitializesTooWide, ["parameters"]),
        (Fault.InitializeIgnoresSeed, ["parameters"]),
    ];

    // Found only by processes that don't survive it.
    private static readonly Fault[] s_guarded =
        [Fault.ForwardTouchesBehindY, Fault.ForwardReadsBeforeX, Fault.ForwardUsesValueBehindX, Fault.BackwardReadsBeforeDy];

    /// <summary>The names of all checks.</summary>
    public static TheoryData<string> Checks => [.. s_plan.SelectMany(row => row.Checks).Distinct()];

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

    /// <summary>Every fault that some check must find.</summary>
    public static IEnumerable<Fault> All => s_plan.Select(row => row.Fault).Concat(s_guarded).Distinct();
}
