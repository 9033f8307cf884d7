namespace LinearGen.Generator.Model;

/// <summary>Everything about one class with <c>[Sequential]</c> that its generated code depends on.</summary>
internal sealed record NetworkSpec
{
    /// <summary>Where the class stands.</summary>
    public required HierarchyInfo Hierarchy { get; init; }

    /// <summary>The layers in the order of application, one or more.</summary>
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
}

/// <summary>One layer of a network.</summary>
internal sealed record NetworkLayer
{
    /// <summary>The property's name, as it is written in code.</summary>
    public required string Property { get; init; }

    /// <summary>The class's name as it can be written anywhere.</summary>
    public required string FullName { get; init; }

    /// <summary>The class's name as a reader sees it.</summary>
    public required string Name { get; init; }

    /// <summary>Who may see the property: <c>public</c>, or less if the class is less visible than that.</summary>
    public required string Accessibility { get; init; }

    /// <summary>Inputs per row.</summary>
    public required int In { get; init; }

    /// <summary>Outputs per row.</summary>
    public required int Out { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public required bool HasBias { get; init; }

    /// <summary>What is applied to the sums.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Weights and biases.</summary>
    public long ParameterCount => ((long)In * Out) + (HasBias ? Out : 0);
}
