using System.Numerics;

namespace LinearGen.Internals;

/// <summary>One step of a network: a stage, or the sum at the end of a residual block.</summary>
/// <param name="Stage">The stage that computes it; null for a sum.</param>
/// <param name="Class">The stage's generated class; that of the block for a sum.</param>
/// <param name="Layer">The stage's number among those with parameters; −1 without.</param>
/// <param name="Source">The number of steps before the value that a sum adds; −1 for a stage.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly record struct ChainStep<T>(INetworkStage<T>? Stage, Type Class, int Layer, int Source)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of the buffer that holds the result while it is needed.</summary>
    public int Slot { get; init; }

    /// <summary>Whether the stage's class, or that of a block around it, is declared with <c>Trainable = false</c>.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether the parameters stay as they are.</summary>
    public bool IsFrozen => IsFixed || Stage is not { Frozen: false };
}

/// <summary>
/// The steps of a network's computation, with residual blocks laid out flat. "Value n" is the result of the first n steps; value 0 is the input.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ChainSteps<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _stepOf;
    private readonly int[] _gradients;
    private readonly int[] _gradientSlots;

    /// <summary>Lays out stages.</summary>
    /// <param name="stages">The stages in the order of application.</param>
    /// <param name="isResidual">Whether the first input is added to the last output.</param>
    /// <exception cref="ArgumentException">A stage does not fit, is there twice, belongs to a network already, or is none that the generator has written.</exception>
    public ChainSteps(INetwork<T>[] stages, bool isResidual)
    {
        Check(stages);
        List<ChainStep<T>> steps = [];
        List<INetworkStage<T>> layers = [];
        List<int> sizes = stages.Length == 0 ? [] : [stages[0].Shape.In];
        foreach (INetwork<T> stage in stages)
        {
            if (stage is ISequentialNetwork<T> { Layers: { Steps: var inner, IsTrainable: var isTrainable } })
            {
                int first = steps.Count;
                steps.AddRange(inner.Steps.Select(step => step with { IsFixed = step.IsFixed || !isTrainable, Layer = step.Layer < 0 ? -1 : step.Layer + layers.Count, Source = step.Source < 0 ? -1 : step.Source + first }));
                sizes.AddRange(inner.Sizes[1..]);
                layers.AddRange(inner.Layers);
                continue;
            }

            // A generated class of a stage passes everything on: it is left out.
            INetworkStage<T> own = (stage is IStage<T> generated ? generated.Stage : stage as INetworkStage<T>)
                ?? throw new ArgumentException($"A stage is of type {stage.GetType()}; expected a class that the generator has written.", nameof(stages));
            bool hasParameters = !own.Layer.Block.IsEmpty;
            steps.Add(new(own, stage.GetType(), hasParameters ? layers.Count : -1, Source: -1) { IsFixed = !own.IsTrainable });
            sizes.Add(own.Shape.Out);
            if (hasParameters)
            {
                layers.Add(own);
            }
        }

        if (isResidual)
        {
            if (sizes[0] != sizes[^1])
            {
                throw new ArgumentException(Invariant($"The last stage of a residual block gives {sizes[^1]} outputs; expected {sizes[0]}, as many as the first takes inputs."), nameof(stages));
            }

            steps.Add(new(null, typeof(LayerChain<T>), Layer: -1, Source: 0));
            sizes.Add(sizes[^1]);
        }

        Steps = [.. steps];
        Layers = [.. layers];
        Sizes = [.. sizes];
        _stepOf = [.. Enumerable.Range(0, Steps.Length).Where(step => Steps[step].Layer >= 0)];
        ValueSlots = PlaceValues();
        _gradients = new int[Steps.Length + 1];
        for (int value = Steps.Length; value >= 0; value--)
        {
            _gradients[value] = value < Steps.Length && Steps[value].Stage is null ? _gradients[value + 1] : value;
        }

        _gradientSlots = new int[Steps.Length + 1];
        GradientSlots = PlaceGradients();
        ReadsOutputGradientLast = Enumerable.Range(0, Steps.Length).Any(n => _gradients[n + 1] == Steps.Length && (Steps[n].Stage is null ? Steps[n].Source == 0 : n == 0));
    }

    /// <summary>The steps.</summary>
    public ChainStep<T>[] Steps { get; }

    /// <summary>Stages with parameters.</summary>
    public INetworkStage<T>[] Layers { get; }

    /// <summary>Elements per row of each value.</summary>
    public int[] Sizes { get; }

    /// <summary>The number of buffers for values that are needed at the same time.</summary>
    public int ValueSlots { get; }

    /// <summary>The number of buffers for their gradients.</summary>
    public int GradientSlots { get; }

    /// <summary>Whether the gradient with respect to the outputs is still read when that of the inputs is written: where a residual block, or a stage, is all there is.</summary>
    public bool ReadsOutputGradientLast { get; }

    /// <summary>Whether another network has the same classes of stages, and of the same sizes.</summary>
    public bool AreThoseOf(ChainSteps<T> other)
    {
        bool isSame = Steps.Length == other.Steps.Length && Sizes.AsSpan().SequenceEqual(other.Sizes);
        for (int n = 0; isSame && n < Steps.Length; n++)
        {
            isSame = Steps[n].Class == other.Steps[n].Class && Steps[n].Source == other.Steps[n].Source;
        }

        return isSame;
    }

    /// <summary>The step of a stage with parameters.</summary>
    public int StepOf(int layer) => _stepOf[layer];

    /// <summary>Whose gradient a value's is: its own, or that of the sum that it becomes a term of.</summary>
    public int GradientOf(int value) => _gradients[value];

    /// <summary>The place of a gradient.</summary>
    public int GradientSlot(int value) => _gradientSlots[value];

    /// <summary>Checks that stages fit one another, and that each is this network's alone: a stage of two networks would be computed from the memory of one.</summary>
    private static void Check(INetwork<T>[] stages)
    {
        HashSet<INetwork<T>> known = new(ReferenceEqualityComparer.Instance);
        for (int n = 0; n < stages.Length; n++)
        {
            INetwork<T> stage = stages[n] ?? throw new ArgumentNullException(nameof(stages), $"Stage {n} is null.");
            if (n > 0 && stage.Shape.In != stages[n - 1].Shape.Out)
            {
                throw new ArgumentException(Invariant($"Stage {n} takes {stage.Shape.In} inputs; expected {stages[n - 1].Shape.Out}, the outputs of the one before."), nameof(stages));
            }

            if (!known.Add(stage) || stage is ISequentialNetwork<T> { Layers.IsInside: true } || (stage is INetworkStage<T> single && single.Layer.IsAdopted))
            {
                throw new ArgumentException($"Stage {n}, of type {stage.GetType()}, belongs to a network already; expected an instance of its own.", nameof(stages));
            }
        }
    }

    private int PlaceValues()
    {
        int[] ends = [];
        for (int n = 0; n < Steps.Length - 1; n++)
        {
            // Needed by the next step, and by sums.
            int last = n + 1;
            for (int sum = n + 2; sum < Steps.Length; sum++)
            {
                last = Steps[sum].Source == n + 1 ? sum : last;
            }

            Steps[n] = Steps[n] with { Slot = Take(ref ends, n, last) };
        }

        return Math.Max(ends.Length, 2);
    }

    private int PlaceGradients()
    {
        int[] ends = [];
        for (int value = Steps.Length - 1; value > 0; value--)
        {
            if (_gradients[value] != value)
            {
                continue;
            }

            // Made by the step behind it; needed by the step before it, where that is no sum, and where a sum's other term is made.
            int first = value - 1;
            for (int n = 0; n < value; n++)
            {
                if (_gradients[n + 1] == value)
                {
                    first = Math.Min(first, Steps[n].Stage is null ? Steps[n].Source : n);
                }
            }

            _gradientSlots[value] = Take(ref ends, -value, -first);
        }

        return ends.Length;
    }

    /// <summary>The first place that is free at a time, taken until another; places are added as needed.</summary>
    private static int Take(ref int[] ends, int from, int until)
    {
        int slot = Array.FindIndex(ends, end => end < from);
        if (slot < 0)
        {
            slot = ends.Length;
            Array.Resize(ref ends, slot + 1);
        }

        ends[slot] = until;
        return slot;
    }
}
