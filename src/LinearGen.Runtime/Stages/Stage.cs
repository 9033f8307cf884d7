using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// A stage other than a layer, the implementation behind a generated class: as many outputs as inputs, and perhaps vectors of parameters of that length.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Stage<T> : INetworkStage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _parameterCount;
    private LayerParameters<T> _parameters;

    /// <summary>Allocates the storage.</summary>
    /// <param name="size">Inputs and outputs per row.</param>
    /// <param name="vectors">The names of the vectors of parameters in files; none if there are no parameters.</param>
    /// <param name="isTrained">Whether optimisers move them.</param>
    private protected Stage(int size, string[] vectors, bool isTrained)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        Vectors = vectors;
        IsTrained = isTrained;
        _parameterCount = isTrained ? checked(vectors.Length * size) : 0;
        if (vectors.Length > 0)
        {
            _parameters = new(vectors.Length, size, hasBias: false, isTrainable: false);
        }
    }

    /// <summary>The names of the vectors of parameters in files, which follow the stage's own name.</summary>
    internal IReadOnlyList<string> Vectors { get; }

    ref readonly LayerParameters<T> INetworkStage<T>.Layer => ref _parameters;

    NetworkShape INetwork<T>.Shape => new(Size, Size, _parameterCount);

    bool INetworkStage<T>.Frozen
    {
        get => field || !IsTrained;
        set;
    }

    /// <summary>Inputs and outputs per row.</summary>
    internal int Size { get; }

    /// <summary>The parameters.</summary>
    internal ref readonly LayerParameters<T> Parameters => ref _parameters;

    private bool IsTrained { get; }

    /// <summary>The first parameter. Unchecked.</summary>
    private protected ref T Reference => ref _parameters.Reference;

    void INetworkStage<T>.Adopt(LayerParameters<T> storage) => _parameters = _parameters.ReplacedBy(storage);

    ParameterGradients<T> INetworkStage<T>.CreateGradients(LayerParameters<T> storage) => CreateGradients(storage);

    void INetwork<T>.Initialize(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Initialize();
    }

    /// <summary>Copies all parameters from a stage of the same class.</summary>
    /// <param name="other">The other stage, or null for none.</param>
    /// <exception cref="ArgumentNullException">There is no other stage.</exception>
    public void CopyFrom(Stage<T>? other) => _parameters.CopyFrom((other ?? throw new ArgumentNullException(nameof(other)))._parameters);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        int rows = LayerCalls.CheckForward(x, y, Size, Size);
        ForwardRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), rows);
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        int rows = LayerCalls.CheckBackward(x, y, dy, dx, Size, Size);
        if (gradients is not null)
        {
            AddGradients(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dy), rows, gradients);
        }

        if (!dx.IsEmpty)
        {
            BackwardRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), ref MemoryMarshal.GetReference(dy), ref MemoryMarshal.GetReference(dx), rows);
        }
    }

    /// <summary>Gradients over given memory.</summary>
    internal virtual ParameterGradients<T> CreateGradients(LayerParameters<T> storage)
    {
        storage.CheckShape(_parameters.Shape.In, _parameters.Shape.Out, hasBias: false);
        return new FixedGradients<T>(storage);
    }

    /// <summary>Sets the trained parameters to their initial values.</summary>
    internal virtual void Initialize()
    {
    }

    /// <summary>Y from X. Unchecked.</summary>
    private protected abstract void ForwardRows(ref T x, ref T y, nint rows);

    /// <summary>dX from dY. Unchecked.</summary>
    private protected abstract void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows);

    /// <summary>Adds the parameters' gradients.</summary>
    /// <exception cref="ArgumentException">They are another stage's.</exception>
    private protected virtual void AddGradients(ref T x, ref T dy, nint rows, ParameterGradients<T> gradients)
    {
        if (gradients is not FixedGradients<T> own || own.Layer.Shape != _parameters.Shape)
        {
            throw new ArgumentException($"gradients is of type {gradients.GetType()}; expected null, since the stage has no parameters to be trained.", nameof(gradients));
        }
    }

    /// <summary>Describes the fault of values for one of the vectors of parameters; null if they have none.</summary>
    internal virtual string? Problem(int vector, ReadOnlySpan<T> values) => null;

    /// <summary>Describes the fault of all vectors of parameters together; null if they have none.</summary>
    internal virtual string? Problem(IReadOnlyList<T[]> vectors) => null;

    /// <summary>Replaces one of the vectors of parameters.</summary>
    /// <param name="vector">Which one.</param>
    /// <param name="values">[Size].</param>
    /// <param name="parameter">The name of the caller's argument.</param>
    /// <exception cref="ArgumentException">Not exactly Size values, or one is not right; nothing has changed.</exception>
    public void Set(int vector, ReadOnlySpan<T> values, string parameter)
    {
        CheckVector(vector);
        _parameters.CheckRow(values.Length, parameter);
        if (Problem(vector, values) is { } problem)
        {
            throw new ArgumentException($"{parameter}: {problem}.", parameter);
        }

        _parameters.SetRow(vector, values, parameter);
    }

    /// <summary>Copies one of the vectors of parameters out.</summary>
    /// <param name="vector">Which one.</param>
    /// <param name="destination">[Size], overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Size values.</exception>
    public void Get(int vector, Span<T> destination)
    {
        CheckVector(vector);
        _parameters.GetRow(vector, destination, nameof(destination));
    }

    /// <summary>Describes the first number that is not finite or, if asked for, not above 0; null if there is none.</summary>
    internal static string? NotFinite(ReadOnlySpan<T> values, bool isPositive = false)
    {
        for (int n = 0; n < values.Length; n++)
        {
            if (!T.IsFinite(values[n]) || (isPositive && values[n] <= T.Zero))
            {
                return Invariant($"value {n} of {values.Length} is {values[n]}; expected a finite number{(isPositive ? " above 0" : "")}");
            }
        }

        return null;
    }

    private void CheckVector(int vector) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)vector, (uint)Vectors.Count, nameof(vector));

    /// <summary>Fills a vector of parameters.</summary>
    private protected void Fill(int vector, T value)
    {
        T[] values = new T[Size];
        values.AsSpan().Fill(value);
        _parameters.SetRow(vector, values, nameof(values));
    }
}

/// <summary>The gradients of a stage or layer whose parameters no optimiser moves, as its network holds them: all 0.</summary>
internal sealed class FixedGradients<T>(LayerParameters<T> storage)
    : LayerGradients<T>(storage, storage.Shape.In, storage.Shape.Out, storage.HasBias, hasScratch: false, hasActivation: false, mayBePacked: true)
    where T : unmanaged, IFloatingPointIeee754<T>;
