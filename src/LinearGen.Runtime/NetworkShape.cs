namespace LinearGen;

/// <summary>The sizes of a layer or network, for code that meets it only at run time.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="ParameterCount">Weights and biases together, without the padding of their storage.</param>
public readonly record struct NetworkShape(int In, int Out, int ParameterCount)
{
    /// <summary>For example "64→10, 650 parameters".</summary>
    public override string ToString() =>
        Invariant($"{In}→{Out}, {ParameterCount} parameters");
}
