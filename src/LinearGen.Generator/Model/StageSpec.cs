namespace LinearGen.Generator.Model;

/// <summary>The specification of one class of a stage other than a layer: all facts that its generated code depends on.</summary>
internal sealed record StageSpec
{
    /// <summary>The class's namespace, outer types and name.</summary>
    public required HierarchyInfo Hierarchy { get; init; }

    /// <summary>The kind of the stage.</summary>
    public required StageKind Kind { get; init; }

    /// <summary>Inputs and outputs per row, 1 or more.</summary>
    public required int Size { get; init; }

    /// <summary>The element type.</summary>
    public required Precision Precision { get; init; }

    /// <summary>A normalisation's clip, a layer normalisation's epsilon.</summary>
    public double Constant { get; init; }

    /// <summary>The function of an activation by itself.</summary>
    public Activation Activation { get; init; }

    /// <summary>Its parameter; null for the default.</summary>
    public double? Slope { get; init; }
}
