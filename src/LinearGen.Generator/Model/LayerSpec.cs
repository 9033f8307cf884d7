namespace LinearGen.Generator.Model;

/// <summary>The specification of one layer: all facts that its generated code depends on, and no others: equal specifications give equal code.</summary>
internal sealed record LayerSpec
{
    /// <summary>The class's namespace, outer types and name.</summary>
    public required HierarchyInfo Hierarchy { get; init; }

    /// <summary>Inputs per row, 1 or more.</summary>
    public required int In { get; init; }

    /// <summary>Outputs per row, 1 or more.</summary>
    public required int Out { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public required bool HasBias { get; init; }

    /// <summary>The element type.</summary>
    public required Precision Precision { get; init; }

    /// <summary>The activation that is applied to the sums.</summary>
    public Activation Activation { get; init; }

    /// <summary>Its parameter; null for the default, or if it has none.</summary>
    public double? Slope { get; init; }

    /// <summary>Whether there is a backward pass.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>The format of the weights that the forward pass reads.</summary>
    public WeightFormat Weights { get; init; }

    /// <summary>Whether the class gets types of its own for a row of inputs and of outputs.</summary>
    public bool HasRowTypes { get; init; }
}
