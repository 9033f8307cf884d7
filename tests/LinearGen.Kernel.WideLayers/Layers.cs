// Shapes around vectors of 16 and 8 lanes, long sums, copies, leftovers; activations on each way; two networks.
namespace LinearGen.Kernel.WideLayers;

[LinearLayer(In = 1, Out = 1, Bias = true)] public sealed partial class WideSingle1x1Bias;
[LinearLayer(In = 1, Out = 1, Precision = Precision.Double)] public sealed partial class WideDouble1x1;
[LinearLayer(In = 2, Out = 3)] public sealed partial class WideSingle2x3;
[LinearLayer(In = 2, Out = 3, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble2x3Bias;
[LinearLayer(In = 5, Out = 6)] public sealed partial class WideSingle5x6;
[LinearLayer(In = 5, Out = 6, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble5x6Bias;
[LinearLayer(In = 8, Out = 8, Bias = true)] public sealed partial class WideSingle8x8Bias;
[LinearLayer(In = 8, Out = 8, Precision = Precision.Double)] public sealed partial class WideDouble8x8;
[LinearLayer(In = 16, Out = 16, Bias = true)] public sealed partial class WideSingle16x16Bias;
[LinearLayer(In = 16, Out = 16, Precision = Precision.Double)] public sealed partial class WideDouble16x16;
[LinearLayer(In = 17, Out = 9, Bias = true)] public sealed partial class WideSingle17x9Bias;
[LinearLayer(In = 17, Out = 9, Precision = Precision.Double)] public sealed partial class WideDouble17x9;
[LinearLayer(In = 33, Out = 65, Bias = true)] public sealed partial class WideSingle33x65Bias;
[LinearLayer(In = 33, Out = 65, Precision = Precision.Double)] public sealed partial class WideDouble33x65;
[LinearLayer(In = 64, Out = 10, Bias = true)] public sealed partial class WideSingle64x10Bias;
[LinearLayer(In = 64, Out = 10, Precision = Precision.Double)] public sealed partial class WideDouble64x10;
[LinearLayer(In = 64, Out = 1)] public sealed partial class WideSingle64x1;
[LinearLayer(In = 64, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble64x1Bias;
[LinearLayer(In = 1, Out = 64)] public sealed partial class WideSingle1x64;
[LinearLayer(In = 1, Out = 64, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble1x64Bias;
[LinearLayer(In = 100, Out = 3)] public sealed partial class WideSingle100x3;
[LinearLayer(In = 100, Out = 3, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble100x3Bias;
[LinearLayer(In = 13, Out = 200)] public sealed partial class WideSingle13x200;
[LinearLayer(In = 13, Out = 200, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble13x200Bias;
[LinearLayer(In = 130, Out = 33)] public sealed partial class WideSingle130x33;
[LinearLayer(In = 130, Out = 33, Bias = true, Precision = Precision.Double)] public sealed partial class WideDouble130x33Bias;
[LinearLayer(In = 256, Out = 64, Bias = true)] public sealed partial class WideSingle256x64Bias;
[LinearLayer(In = 256, Out = 64, Precision = Precision.Double)] public sealed partial class WideDouble256x64;

[LinearLayer(In = 2, Out = 3, Bias = true, Activation = Activation.Relu)] public sealed partial class WideSingleRelu2x3Bias;
[LinearLayer(In = 2, Out = 3, Activation = Activation.Relu, Precision = Precision.Double)] public sealed partial class WideDoubleRelu2x3;
[LinearLayer(In = 2, Out = 3, Activation = Activation.Softmax)] public sealed partial class WideSingleSoftmax2x3;
[LinearLayer(In = 2, Out = 3, Bias = true, Activation = Activation.Softmax, Precision = Precision.Double)] public sealed partial class WideDoubleSoftmax2x3Bias;
[LinearLayer(In = 17, Out = 9, Bias = true, Activation = Activation.Tanh)] public sealed partial class WideSingleTanh17x9Bias;
[LinearLayer(In = 17, Out = 9, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class WideDoubleTanh17x9;
[LinearLayer(In = 17, Out = 9, Activation = Activation.Gelu)] public sealed partial class WideSingleGelu17x9;
[LinearLayer(In = 17, Out = 9, Bias = true, Activation = Activation.Gelu, Precision = Precision.Double)] public sealed partial class WideDoubleGelu17x9Bias;
[LinearLayer(In = 64, Out = 1, Bias = true, Activation = Activation.Silu)] public sealed partial class WideSingleSilu64x1Bias;
[LinearLayer(In = 64, Out = 1, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class WideDoubleSilu64x1;
[LinearLayer(In = 13, Out = 200, Activation = Activation.LogSoftmax)] public sealed partial class WideSingleLogSoftmax13x200;
[LinearLayer(In = 13, Out = 200, Bias = true, Activation = Activation.LogSoftmax, Precision = Precision.Double)] public sealed partial class WideDoubleLogSoftmax13x200Bias;
[LinearLayer(In = 13, Out = 200, Bias = true, Activation = Activation.Silu)] public sealed partial class WideSingleSilu13x200Bias;
[LinearLayer(In = 13, Out = 200, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class WideDoubleSilu13x200;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)] public sealed partial class WideHidden;
[LinearLayer(In = 32, Out = 10, Bias = true)] public sealed partial class WideHead;
[Sequential(typeof(WideHidden), typeof(WideHead))] public sealed partial class WideClassifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class WideSensor;
[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class WideMiddle;
[LinearLayer(In = 16, Out = 1, Bias = true)] public sealed partial class WideActuator;
[Sequential(typeof(WideSensor), typeof(WideMiddle), typeof(WideActuator))] public sealed partial class WideController;

[LinearLayer(In = 64, Out = 32, Bias = true, Precision = Precision.Double, Activation = Activation.Relu)] public sealed partial class WidePreciseHidden;
[LinearLayer(In = 32, Out = 10, Bias = true, Precision = Precision.Double)] public sealed partial class WidePreciseHead;
[Sequential(typeof(WidePreciseHidden), typeof(WidePreciseHead))] public sealed partial class WidePreciseClassifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Precision = Precision.Double, Activation = Activation.Tanh)] public sealed partial class WidePreciseSensor;
[LinearLayer(In = 16, Out = 16, Bias = true, Precision = Precision.Double, Activation = Activation.Tanh)] public sealed partial class WidePreciseMiddle;
[LinearLayer(In = 16, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class WidePreciseActuator;
[Sequential(typeof(WidePreciseSensor), typeof(WidePreciseMiddle), typeof(WidePreciseActuator))] public sealed partial class WidePreciseController;
