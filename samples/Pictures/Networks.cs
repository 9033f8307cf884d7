using LinearGen;
using Samples.Shared;

namespace Pictures;

/// <summary>64 pixels to 32 features.</summary>
[LinearLayer(In = Digit.Side * Digit.Side, Out = 32, Bias = true, Activation = Activation.Relu)]
internal sealed partial class Hidden;

/// <summary>Logits of the ten digits.</summary>
[LinearLayer(In = Hidden.Out, Out = 10, Bias = true)]
internal sealed partial class Head;

/// <summary>The digit of a picture.</summary>
[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Classifier;

/// <summary>The 32 pixels of an upper half to 16 features.</summary>
[LinearLayer(In = Digit.Side * Digit.Side / 2, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Strokes;

/// <summary>One number, of mean 0 and deviation 1.</summary>
[LinearLayer(In = Strokes.Out, Out = 1, Bias = true)]
internal sealed partial class Amount;

/// <summary>The number in units of ink.</summary>
[Rescaling(Size = 1)]
internal sealed partial class Ink;

/// <summary>The ink in the lower half of a picture by its upper half.</summary>
[Sequential(typeof(Strokes), typeof(Amount), typeof(Ink))]
internal sealed partial class Completion;
