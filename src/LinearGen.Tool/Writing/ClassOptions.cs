namespace LinearGen.Tool.Writing;

/// <summary>The choices of an import that are no matter of the model.</summary>
internal sealed record ClassOptions
{
    /// <summary>Whether the weights are in a second C# file instead of a .safetensors.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Whether the classes have a backward pass.</summary>
    public bool IsTrainable { get; init; }

    /// <summary>The format that layers read their weights in.</summary>
    public WeightFormat Weights { get; init; }
}
