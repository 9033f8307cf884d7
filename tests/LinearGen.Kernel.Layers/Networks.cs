// Networks whose single rows go through one method, and others that are too wide or too deep for it; shapes that the golden trainings have.
namespace LinearGen.Kernel.Layers.Networks;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)] public sealed partial class Hidden;
[LinearLayer(In = 32, Out = 10, Bias = true)] public sealed partial class Head;
[Sequential(typeof(Hidden), typeof(Head))] public sealed partial class Classifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class Sensor;
[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class Middle;
[LinearLayer(In = 16, Out = 1, Bias = true)] public sealed partial class Actuator;
[Sequential(typeof(Sensor), typeof(Middle), typeof(Actuator))] public sealed partial class Controller;

[LinearLayer(In = 2, Out = 3, Activation = Activation.Tanh)] public sealed partial class Widen;
[LinearLayer(In = 3, Out = 2, Bias = true, Activation = Activation.Softmax)] public sealed partial class Choice;
[Sequential(typeof(Widen), typeof(Choice))] public sealed partial class Tiny;

[LinearLayer(In = 8, Out = 8, Activation = Activation.Gelu)] public sealed partial class Square;
[Sequential(typeof(Square), typeof(Square), typeof(Square))] public sealed partial class Repeated;

[Sequential(typeof(Sensor))] public sealed partial class Single;

[LinearLayer(In = 6, Out = 7, Bias = true, Activation = Activation.Sigmoid)] public sealed partial class Gate;
[LinearLayer(In = 7, Out = 5, Activation = Activation.Softmax)] public sealed partial class Share;
[LinearLayer(In = 5, Out = 13, Bias = true, Activation = Activation.GeluTanh)] public sealed partial class Odd;
[LinearLayer(In = 13, Out = 4, Bias = true, Activation = Activation.LogSoftmax)] public sealed partial class Logarithm;
[Sequential(typeof(Gate), typeof(Share), typeof(Odd), typeof(Logarithm))] public sealed partial class Mixed;

[LinearLayer(In = 12, Out = 200, Bias = true, Activation = Activation.Softplus)] public sealed partial class Panels;
[LinearLayer(In = 200, Out = 3, Bias = true, Activation = Activation.HardSwish)] public sealed partial class Dots;
[LinearLayer(In = 3, Out = 17, Activation = Activation.LeakyRelu)] public sealed partial class Behind;
[Sequential(typeof(Panels), typeof(Dots), typeof(Behind))] public sealed partial class Funnel;

[LinearLayer(In = 30, Out = 300, Bias = true, Activation = Activation.Silu)] public sealed partial class WideIn;
[LinearLayer(In = 300, Out = 300, Bias = true, Activation = Activation.Relu)] public sealed partial class WideMiddle;
[LinearLayer(In = 300, Out = 5, Bias = true, Activation = Activation.LogSoftmax)] public sealed partial class WideOut;
[Sequential(typeof(WideIn), typeof(WideMiddle), typeof(WideOut))] public sealed partial class Wide;

[LinearLayer(In = 24, Out = 24, Bias = true, Activation = Activation.Elu)] public sealed partial class Turn;
[LinearLayer(In = 24, Out = 24)] public sealed partial class Mix;
[Sequential(typeof(Turn), typeof(Mix), typeof(Turn), typeof(Mix), typeof(Turn), typeof(Mix), typeof(Turn), typeof(Mix), typeof(Turn), typeof(Mix), typeof(Turn), typeof(Mix))]
public sealed partial class Deep;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)] public sealed partial class PreciseHidden;
[LinearLayer(In = 32, Out = 10, Bias = true, Precision = Precision.Double)] public sealed partial class PreciseHead;
[Sequential(typeof(PreciseHidden), typeof(PreciseHead))] public sealed partial class PreciseClassifier;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class PreciseSensor;
[LinearLayer(In = 16, Out = 16, Activation = Activation.GeluTanh, Precision = Precision.Double)] public sealed partial class PreciseMiddle;
[LinearLayer(In = 16, Out = 1, Bias = true, Activation = Activation.Softplus, Precision = Precision.Double)] public sealed partial class PreciseActuator;
[Sequential(typeof(PreciseSensor), typeof(PreciseMiddle), typeof(PreciseMiddle), typeof(PreciseActuator))] public sealed partial class PreciseController;

[LinearLayer(In = 2, Out = 3, Activation = Activation.Gelu, Precision = Precision.Double)] public sealed partial class PreciseWiden;
[LinearLayer(In = 3, Out = 2, Bias = true, Activation = Activation.Softmax, Precision = Precision.Double)] public sealed partial class PreciseChoice;
[Sequential(typeof(PreciseWiden), typeof(PreciseChoice))] public sealed partial class PreciseTiny;

[LinearLayer(In = 20, Out = 150, Bias = true, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class PreciseWideIn;
[LinearLayer(In = 150, Out = 4, Bias = true, Activation = Activation.LogSoftmax, Precision = Precision.Double)] public sealed partial class PreciseWideOut;
[Sequential(typeof(PreciseWideIn), typeof(PreciseWideOut))] public sealed partial class PreciseWide;

[LinearLayer(In = 10, Out = 8, Bias = true, Activation = Activation.Tanh)] public sealed partial class RegressionHidden;
[LinearLayer(In = 8, Out = 1, Bias = true)] public sealed partial class RegressionHead;
[Sequential(typeof(RegressionHidden), typeof(RegressionHead))] public sealed partial class Regression;

[LinearLayer(In = 10, Out = 8, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class PreciseRegressionHidden;
[LinearLayer(In = 8, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class PreciseRegressionHead;
[Sequential(typeof(PreciseRegressionHidden), typeof(PreciseRegressionHead))] public sealed partial class PreciseRegression;

// Partial sums of unequal length inside a network.
[LinearLayer(In = 35, Out = 11, Bias = true, Activation = Activation.Relu)] public sealed partial class UnequalHidden;
[LinearLayer(In = 11, Out = 5, Bias = true)] public sealed partial class UnequalHead;
[Sequential(typeof(UnequalHidden), typeof(UnequalHead))] public sealed partial class Unequal;

// A row of more partial sums than all of its vectors leave registers for: its outputs are not at hand together.
[LinearLayer(In = 160, Out = 32, Bias = true, Activation = Activation.Relu)] public sealed partial class TurnsHidden;
[LinearLayer(In = 32, Out = 4, Bias = true)] public sealed partial class TurnsHead;
[Sequential(typeof(TurnsHidden), typeof(TurnsHead))] public sealed partial class Turns;

// Outputs that do not fill their vectors, at hand for lanes along the sum: beside them 0 times infinity is NaN.
[LinearLayer(In = 8, Out = 20, Bias = true, Activation = Activation.Tanh)] public sealed partial class UnfilledHidden;
[LinearLayer(In = 20, Out = 1, Bias = true)] public sealed partial class UnfilledHead;
[Sequential(typeof(UnfilledHidden), typeof(UnfilledHead))] public sealed partial class Unfilled;

// Slopes of several values in one method, one of them the default.
[LinearLayer(In = 6, Out = 16, Bias = true, Activation = Activation.LeakyRelu, Slope = 0.2)] public sealed partial class SlopedFirst;
[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.LeakyRelu)] public sealed partial class SlopedSecond;
[LinearLayer(In = 16, Out = 12, Activation = Activation.Elu, Slope = -0.5)] public sealed partial class SlopedThird;
[LinearLayer(In = 12, Out = 9, Bias = true, Activation = Activation.Celu, Slope = 0.5)] public sealed partial class SlopedFourth;
[LinearLayer(In = 9, Out = 2, Bias = true, Activation = Activation.HardTanh)] public sealed partial class SlopedLast;
[Sequential(typeof(SlopedFirst), typeof(SlopedSecond), typeof(SlopedThird), typeof(SlopedFourth), typeof(SlopedLast))] public sealed partial class Sloped;

[LinearLayer(In = 5, Out = 20, Bias = true, Activation = Activation.Mish, Precision = Precision.Double)] public sealed partial class PreciseMish;
[LinearLayer(In = 20, Out = 7, Bias = true, Activation = Activation.LeakyRelu, Slope = -0.5, Precision = Precision.Double)] public sealed partial class PreciseSloped;
[LinearLayer(In = 7, Out = 6, Activation = Activation.HardSigmoid, Precision = Precision.Double)] public sealed partial class PreciseHard;
[LinearLayer(In = 6, Out = 1, Bias = true, Activation = Activation.Softsign, Precision = Precision.Double)] public sealed partial class PreciseSoftsign;
[Sequential(typeof(PreciseMish), typeof(PreciseSloped), typeof(PreciseHard), typeof(PreciseSoftsign))] public sealed partial class PreciseSlopedNetwork;
