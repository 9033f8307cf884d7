namespace LinearGen.Generator.Model;

/// <summary>The specification of one class with <c>[Sequential]</c>: all facts that its generated code depends on.</summary>
internal sealed record NetworkSpec
{
    /// <summary>The class's namespace, outer types and name.</summary>
    public required HierarchyInfo Hierarchy { get; init; }

    /// <summary>Whether it is a residual block: its inputs are added to its last layer's outputs.</summary>
    public bool IsResidual { get; init; }

    /// <summary>Whether there is a backward pass.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>Named ranges of the inputs.</summary>
    public EquatableArray<RowPart> Inputs { get; init; } = [];

    /// <summary>Named ranges of the outputs.</summary>
    public EquatableArray<RowPart> Outputs { get; init; } = [];

    /// <summary>The layers, and other stages, in the order of application, one or more.</summary>
    public required EquatableArray<NetworkLayer> Layers { get; init; }

    /// <summary>The element type of all of them.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Whether the class gets types of its own for a row of inputs and of outputs.</summary>
    public bool HasRowTypes { get; init; }

    /// <summary>Inputs per row.</summary>
    public int In => Layers[0].In;

    /// <summary>Outputs per row.</summary>
    public int Out => Layers[Layers.Count - 1].Out;

    /// <summary>Weights and biases of all layers.</summary>
    public long ParameterCount => Layers.Sum(static layer => layer.ParameterCount);

    /// <summary>Returns the steps in the order of computation, residual blocks laid out flat.</summary>
    public IReadOnlyList<NetworkStep> Steps() => NetworkStep.Of(Layers, IsResidual);
}

/// <summary>A named range of a row.</summary>
/// <param name="Name">The name, as it is written in code.</param>
/// <param name="Start">The first column.</param>
/// <param name="Length">The number of columns, 1 or more.</param>
internal sealed record RowPart(string Name, int Start, int Length);

/// <summary>One step of a network: a stage, or the sum at the end of a residual block.</summary>
/// <param name="Layer">The stage; null for a sum.</param>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="Source">After how many steps the value was there that a sum adds; −1 for a stage.</param>
internal sealed record NetworkStep(NetworkLayer? Layer, int In, int Out, int Source)
{
    /// <summary>Whether it is a linear layer.</summary>
    public bool IsLinear => Layer is { Kind: StageKind.Linear };

    /// <summary>The steps of stages one after another.</summary>
    /// <param name="layers">The stages.</param>
    /// <param name="isResidual">Whether the first input is added to the last output.</param>
    public static IReadOnlyList<NetworkStep> Of(EquatableArray<NetworkLayer> layers, bool isResidual)
    {
        List<NetworkStep> steps = [];
        Add(layers, isResidual);
        return steps;

        void Add(EquatableArray<NetworkLayer> stages, bool isBlock)
        {
            int first = steps.Count;
            foreach (NetworkLayer stage in stages)
            {
                if (stage.Kind == StageKind.Residual)
                {
                    Add(stage.Inner, isBlock: true);
                }
                else
                {
                    steps.Add(new(stage, stage.In, stage.Out, -1));
                }
            }

            if (isBlock)
            {
                int width = steps[steps.Count - 1].Out;
                steps.Add(new(null, width, width, first));
            }
        }
    }
}

/// <summary>One stage of a network, a linear layer unless it says otherwise.</summary>
internal sealed record NetworkLayer
{
    /// <summary>The kind of the stage.</summary>
    public StageKind Kind { get; init; }

    /// <summary>A normalisation's clip, a layer normalisation's epsilon.</summary>
    public double Constant { get; init; }

    /// <summary>The stages of a residual block.</summary>
    public EquatableArray<NetworkLayer> Inner { get; init; } = [];

    /// <summary>The property's name, as it is written in code.</summary>
    public required string Property { get; init; }

    /// <summary>The class's name as it can be written anywhere.</summary>
    public required string FullName { get; init; }

    /// <summary>The class's name as a reader sees it.</summary>
    public required string Name { get; init; }

    /// <summary>The property's accessibility: <c>public</c>, or less if the class is less visible than that.</summary>
    public required string Accessibility { get; init; }

    /// <summary>Inputs per row.</summary>
    public required int In { get; init; }

    /// <summary>Outputs per row.</summary>
    public required int Out { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public bool HasBias { get; init; }

    /// <summary>The activation that is applied to the sums.</summary>
    public Activation Activation { get; init; }

    /// <summary>Its parameter; null for the default, or if it has none.</summary>
    public double? Slope { get; init; }

    /// <summary>Whether it has a backward pass, and the block around it too.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>The format of the weights that its forward pass reads.</summary>
    public WeightFormat Weights { get; init; }

    /// <summary>Whether it can be trained by itself, so that it keeps its parameters beside rounded weights, whatever is around it.</summary>
    public bool KeepsParameters { get; init; } = true;

    /// <summary>Whether an optimiser may move parameters of it.</summary>
    public bool Learns => Kind == StageKind.Residual ? Inner.Any(static stage => stage.Learns) : IsTrainable && Kind is StageKind.Linear or StageKind.LayerNorm;

    /// <summary>Whether gradients do not pass through it: it has no backward pass.</summary>
    public bool StopsGradients => Kind == StageKind.Residual ? Inner.Any(static stage => stage.StopsGradients) : !IsTrainable;

    /// <summary>The stage without backward pass, and so all inside of it.</summary>
    public NetworkLayer Fixed() => this with { IsTrainable = false, Inner = [.. Inner.Select(static stage => stage.Fixed())] };

    /// <summary>Whether a network of stages, or a block, can be trained unless it says that it shall not: if there is anything to train, or nothing that cannot be.</summary>
    public static bool AreTrainable(IReadOnlyCollection<NetworkLayer> stages) => stages.Any(static stage => stage.Learns) || !stages.Any(static stage => stage.StopsGradients);

    /// <summary>Weights and biases.</summary>
    public long ParameterCount => Kind switch
    {
        StageKind.Linear => ((long)In * Out) + (HasBias ? Out : 0),
        StageKind.Residual => Inner.Sum(static stage => stage.ParameterCount),
        _ => Kind.ParameterCount(In),
    };
}
