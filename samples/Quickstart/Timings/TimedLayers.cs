using LinearGen;

namespace Quickstart.Timings;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Layer2x3;

[LinearLayer(In = 8, Out = 8)]
internal sealed partial class Layer8x8;

[LinearLayer(In = 16, Out = 16)]
internal sealed partial class Layer16x16;

[LinearLayer(In = 64, Out = 10)]
internal sealed partial class Layer64x10;

[LinearLayer(In = 64, Out = 64)]
internal sealed partial class Layer64x64;

[LinearLayer(In = 128, Out = 128)]
internal sealed partial class Layer128x128;

/// <summary>
/// Something that can be timed. The implementations are structs because the timing loop is generic: for each struct the
/// JIT compiles a loop of its own with a direct call in it, where a delegate would add its own nanosecond or two.
/// </summary>
internal interface IForward
{
    void Forward(ReadOnlySpan<float> x, Span<float> y);
}

internal readonly struct Call2x3(Layer2x3 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}

internal readonly struct Call8x8(Layer8x8 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}

internal readonly struct Call16x16(Layer16x16 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}

internal readonly struct Call64x10(Layer64x10 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}

internal readonly struct Call64x64(Layer64x64 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}

internal readonly struct Call128x128(Layer128x128 layer) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);
}
