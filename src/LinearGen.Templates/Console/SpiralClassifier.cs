using LinearGen;

namespace Company.Network_1;

// A class declares a layer, and the compiler checks that each fits the one before it. LinearGen writes the other halves:
// in an editor, go to the definition of Forward.

[LinearLayer(In = 2, Out = 32, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden1;

[LinearLayer(In = Hidden1.Out, Out = 32, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden2;

[LinearLayer(In = Hidden2.Out, Out = 2, Bias = true)]
internal sealed partial class Scores;

/// <summary>Takes a point's coordinates and scores two classes; the higher score wins.</summary>
[Sequential(typeof(Hidden1), typeof(Hidden2), typeof(Scores))]
internal sealed partial class SpiralClassifier;
