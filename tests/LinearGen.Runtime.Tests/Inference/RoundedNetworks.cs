namespace LinearGen.Runtime.Tests.Inference;

// The networks of the four data sets: trained in float, used with rounded weights, and trained with rounded weights.

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)]
public sealed partial class DigitsHidden;

[LinearLayer(In = 32, Out = 10, Bias = true)]
public sealed partial class DigitsHead;

[Sequential(typeof(DigitsHidden), typeof(DigitsHead))]
public sealed partial class DigitsNet;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class DigitsHiddenRounded;

[LinearLayer(In = 32, Out = 10, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class DigitsHeadRounded;

[Sequential(typeof(DigitsHiddenRounded), typeof(DigitsHeadRounded))]
public sealed partial class DigitsNetRounded;

[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16)]
public sealed partial class DigitsHiddenRounding;

[LinearLayer(In = 32, Out = 10, Bias = true, Weights = WeightFormat.BFloat16)]
public sealed partial class DigitsHeadRounding;

[Sequential(typeof(DigitsHiddenRounding), typeof(DigitsHeadRounding))]
public sealed partial class DigitsNetRounding;

[LinearLayer(In = 30, Out = 16, Bias = true, Activation = Activation.Relu)]
public sealed partial class CancerHidden;

[LinearLayer(In = 16, Out = 2, Bias = true)]
public sealed partial class CancerHead;

[Sequential(typeof(CancerHidden), typeof(CancerHead))]
public sealed partial class CancerNet;

[LinearLayer(In = 30, Out = 16, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class CancerHiddenRounded;

[LinearLayer(In = 16, Out = 2, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class CancerHeadRounded;

[Sequential(typeof(CancerHiddenRounded), typeof(CancerHeadRounded))]
public sealed partial class CancerNetRounded;

[LinearLayer(In = 30, Out = 16, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16)]
public sealed partial class CancerHiddenRounding;

[LinearLayer(In = 16, Out = 2, Bias = true, Weights = WeightFormat.BFloat16)]
public sealed partial class CancerHeadRounding;

[Sequential(typeof(CancerHiddenRounding), typeof(CancerHeadRounding))]
public sealed partial class CancerNetRounding;

[LinearLayer(In = 10, Out = 8, Bias = true, Activation = Activation.Tanh)]
public sealed partial class DiabetesHidden;

[LinearLayer(In = 8, Out = 1, Bias = true)]
public sealed partial class DiabetesHead;

[Sequential(typeof(DiabetesHidden), typeof(DiabetesHead))]
public sealed partial class DiabetesNet;

[LinearLayer(In = 10, Out = 8, Bias = true, Activation = Activation.Tanh, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class DiabetesHiddenRounded;

[LinearLayer(In = 8, Out = 1, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class DiabetesHeadRounded;

[Sequential(typeof(DiabetesHiddenRounded), typeof(DiabetesHeadRounded))]
public sealed partial class DiabetesNetRounded;

[LinearLayer(In = 10, Out = 8, Bias = true, Activation = Activation.Tanh, Weights = WeightFormat.BFloat16)]
public sealed partial class DiabetesHiddenRounding;

[LinearLayer(In = 8, Out = 1, Bias = true, Weights = WeightFormat.BFloat16)]
public sealed partial class DiabetesHeadRounding;

[Sequential(typeof(DiabetesHiddenRounding), typeof(DiabetesHeadRounding))]
public sealed partial class DiabetesNetRounding;

[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu)]
public sealed partial class IrisHidden;

[LinearLayer(In = 8, Out = 3, Bias = true)]
public sealed partial class IrisHead;

[Sequential(typeof(IrisHidden), typeof(IrisHead))]
public sealed partial class IrisNet;

[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class IrisHiddenRounded;

[LinearLayer(In = 8, Out = 3, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class IrisHeadRounded;

[Sequential(typeof(IrisHiddenRounded), typeof(IrisHeadRounded))]
public sealed partial class IrisNetRounded;

[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu, Weights = WeightFormat.BFloat16)]
public sealed partial class IrisHiddenRounding;

[LinearLayer(In = 8, Out = 3, Bias = true, Weights = WeightFormat.BFloat16)]
public sealed partial class IrisHeadRounding;

[Sequential(typeof(IrisHiddenRounding), typeof(IrisHeadRounding))]
public sealed partial class IrisNetRounding;
