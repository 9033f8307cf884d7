using LinearGen;
using Samples.Shared;

namespace Digits;

/// <summary>The hidden layer: 64 pixels in, 32 features out.</summary>
[LinearLayer(In = Digit.Side * Digit.Side, Out = 32, Bias = true, Activation = Activation.Relu)]
internal sealed partial class Hidden;

/// <summary>A score for each of the ten digits: logits, since the loss applies the softmax itself.</summary>
[LinearLayer(In = Hidden.Out, Out = 10, Bias = true)]
internal sealed partial class Head;

/// <summary>The two, one after the other. The generator adds a property for each and writes one fused Forward.</summary>
[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Classifier;
