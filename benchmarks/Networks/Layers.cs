namespace LinearGen.Benchmarks.Networks;

// The networks that are measured.

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)]
internal sealed partial class DigitsHidden;

[LinearLayer(In = DigitsHidden.Out, Out = 10, Bias = true)]
internal sealed partial class DigitsHead;

/// <summary>A small classifier.</summary>
[Sequential(typeof(DigitsHidden), typeof(DigitsHead))]
internal sealed partial class Digits;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class ControlFirst;

[LinearLayer(In = ControlFirst.Out, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class ControlSecond;

[LinearLayer(In = ControlSecond.Out, Out = 1, Bias = true)]
internal sealed partial class ControlHead;

/// <summary>A small controller.</summary>
[Sequential(typeof(ControlFirst), typeof(ControlSecond), typeof(ControlHead))]
internal sealed partial class Control;

[LinearLayer(In = 256, Out = 256, Bias = true, Activation = Activation.Relu)]
internal sealed partial class WideHidden;

[LinearLayer(In = WideHidden.Out, Out = 256, Bias = true)]
internal sealed partial class WideHead;

/// <summary>A network large enough that nothing but arithmetic should count.</summary>
[Sequential(typeof(WideHidden), typeof(WideHead))]
internal sealed partial class Wide;
