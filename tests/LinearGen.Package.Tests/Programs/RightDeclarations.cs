using LinearGen;

Console.WriteLine(new Holder());

// Without this class's other half the field does not compile either, and no analyzer comes to its end in a build.
internal sealed class Holder
{
    public Trainer<NotPartial>? Trainer { get; set; }
}

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class NotPartial;

internal static partial class Outer
{
    [LinearLayer(In = 2, Out = 3)]
    internal sealed partial class Inner;
}

[LinearLayer(In = 1, Out = 1)]
internal sealed partial class WithoutSizes;

[LinearLayer(In = 2, Out = 3)]
internal partial class Static;

[LinearLayer(In = 2, Out = 3)]
internal partial class Abstract;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Record;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class FileLocal;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class SlopeWithoutUse;

[LayerNorm(Size = 1)]
internal sealed partial class WithoutSize;

[ActivationLayer(Size = 3, Activation = Activation.Relu)]
internal sealed partial class WithoutActivation;

[LinearLayer(In = 2, Out = 3, Activation = Activation.Celu)]
internal sealed partial class UnusableSlope;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Hidden;

[LinearLayer(In = Hidden.Out, Out = 1)]
internal sealed partial class Head;

[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Unfit;

[LinearLayer(In = 2, Out = 3, Precision = Precision.Double)]
internal sealed partial class Exact;

[LinearLayer(In = 3, Out = 1, Precision = Precision.Double)]
internal sealed partial class Rough;

[Sequential(typeof(Exact), typeof(Rough))]
internal sealed partial class Mixed;
