using LinearGen.Internals;
using LinearGen.Runtime.Tests.Files;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Storage that is given to a layer through the hooks of generated code: kernels trust its shape, so it is checked where it is taken.</summary>
public class StorageTests
{
    public static TheoryData<int, int, bool> OtherShapes => new() { { 1, 1, true }, { 3, 2, true }, { 2, 3, false }, { 2, 4, true }, { 64, 64, true } };

    [Theory]
    [MemberData(nameof(OtherShapes))]
    public void Storage_of_another_shape_is_refused_and_the_layer_keeps_its_own(int inputs, int outputs, bool hasBias)
    {
        Linear23 layer = new();
        layer.SetWeights([1, 2, 3, 4, 5, 6]);
        ILinearLayer<float> hooks = layer;

        Assert.Contains("expected that of a 2→3 layer with bias", Assert.Throws<ArgumentException>(() => hooks.Adopt(new(inputs, outputs, hasBias))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => hooks.CreateGradients(new(inputs, outputs, hasBias)));
        Assert.Throws<ArgumentException>(() => new OtherGradients(new(inputs, outputs, hasBias)));

        float[] y = new float[3];
        layer.Forward([1, 1], y);
        Assert.Equal([5, 7, 9], y);
    }

    [Fact]
    public void Storage_without_memory_is_refused()
    {
        ILinearLayer<float> hooks = new Linear23();

        Assert.Throws<ArgumentException>(() => hooks.Adopt(default));
        Assert.Throws<ArgumentException>(() => hooks.CreateGradients(default(LayerParameters<float>)));
        Assert.Throws<ArgumentException>(() => hooks.Adopt(hooks.Layer.CreateGradients()));
    }

    [Fact]
    public void Storage_that_a_network_has_moved_parameters_to_takes_the_layers_place_once()
    {
        Linear23 layer = new();
        ILinearLayer<float> hooks = layer;
        LayerParameters<float> storage = new(2, 3, hasBias: true);
        storage.SetBias([1, 2, 3]);

        hooks.Adopt(storage.MovedTo(new(storage.Block.Length), new(storage.Transposed.Length)));
        Assert.Throws<ArgumentException>(() => hooks.Adopt(hooks.Layer));

        float[] y = new float[3];
        layer.Forward([1, 1], y);
        Assert.Equal([1, 2, 3], y);
    }

    /// <summary>Another thread's call could read the small storage by the bounds of the network's: array and offset are two fields.</summary>
    [Fact]
    public void Storage_of_somebody_else_is_refused()
    {
        ILinearLayer<float> hooks = new Linear23();

        Assert.Contains("is not of a network", Assert.Throws<ArgumentException>(() => hooks.Adopt(new(2, 3, hasBias: true))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => hooks.Adopt(((ILinearLayer<float>)new Linear23()).Layer));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(int.MinValue, int.MinValue)]
    public void Sizes_below_one_are_refused(int inputs, int outputs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerParameters<float>(inputs, outputs, hasBias: true));

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(46_341, 46_341)]
    public void Sizes_beyond_an_array_are_refused(int inputs, int outputs) =>
        Assert.Throws<OverflowException>(() => new LayerParameters<double>(inputs, outputs, hasBias: true));

    /// <summary>Its elements may be larger than the boundary that blocks start on, and no kernel knows them.</summary>
    [Fact]
    public void Elements_of_another_type_are_refused() =>
        Assert.Equal("The elements are of type System.Half; expected float or double.", Assert.Throws<NotSupportedException>(() => new LayerParameters<Half>(1, 1, hasBias: true)).Message);

    private sealed class OtherGradients(LayerParameters<float> storage) : BiasedLayerGradients<float>(storage, 2, 3);
}
