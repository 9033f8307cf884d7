namespace LinearGen.Onnx.Models;

/// <summary>A stage of a chain: rows of In values become rows of Out.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="Origin">Its place in the original file, for comments and tables.</param>
internal abstract record ModelStage(int In, int Out, string Origin)
{
    private static readonly Dictionary<string, string> NoNames = [];

    /// <summary>The names of this stage's tensors in the original model's file, by their names here; only tensors that were taken over unchanged.</summary>
    public IReadOnlyDictionary<string, string> OriginalNames { get; init; } = NoNames;

    /// <summary>Its numbers, as files hold them.</summary>
    public abstract IReadOnlyList<StageTensor> Tensors { get; }

    /// <summary>The stage's function, in words.</summary>
    public abstract string Function { get; }

    /// <summary>The number of its parameters.</summary>
    public virtual long ParameterCount => Tensors.Sum(tensor => tensor.Values.LongLength);

    /// <summary>Places that it takes in an <c>nn.Sequential</c>.</summary>
    public virtual int Places => 1;

    /// <summary>A copy of the stage with other numbers.</summary>
    /// <param name="change">From a tensor's name and its numbers to those that take their place.</param>
    public abstract ModelStage With(Func<string, double[], double[]> change);
}

/// <summary>Numbers of a stage.</summary>
/// <param name="Name">Its name in files, which follows the stage's own name.</param>
/// <param name="Shape">Its dimensions; a matrix is [Out, In] in a file.</param>
/// <param name="Values">As a file has them.</param>
internal sealed record StageTensor(string Name, long[] Shape, double[] Values);
