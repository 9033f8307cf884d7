namespace LinearGen.Tool.Safetensors;

/// <summary>The role of a tensor in its module.</summary>
internal enum TensorRole
{
    /// <summary>A matrix, or the gain of a normalisation.</summary>
    Weight,

    /// <summary>A matrix as Keras and Flax have it.</summary>
    Kernel,

    Bias,

    Gain,

    /// <summary>The lengths of a weight-normalised matrix's rows.</summary>
    Magnitude,

    /// <summary>The matrix that has its rows brought to these lengths.</summary>
    Direction,

    Mean,

    Variance,
}

/// <summary>The kind of a module, by its function.</summary>
internal enum ModuleKind
{
    /// <summary>Rows times a matrix, plus a bias.</summary>
    Linear,

    /// <summary>Rows times a matrix, plus a bias; the matrix is stored as directions and lengths.</summary>
    WeightNormalized,

    /// <summary>Every column less its mean, by its deviation.</summary>
    BatchNorm,

    /// <summary>Every row less its mean, by its deviation.</summary>
    LayerNorm,
}

/// <summary>The tensors of a file that make up one module, as their names say.</summary>
/// <param name="Name">The prefix of the tensors' own names, without the dot or slash; empty for a module by itself.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Framework">Whose names the tensors have.</param>
/// <param name="Tensors">Its tensors, by their roles.</param>
internal sealed record TensorModule(string Name, ModuleKind Kind, Framework Framework, IReadOnlyDictionary<TensorRole, SafetensorsTensor> Tensors)
{
    /// <summary>Whether it is a matrix and no normalisation.</summary>
    public bool IsMatrix => Kind is ModuleKind.Linear or ModuleKind.WeightNormalized;

    /// <summary>The name for messages.</summary>
    public string Display => Quoted.Name(Name);

    /// <summary>The tensor that gives its width.</summary>
    public SafetensorsTensor Main => Tensors[new[] { TensorRole.Kernel, TensorRole.Direction, TensorRole.Mean, TensorRole.Weight, TensorRole.Gain }.First(Tensors.ContainsKey)];

    /// <summary>A tensor, or null.</summary>
    public SafetensorsTensor? Find(params ReadOnlySpan<TensorRole> roles)
    {
        foreach (TensorRole role in roles)
        {
            if (Tensors.TryGetValue(role, out SafetensorsTensor? tensor))
            {
                return tensor;
            }
        }

        return null;
    }

    /// <summary>The layout of its matrix, if neither the user nor the file gives one.</summary>
    public WeightLayout Layout => Tensors.ContainsKey(TensorRole.Kernel) ? WeightLayout.InOut : WeightLayout.OutIn;

    /// <summary>The number that its framework adds to variances by default.</summary>
    public double Epsilon => (Framework, Kind) switch
    {
        (Framework.Keras, _) => 1e-3,
        (Framework.Flax, ModuleKind.LayerNorm) => 1e-6,
        _ => 1e-5,
    };
}
