using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>An invariant that every layer and every network keeps. It is looked at through <see cref="INetwork{T}"/>: a layer is a network of one.</summary>
public abstract class Check
{
    /// <summary>All checks that a process survives, the guard pages being the exception.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        new ValueCheck(), new BitsCheck(), new ChainCheck(), new AccumulationCheck(), new DifferenceCheck(), new SpecialValueCheck(),
        new NeighbourCheck(), new PaddingCheck(), new OverlapCheck(), new LengthCheck(), new ParameterCheck(),
        new AllocationCheck(), new ThreadCheck(), new TrainingCheck(),
    ];

    /// <summary>A word or two, for filters and messages.</summary>
    public abstract string Name { get; }

    /// <summary>The check of a name.</summary>
    public static Check Get(string name) => All.Single(check => check.Name == name);

    /// <summary>Whether the invariant says anything about a subject.</summary>
    public virtual bool AppliesTo(Subject subject) => true;

    /// <summary>Looks at one subject.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="subject">The class under test.</param>
    /// <param name="tally">Takes the findings.</param>
    public abstract void Run<T>(Subject<T> subject, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
