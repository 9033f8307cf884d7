using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A sound class whose instances are given a fault.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="sound">The class.</param>
/// <param name="fault">The fault.</param>
public sealed class FaultySubject<T>(Subject<T> sound, Fault fault) : Subject<T>(sound.Type, sound.Steps)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => $"{sound.Name} with {fault}";

    /// <inheritdoc/>
    public override INetwork<T> New() => sound.New() switch
    {
        ILinearLayer<T> layer => new FaultyLayer<T>(layer, fault),
        INetwork<T> network => new FaultyNetwork<T>((ISequentialNetwork<T>)network, fault),
    };

    /// <inheritdoc/>
    public override INetworkStage<T>[] LayersOf(INetwork<T> network) => sound.LayersOf(Sound(network));

    /// <inheritdoc/>
    public override INetworkStage<T>?[] StagesOf(INetwork<T> network) => sound.StagesOf(Sound(network));

    /// <inheritdoc/>
    public override LayerMembers<T>[] MembersOf(INetwork<T> network) => Array.ConvertAll(LayersOf(network), LayerMembers<T> (layer) => new FaultyMembers<T>(layer, fault));

    /// <inheritdoc/>
    public override object? PropertyOf(INetwork<T> network, string name) => sound.PropertyOf(Sound(network), name);

    /// <inheritdoc/>
    public override void Copy(INetwork<T> from, INetwork<T> to)
    {
        if (fault != Fault.CopiesNothing)
        {
            sound.Copy(Sound(from), Sound(to));
        }
    }

    private static INetwork<T> Sound(INetwork<T> network) => network switch
    {
        FaultyLayer<T> layer => layer.Sound,
        FaultyNetwork<T> several => several.Sound,
        _ => network,
    };
}

/// <summary>A layer's public members with a fault.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class FaultyMembers<T>(INetworkStage<T> layer, Fault fault) : LayerMembers<T>(layer)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override T this[int i, int j]
    {
        get => IsTransposed(i, j) ? base[j, i] : base[i, j];
        set
        {
            if (IsTransposed(i, j))
            {
                base[j, i] = value;
            }
            else
            {
                base[i, j] = value;
            }
        }
    }

    /// <inheritdoc/>
    public override void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout) => base.SetWeights(weights, fault == Fault.LayoutIsIgnored ? WeightLayout.InOut : layout);

    /// <inheritdoc/>
    public override void GetBias(Span<T> destination)
    {
        base.GetBias(destination);
        if (fault == Fault.BiasComesOutAsZeros)
        {
            destination.Clear();
        }
    }

    private bool IsTransposed(int i, int j) => fault == Fault.IndexerIsTransposed && (uint)i < (uint)Layer.Layer.Shape.Out && (uint)j < (uint)Layer.Layer.Shape.In;
}
