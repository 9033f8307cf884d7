namespace LinearGen.Benchmarks.Networks;

/// <summary>What a network computes: layers with a bias, an activation behind all of them but the last.</summary>
/// <param name="Key">A name that C accepts.</param>
/// <param name="Sizes">The inputs, then each layer's outputs.</param>
/// <param name="Activation">Behind the hidden layers: Relu or Tanh.</param>
/// <param name="Scale">How large the parameters are, beside those that PyTorch draws.</param>
internal sealed record Net(string Key, IReadOnlyList<int> Sizes, Activation Activation, float Scale = 1)
{
    /// <summary>The classifier.</summary>
    public static Net Digits { get; } = new("digits", [64, 32, 10], Activation.Relu);

    /// <summary>The controller.</summary>
    public static Net Control { get; } = new("control", [8, 16, 16, 1], Activation.Tanh);

    /// <summary>
    /// The controller with parameters so small that no tanh has an argument beyond 0.6: there xsimd's skips the half of its work
    /// that larger arguments need, and takes the longer of two times as soon as one of eight is larger.
    /// </summary>
    public static Net Tame { get; } = Control with { Scale = 0.3f };

    /// <summary>The networks that everybody is compared with.</summary>
    public static IReadOnlyList<Net> All { get; } = [Digits, Control];

    /// <summary>Inputs per row.</summary>
    public int In => Sizes[0];

    /// <summary>Outputs per row.</summary>
    public int Out => Sizes[^1];

    /// <summary>How many layers.</summary>
    public int Layers => Sizes.Count - 1;

    /// <summary>Outputs per row of the widest hidden layer.</summary>
    public int Widest => Sizes.Skip(1).SkipLast(1).Max();

    /// <summary>Whether a layer has the activation behind it.</summary>
    public bool IsActivated(int layer) => layer < Layers - 1;

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join('→', Sizes)} {Activation.ToString().ToLowerInvariant()}{(Scale == 1 ? "" : ", small parameters")}";
}
