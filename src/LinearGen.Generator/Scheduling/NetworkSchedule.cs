using LinearGen.Generator.Model;
using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>How a network is computed: where its layers' parameters lie.</summary>
/// <param name="spec">The network.</param>
internal sealed class NetworkSchedule(NetworkSpec spec)
{
    private readonly int _bytes = spec.Precision.Bytes();

    /// <summary>Elements of the block of parameters.</summary>
    public long Length => spec.Layers.Sum(layer => new PanelLayout(layer.In, layer.Out, _bytes).BlockLength);

    /// <summary>Elements of the block of transposed weights.</summary>
    public long TransposedLength => spec.Layers.Sum(layer => new PanelLayout(layer.Out, layer.In, _bytes).BlockLength);
}
