namespace LinearGen.Kernel.Checks;

/// <summary>Mistakes that a sound layer or network can be given, to show that the checks find them.</summary>
public enum Fault
{
    /// <summary>None: a sound subject.</summary>
    None,

    /// <summary>The first output is a little larger.</summary>
    CoarseValue,

    /// <summary>The last output of four rows or more is the next number.</summary>
    OrderDependsOnRows,

    /// <summary>Every second call gives the next number.</summary>
    OtherBitsTheSecondTime,

    /// <summary>The forward pass that keeps activations gives the next number.</summary>
    KeepsOtherBits,

    /// <summary>The last row of a batch is left as it was.</summary>
    ForgetsLastRow,

    /// <summary>The last value of dX is a little larger.</summary>
    CoarseInputGradient,

    /// <summary>dX is twice as large.</summary>
    DoublesInputGradient,

    /// <summary>dX is added to what is there.</summary>
    AddsToInputGradient,

    /// <summary>dX is left out where the gradients are wanted too.</summary>
    ForgetsInputGradientWithGradients,

    /// <summary>Of the gradients, the first value is a little larger.</summary>
    CoarseGradient,

    /// <summary>Gradients are replaced instead of added to.</summary>
    ReplacesGradients,

    /// <summary>Gradients are means over the rows.</summary>
    AveragesGradients,

    /// <summary>Beyond 64 rows, the others are left out of the gradients.</summary>
    ForgetsSecondBlock,

    /// <summary>The gradients are left out where dX is wanted too.</summary>
    ForgetsGradientsWithInputGradient,

    /// <summary>A frozen layer's gradients are computed all the same.</summary>
    IgnoresFrozen,

    /// <summary>NaN becomes 0.</summary>
    SwallowsNaN,

    /// <summary>An infinite input makes the whole batch NaN.</summary>
    SpreadsInfinity,

    /// <summary>The value behind x, times 0, is added.</summary>
    UsesValueBehindX,

    /// <summary>A value behind y becomes 0.</summary>
    WritesBehindY,

    /// <summary>A value behind dX becomes 0.</summary>
    WritesBehindDX,

    /// <summary>dY is overwritten by the backward pass.</summary>
    WritesDY,

    /// <summary>A value behind y is written, though with what was there.</summary>
    TouchesBehindY,

    /// <summary>A value before x is read.</summary>
    ReadsBeforeX,

    /// <summary>A value behind dY is read.</summary>
    ReadsBehindDY,

    /// <summary>A number goes to the gradients' last value, padding or not.</summary>
    SpoilsGradientPadding,

    /// <summary>Initialize writes to the last value of the block, padding or not.</summary>
    SpoilsParameterPadding,

    /// <summary>Lengths are not looked at.</summary>
    AcceptsAnyLength,

    /// <summary>The message about a length does not say what was expected.</summary>
    VagueMessage,

    /// <summary>Outputs are cleared before the lengths are checked.</summary>
    WritesBeforeChecking,

    /// <summary>Another network's gradients are taken for none.</summary>
    AcceptsOtherGradients,

    /// <summary>dX over x is not noticed.</summary>
    AcceptsOverlap,

    /// <summary>The forward pass allocates.</summary>
    AllocatesForward,

    /// <summary>The backward pass allocates.</summary>
    AllocatesBackward,

    /// <summary>y goes through memory that all calls share.</summary>
    SharesMemory,

    /// <summary>Initialize draws from a range twice as wide.</summary>
    InitializesTooWide,

    /// <summary>Initialize draws from the process's own source.</summary>
    InitializeIgnoresSeed,

    /// <summary>Parameters written into the block never reach what is derived from them.</summary>
    ParametersChangedDoesNothing,

    /// <summary>CopyFrom copies nothing.</summary>
    CopiesNothing,

    /// <summary>The indexer takes [output, input].</summary>
    IndexerIsTransposed,

    /// <summary>[Out, In] weights are taken as they come.</summary>
    LayoutIsIgnored,

    /// <summary>GetBias gives zeros.</summary>
    BiasComesOutAsZeros,
}
