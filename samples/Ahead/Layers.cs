using LinearGen;

namespace Ahead;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)]
internal sealed partial class Hidden;

[LinearLayer(In = Hidden.Out, Out = 10, Bias = true)]
internal sealed partial class Head;

/// <summary>What the program answers with: handwritten digits' size.</summary>
[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Classifier;

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Projection;

[LinearLayer(In = 16, Out = 16, Bias = true)]
internal sealed partial class Square16;

[LinearLayer(In = 64, Out = 64, Bias = true)]
internal sealed partial class Square64;

[LinearLayer(In = 128, Out = 128, Bias = true)]
internal sealed partial class Square128;

[LinearLayer(In = 33, Out = 17, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Odd;

[LinearLayer(In = 32, Out = 32, Bias = true, Precision = Precision.Double)]
internal sealed partial class Precise;
