namespace LinearGen.Kernel.Checks;

/// <summary>Mistakes that a layer can be made to have, to show that the checks find them.</summary>
public enum Fault
{
    /// <summary>A sound layer.</summary>
    None,

    /// <summary>The last output lacks its last term, as when a tail is one lane short.</summary>
    ForwardDropsATerm,

    /// <summary>An input of 0 is skipped, so that 0·∞ is 0 instead of NaN.</summary>
    ForwardSkipsZeros,

    /// <summary>Partial sums are rounded to a few bits less than they should be.</summary>
    ForwardRoundsCoarsely,

    /// <summary>Four rows together are summed from the other end.</summary>
    ForwardOrderDependsOnRows,

    /// <summary>The bias is added to the first row only.</summary>
    ForwardForgetsBiasAfterFirstRow,

    /// <summary>One call's work lies in memory that all calls share.</summary>
    ForwardSharesScratch,

    /// <summary>A value behind y is written, though with what was there.</summary>
    ForwardTouchesBehindY,

    /// <summary>A value behind y becomes 0.</summary>
    ForwardWritesBehindY,

    /// <summary>A value before x is read.</summary>
    ForwardReadsBeforeX,

    /// <summary>The value behind x, times 0, is added.</summary>
    ForwardUsesValueBehindX,

    /// <summary>A few bytes are allocated.</summary>
    ForwardAllocates,

    /// <summary>dX is computed with W in place of its transpose.</summary>
    BackwardDoesNotTranspose,

    /// <summary>dX is added to what is there.</summary>
    BackwardAddsToDx,

    /// <summary>Gradients are replaced instead of added to.</summary>
    BackwardReplacesGradients,

    /// <summary>Gradients are means over the rows.</summary>
    BackwardAverages,

    /// <summary>The value behind dy ends in the gradients' padding.</summary>
    BackwardSpoilsPadding,

    /// <summary>A value before dy is read.</summary>
    BackwardReadsBeforeDy,

    /// <summary>A few bytes are allocated.</summary>
    BackwardAllocates,

    /// <summary>The bias's gradient is left out.</summary>
    BackwardForgetsBias,

    /// <summary>With dx wanted, the gradients are left out.</summary>
    BackwardForgetsGradientsWithDx,

    /// <summary>Lengths are not checked.</summary>
    AcceptsAnyLength,

    /// <summary>Overlaps are not checked.</summary>
    AcceptsOverlap,

    /// <summary>The message about a length does not say what was expected.</summary>
    VagueMessage,

    /// <summary>y and dx are cleared before the lengths are checked.</summary>
    WritesBeforeChecking,

    /// <summary>The indexer takes [output, input].</summary>
    IndexerIsTransposed,

    /// <summary>[Out, In] weights are taken as they come.</summary>
    LayoutIsIgnored,

    /// <summary>CopyFrom leaves the bias out.</summary>
    CopyForgetsBias,

    /// <summary>A weight set by the indexer does not reach dX.</summary>
    IndexerForgetsTranspose,

    /// <summary>Weights that were set do not reach dX.</summary>
    SetWeightsForgetsTranspose,

    /// <summary>Weights that were copied do not reach dX.</summary>
    CopyForgetsTranspose,

    /// <summary>Weights that were drawn do not reach dX.</summary>
    InitializeForgetsTranspose,

    /// <summary>Weights written into the block never reach dX.</summary>
    ParametersChangedDoesNothing,

    /// <summary>Initialize draws from a range twice as wide.</summary>
    InitializesTooWide,

    /// <summary>Initialize draws from the process's own source.</summary>
    InitializeIgnoresSeed,
}
