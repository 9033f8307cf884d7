using LinearGen;

Console.WriteLine(new Holder());

// Without this class's other half the field does not compile either, and no analyzer comes to its end in a build.
internal sealed class Holder
{
    public Trainer<NotPartial>? Trainer { get; set; }
}

[LinearLayer(In = 2, Out = 3)]
internal sealed class NotPartial;

internal static class Outer
{
    [LinearLayer(In = 2, Out = 3)]
    internal sealed partial class Inner;
}

[LinearLayer]
internal sealed partial class WithoutSizes;

[LinearLayer(In = 2, Out = 3)]
internal static partial class Static;

[LinearLayer(In = 2, Out = 3)]
internal abstract partial class Abstract;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial record Record;

[LinearLayer(In = 2, Out = 3)]
file sealed partial class FileLocal;

[LinearLayer(In = 2, Out = 3, Slope = 0.2)]
internal sealed partial class SlopeWithoutUse;

[LayerNorm]
internal sealed partial class WithoutSize;

[ActivationLayer(Size = 3)]
internal sealed partial class WithoutActivation;

[LinearLayer(In = 2, Out = 3, Activation = Activation.Celu, Slope = 0)]
internal sealed partial class UnusableSlope;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Hidden;

[LinearLayer(In = 4, Out = 1)]
internal sealed partial class Head;

[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Unfit;

[LinearLayer(In = 2, Out = 3, Precision = Precision.Double)]
internal sealed partial class Exact;

[LinearLayer(In = 3, Out = 1)]
internal sealed partial class Rough;

[Sequential(typeof(Exact), typeof(Rough))]
internal sealed partial class Mixed;
