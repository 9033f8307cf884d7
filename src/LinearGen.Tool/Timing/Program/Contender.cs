namespace LinearGen.Tool.Timing;

/// <summary>A library that computes the model for a fixed batch of rows.</summary>
internal abstract class Contender(string library)
{
    /// <summary>The name of the library.</summary>
    public string Library => library;

    /// <summary>The outputs of the last call, [rows, Out].</summary>
    public abstract Element[] Outputs { get; }

    /// <summary>Computes the batch a number of times.</summary>
    public abstract void Run(int calls);
}
