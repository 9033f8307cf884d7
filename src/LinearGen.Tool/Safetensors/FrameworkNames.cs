namespace LinearGen.Tool.Safetensors;

/// <summary>The frameworks whose names are known.</summary>
internal enum Framework
{
    PyTorch,
    Keras,
    Flax,
}

/// <summary>Reads the names that frameworks give to tensors.</summary>
internal static class FrameworkNames
{
    private static readonly (string End, TensorRole? Role, Framework? Framework)[] Ends =
    [
        ("parametrizations.weight.original0", TensorRole.Magnitude, Framework.PyTorch),
        ("parametrizations.weight.original1", TensorRole.Direction, Framework.PyTorch),
        ("weight_g", TensorRole.Magnitude, Framework.PyTorch),
        ("weight_v", TensorRole.Direction, Framework.PyTorch),
        ("running_mean", TensorRole.Mean, Framework.PyTorch),
        ("running_var", TensorRole.Variance, Framework.PyTorch),
        ("num_batches_tracked", null, Framework.PyTorch),
        ("weight", TensorRole.Weight, Framework.PyTorch),
        ("moving_mean", TensorRole.Mean, Framework.Keras),
        ("moving_variance", TensorRole.Variance, Framework.Keras),
        ("gamma", TensorRole.Gain, Framework.Keras),
        ("beta", TensorRole.Bias, Framework.Keras),
        ("scale", TensorRole.Gain, Framework.Flax),
        ("mean", TensorRole.Mean, Framework.Flax),
        ("var", TensorRole.Variance, Framework.Flax),
        ("kernel", TensorRole.Kernel, null),
        ("bias", TensorRole.Bias, null),
    ];

    /// <summary>The names of Flax's collections of trained parameters and of running statistics.</summary>
    private static readonly string[] Collections = ["params", "batch_stats"];

    /// <summary>Takes a tensor's name apart.</summary>
    /// <param name="name">The name, without a collection.</param>
    /// <param name="module">The prefix, the module's name.</param>
    /// <param name="role">The tensor's role; null if it is not used.</param>
    /// <param name="framework">The framework that uses the name; null for several.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TrySplit(string name, out string module, out TensorRole? role, out Framework? framework)
    {
        // TensorFlow numbers the results of the operation that makes a variable.
        string plain = name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;
        foreach ((string end, TensorRole? endRole, Framework? endFramework) in Ends)
        {
            int length = plain.Length - end.Length;
            if (plain.EndsWith(end, StringComparison.Ordinal) && (length == 0 || plain[length - 1] is '.' or '/'))
            {
                (module, role, framework) = (plain[..Math.Max(0, length - 1)], endRole, endFramework);
                return true;
            }
        }

        (module, role, framework) = ("", null, null);
        return false;
    }

    /// <summary>Whether a tensor is only a counter of training.</summary>
    public static bool IsCounter(string name) => TrySplit(name, out _, out TensorRole? role, out _) && role is null;

    /// <summary>A name without the collection that it begins with.</summary>
    public static string WithoutCollection(string name) =>
        Collections.FirstOrDefault(collection => IsIn(collection, name)) is { } found ? name[(found.Length + 1)..] : name;

    /// <summary>Whether a name begins with a collection.</summary>
    public static bool IsInCollection(string name) => Collections.Any(collection => IsIn(collection, name));

    private static bool IsIn(string collection, string name) =>
        name.Length > collection.Length && name.StartsWith(collection, StringComparison.Ordinal) && name[collection.Length] is '.' or '/';
}
