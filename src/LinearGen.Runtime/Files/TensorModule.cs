namespace LinearGen;

/// <summary>A stage with tensors as files know it.</summary>
/// <param name="Place">Its place in a <c>nn.Sequential</c> of the same modules: "2", or "2.0" inside a block.</param>
/// <param name="Tensors">The names of its tensors, which follow the stage's own name.</param>
internal sealed record TensorModule(string Place, IReadOnlyList<string> Tensors)
{
    /// <summary>The names of a layer's tensors; a layer may have the first alone.</summary>
    public static IReadOnlyList<string> OfLayer { get; } = ["weight", "bias"];

    /// <summary>The tensors' names.</summary>
    /// <param name="prefix">The prefix of the names.</param>
    public string[] WithPrefix(string prefix) => [.. Tensors.Select(tensor => prefix + tensor)];
}
