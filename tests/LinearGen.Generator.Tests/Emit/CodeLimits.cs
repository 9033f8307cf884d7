using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>What the code of one layer may come to: every limit that tests hold the generator to, in one place.</summary>
internal static class CodeLimits
{
    /// <summary>Source bytes of a layer whose forward pass is straight-line.</summary>
    public const int StraightLineSourceBytes = 18 * 1024;

    /// <summary>Source bytes of any other.</summary>
    public const int SourceBytes = 32 * 1024;

    /// <summary>
    /// Calls of the instruction set in one method, those of its steps among them. Each is inlined and becomes an instruction or
    /// two. The most is 437, Backward of 20→65: .NET 10 was seen to inline all of them.
    /// </summary>
    public const int VectorCalls = 448;

    /// <summary>Variables of one method. RyuJIT inlines nothing any more into a method with 512, its own temporaries among them.</summary>
    public const int Locals = 160;

    /// <summary>
    /// Bytes of IL of one method. RyuJIT gives up optimising beyond 60,000, or 20,000 instructions; as an instruction has a
    /// byte at least, this keeps a method far from both.
    /// </summary>
    public const int IntermediateLanguageBytes = 12_000;

    /// <summary>
    /// Vectors that a kernel may keep at once: as many as there are registers, but for two kinds that are known to spill.
    /// Machine code of .NET 10 agrees: none of the others moves a vector to the stack.
    /// </summary>
    public static int LiveVectors(LayerPlan plan, string kernel) => Math.Max(CodeBudget.Registers, kernel switch
    {
        "Forward" => RowOfThreeVectors(plan.Forward),
        "Backward" => RowOfThreeVectors(plan.InputGradient),
        "BackwardRows" => ResidentUpdate(plan.WeightGradient),
        _ => 0,
    });

    /// <summary>Three vectors in four partial sums, the pairs of four blocks and an element, as in 16→24: 17.</summary>
    private static int RowOfThreeVectors(ProductPlan plan) => plan is { Dot: null, UsesPairs: true, IsStraightLine: false }
        ? plan.Panels.Max(panel => (panel.Vectors * panel.Chains) + panel.Chains + 1)
        : 0;

    /// <summary>Twelve sums, a row of dY and an element, as in 1→48: 19 if dY has six vectors.</summary>
    private static int ResidentUpdate(UpdatePlan plan) => plan.IsResident && plan.Resident(plan.Panels[0]) is var block
        ? (block.Lines * block.Chains * plan.Panels[0].Vectors) + plan.Panels[0].Vectors + 1
        : 0;
}
