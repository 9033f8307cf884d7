// Shapes around vectors of 16 and 8 lanes, long sums, copies, leftovers; activations on each way; two networks.
namespace LinearGen.Kernel.WideLayers;

[LinearLayer(In = 1, Out = 1, Bias = true)] public sealed partial class Wide512Single1x1Bias;
[LinearLayer(In = 1, Out = 1, Precision = Precision.Double)] public sealed partial class Wide512Double1x1;
[LinearLayer(In = 2, Out = 3)] public sealed partial class Wide512Single2x3;
[LinearLayer(In = 2, Out = 3, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double2x3Bias;
[LinearLayer(In = 5, Out = 6)] public sealed partial class Wide512Single5x6;
[LinearLayer(In = 5, Out = 6, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double5x6Bias;
[LinearLayer(In = 8, Out = 8, Bias = true)] public sealed partial class Wide512Single8x8Bias;
[LinearLayer(In = 8, Out = 8, Precision = Precision.Double)] public sealed partial class Wide512Double8x8;
[LinearLayer(In = 16, Out = 16, Bias = true)] public sealed partial class Wide512Single16x16Bias;
[LinearLayer(In = 16, Out = 16, Precision = Precision.Double)] public sealed partial class Wide512Double16x16;
[LinearLayer(In = 17, Out = 9, Bias = true)] public sealed partial class Wide512Single17x9Bias;
[LinearLayer(In = 17, Out = 9, Precision = Precision.Double)] public sealed partial class Wide512Double17x9;
[LinearLayer(In = 33, Out = 65, Bias = true)] public sealed partial class Wide512Single33x65Bias;
[LinearLayer(In = 33, Out = 65, Precision = Precision.Double)] public sealed partial class Wide512Double33x65;
[LinearLayer(In = 64, Out = 10, Bias = true)] public sealed partial class Wide512Single64x10Bias;
[LinearLayer(In = 64, Out = 10, Precision = Precision.Double)] public sealed partial class Wide512Double64x10;
[LinearLayer(In = 64, Out = 1)] public sealed partial class Wide512Single64x1;
[LinearLayer(In = 64, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double64x1Bias;
[LinearLayer(In = 1, Out = 64)] public sealed partial class Wide512Single1x64;
[LinearLayer(In = 1, Out = 64, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double1x64Bias;
[LinearLayer(In = 100, Out = 3)] public sealed partial class Wide512Single100x3;
[LinearLayer(In = 100, Out = 3, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double100x3Bias;
[LinearLayer(In = 13, Out = 200)] public sealed partial class Wide512Single13x200;
[LinearLayer(In = 13, Out = 200, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double13x200Bias;
[LinearLayer(In = 130, Out = 33)] public sealed partial class Wide512Single130x33;
[LinearLayer(In = 130, Out = 33, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512Double130x33Bias;
[LinearLayer(In = 256, Out = 64, Bias = true)] public sealed partial class Wide512Single256x64Bias;
[LinearLayer(In = 256, Out = 64, Precision = Precision.Double)] public sealed partial class Wide512Double256x64;

[LinearLayer(In = 2, Out = 3, Bias = true, Activation = Activation.Relu)] public sealed partial class Wide512SingleRelu2x3Bias;
[LinearLayer(In = 2, Out = 3, Activation = Activation.Relu, Precision = Precision.Double)] public sealed partial class Wide512DoubleRelu2x3;
[LinearLayer(In = 2, Out = 3, Activation = Activation.Softmax)] public sealed partial class Wide512SingleSoftmax2x3;
[LinearLayer(In = 2, Out = 3, Bias = true, Activation = Activation.Softmax, Precision = Precision.Double)] public sealed partial class Wide512DoubleSoftmax2x3Bias;
[LinearLayer(In = 17, Out = 9, Bias = true, Activation = Activation.Tanh)] public sealed partial class Wide512SingleTanh17x9Bias;
[LinearLayer(In = 17, Out = 9, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class Wide512DoubleTanh17x9;
[LinearLayer(In = 17, Out = 9, Activation = Activation.Gelu)] public sealed partial class Wide512SingleGelu17x9;
[LinearLayer(In = 17, Out = 9, Bias = true, Activation = Activation.Gelu, Precision = Precision.Double)] public sealed partial class Wide512DoubleGelu17x9Bias;
[LinearLayer(In = 64, Out = 1, Bias = true, Activation = Activation.Silu)] public sealed partial class Wide512SingleSilu64x1Bias;
[LinearLayer(In = 64, Out = 1, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class Wide512DoubleSilu64x1;
[LinearLayer(In = 13, Out = 200, Activation = Activation.LogSoftmax)] public sealed partial class Wide512SingleLogSoftmax13x200;
[LinearLayer(In = 13, Out = 200, Bias = true, Activation = Activation.LogSoftmax, Precision = Precision.Double)] public sealed partial class Wide512DoubleLogSoftmax13x200Bias;
[LinearLayer(In = 13, Out = 200, Bias = true, Activation = Activation.Silu)] public sealed partial class Wide512SingleSilu13x200Bias;
[LinearLayer(In = 13, Out = 200, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class Wide512DoubleSilu13x200;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)] public sealed partial class Wide512Hidden;
[LinearLayer(In = 32, Out = 10, Bias = true)] public sealed partial class Wide512Head;
[Sequential(typeof(Wide512Hidden), typeof(Wide512Head))] public sealed partial class Wide512Classifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class Wide512Sensor;
[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class Wide512Middle;
[LinearLayer(In = 16, Out = 1, Bias = true)] public sealed partial class Wide512Actuator;
[Sequential(typeof(Wide512Sensor), typeof(Wide512Middle), typeof(Wide512Actuator))] public sealed partial class Wide512Controller;

[LinearLayer(In = 64, Out = 32, Bias = true, Precision = Precision.Double, Activation = Activation.Relu)] public sealed partial class Wide512PreciseHidden;
[LinearLayer(In = 32, Out = 10, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512PreciseHead;
[Sequential(typeof(Wide512PreciseHidden), typeof(Wide512PreciseHead))] public sealed partial class Wide512PreciseClassifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Precision = Precision.Double, Activation = Activation.Tanh)] public sealed partial class Wide512PreciseSensor;
[LinearLayer(In = 16, Out = 16, Bias = true, Precision = Precision.Double, Activation = Activation.Tanh)] public sealed partial class Wide512PreciseMiddle;
[LinearLayer(In = 16, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class Wide512PreciseActuator;
[Sequential(typeof(Wide512PreciseSensor), typeof(Wide512PreciseMiddle), typeof(Wide512PreciseActuator))] public sealed partial class Wide512PreciseController;
