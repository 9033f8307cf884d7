// One class for each golden model and its layers, in float and, with a D, in double.

namespace LinearGen.Runtime.Tests.Files;

[LinearLayer(In = 2, Out = 3, Bias = true)]
internal sealed partial class Linear23;

[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu)]
internal sealed partial class IrisLayer0;

[LinearLayer(In = 8, Out = 3, Bias = true)]
internal sealed partial class IrisLayer1;

[Sequential(typeof(IrisLayer0), typeof(IrisLayer1))]
internal sealed partial class Iris;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)]
internal sealed partial class DigitsLayer0;

[LinearLayer(In = 32, Out = 10, Bias = true)]
internal sealed partial class DigitsLayer1;

[Sequential(typeof(DigitsLayer0), typeof(DigitsLayer1))]
internal sealed partial class Digits;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class ControlLayer0;

[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class ControlLayer1;

[LinearLayer(In = 16, Out = 1, Bias = true)]
internal sealed partial class ControlLayer2;

[Sequential(typeof(ControlLayer0), typeof(ControlLayer1), typeof(ControlLayer2))]
internal sealed partial class Control;

[LinearLayer(In = 5, Out = 7, Bias = true, Activation = Activation.Sigmoid)]
internal sealed partial class SigmoidsLayer0;

[LinearLayer(In = 7, Out = 2, Bias = true, Activation = Activation.Sigmoid)]
internal sealed partial class SigmoidsLayer1;

[Sequential(typeof(SigmoidsLayer0), typeof(SigmoidsLayer1))]
internal sealed partial class Sigmoids;

[LinearLayer(In = 3, Out = 6, Activation = Activation.Relu)]
internal sealed partial class WithoutBiasLayer0;

[LinearLayer(In = 6, Out = 2)]
internal sealed partial class WithoutBiasLayer1;

[Sequential(typeof(WithoutBiasLayer0), typeof(WithoutBiasLayer1))]
internal sealed partial class WithoutBias;

[LinearLayer(In = 4, Out = 6, Bias = true, Activation = Activation.Relu)]
internal sealed partial class NamedLayer0;

[LinearLayer(In = 6, Out = 3, Bias = true)]
internal sealed partial class NamedLayer1;

[Sequential(typeof(NamedLayer0), typeof(NamedLayer1))]
internal sealed partial class Named;

[LinearLayer(In = 4, Out = 5, Bias = true, Activation = Activation.Relu)]
internal sealed partial class SoftmaxTailLayer0;

[LinearLayer(In = 5, Out = 3, Bias = true, Activation = Activation.Softmax)]
internal sealed partial class SoftmaxTailLayer1;

[Sequential(typeof(SoftmaxTailLayer0), typeof(SoftmaxTailLayer1))]
internal sealed partial class SoftmaxTail;

[LinearLayer(In = 2, Out = 3, Bias = true, Precision = Precision.Double)]
internal sealed partial class Linear23D;

[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class IrisLayer0D;

[LinearLayer(In = 8, Out = 3, Bias = true, Precision = Precision.Double)]
internal sealed partial class IrisLayer1D;

[Sequential(typeof(IrisLayer0D), typeof(IrisLayer1D))]
internal sealed partial class IrisD;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class DigitsLayer0D;

[LinearLayer(In = 32, Out = 10, Bias = true, Precision = Precision.Double)]
internal sealed partial class DigitsLayer1D;

[Sequential(typeof(DigitsLayer0D), typeof(DigitsLayer1D))]
internal sealed partial class DigitsD;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class ControlLayer0D;

[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class ControlLayer1D;

[LinearLayer(In = 16, Out = 1, Bias = true, Precision = Precision.Double)]
internal sealed partial class ControlLayer2D;

[Sequential(typeof(ControlLayer0D), typeof(ControlLayer1D), typeof(ControlLayer2D))]
internal sealed partial class ControlD;

[LinearLayer(In = 5, Out = 7, Bias = true, Activation = Activation.Sigmoid, Precision = Precision.Double)]
internal sealed partial class SigmoidsLayer0D;

[LinearLayer(In = 7, Out = 2, Bias = true, Activation = Activation.Sigmoid, Precision = Precision.Double)]
internal sealed partial class SigmoidsLayer1D;

[Sequential(typeof(SigmoidsLayer0D), typeof(SigmoidsLayer1D))]
internal sealed partial class SigmoidsD;

[LinearLayer(In = 3, Out = 6, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class WithoutBiasLayer0D;

[LinearLayer(In = 6, Out = 2, Precision = Precision.Double)]
internal sealed partial class WithoutBiasLayer1D;

[Sequential(typeof(WithoutBiasLayer0D), typeof(WithoutBiasLayer1D))]
internal sealed partial class WithoutBiasD;

[LinearLayer(In = 4, Out = 6, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class NamedLayer0D;

[LinearLayer(In = 6, Out = 3, Bias = true, Precision = Precision.Double)]
internal sealed partial class NamedLayer1D;

[Sequential(typeof(NamedLayer0D), typeof(NamedLayer1D))]
internal sealed partial class NamedD;

[LinearLayer(In = 4, Out = 5, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class SoftmaxTailLayer0D;

[LinearLayer(In = 5, Out = 3, Bias = true, Activation = Activation.Softmax, Precision = Precision.Double)]
internal sealed partial class SoftmaxTailLayer1D;

[Sequential(typeof(SoftmaxTailLayer0D), typeof(SoftmaxTailLayer1D))]
internal sealed partial class SoftmaxTailD;

/// <summary>4→3 (relu) →2: the network of the damaged files.</summary>
[Sequential(typeof(SmallHidden), typeof(SmallHead))]
internal sealed partial class SmallNetwork;

[LinearLayer(In = 4, Out = 3, Bias = true, Activation = Activation.Relu)]
internal sealed partial class SmallHidden;

[LinearLayer(In = 3, Out = 2, Bias = true)]
internal sealed partial class SmallHead;

/// <summary>Square layers, one of them twice, with and without a bias and an activation.</summary>
[Sequential(typeof(SquareTanh), typeof(SquareTanh), typeof(SquarePlain), typeof(SquareBiased))]
internal sealed partial class Squares;

[LinearLayer(In = 3, Out = 3, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class SquareTanh;

[LinearLayer(In = 3, Out = 3)]
internal sealed partial class SquarePlain;

[LinearLayer(In = 3, Out = 3, Bias = true)]
internal sealed partial class SquareBiased;

/// <summary>The same in double.</summary>
[Sequential(typeof(SquareTanhD), typeof(SquareTanhD), typeof(SquarePlainD), typeof(SquareBiasedD))]
internal sealed partial class SquaresD;

[LinearLayer(In = 3, Out = 3, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class SquareTanhD;

[LinearLayer(In = 3, Out = 3, Precision = Precision.Double)]
internal sealed partial class SquarePlainD;

[LinearLayer(In = 3, Out = 3, Bias = true, Precision = Precision.Double)]
internal sealed partial class SquareBiasedD;

/// <summary>Several panels wide, and more than any buffer that a file passes through.</summary>
[LinearLayer(In = 301, Out = 201, Bias = true)]
internal sealed partial class LargeLayer;

/// <summary>A network of one layer.</summary>
[Sequential(typeof(Linear23))]
internal sealed partial class OneLayer;
