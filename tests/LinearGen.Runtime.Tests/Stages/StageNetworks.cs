// A network of every kind of stage in both precisions, and smaller ones.

namespace LinearGen.Runtime.Tests.Stages;

[Normalization(Size = 5, Clip = 4)]
internal sealed partial class Observation;

[LinearLayer(In = 5, Out = 9, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Encoder;

[LayerNorm(Size = 9)]
internal sealed partial class Norm;

[LinearLayer(In = 9, Out = 9, Bias = true)]
internal sealed partial class Inner;

[ActivationLayer(Size = 9, Activation = Activation.Relu)]
internal sealed partial class Rectified;

[Residual(typeof(Norm), typeof(Inner), typeof(Rectified), typeof(Inner))]
internal sealed partial class Block;

[LinearLayer(In = 9, Out = 2, Bias = true)]
internal sealed partial class Head;

[Rescaling(Size = 2)]
internal sealed partial class Command;

/// <summary>5→9 (tanh), a residual block, 9→2, with a normalisation before and a rescaling behind.</summary>
[Sequential(typeof(Observation), typeof(Encoder), typeof(Block), typeof(Head), typeof(Command))]
internal sealed partial class Policy;

/// <summary>Steps of the same sizes as <see cref="Block"/>, other ones.</summary>
[Residual(typeof(Inner), typeof(Norm), typeof(Inner), typeof(Rectified))]
internal sealed partial class OtherBlock;

[Sequential(typeof(Observation), typeof(Encoder), typeof(OtherBlock), typeof(Head), typeof(Command))]
internal sealed partial class OtherPolicy;

/// <summary>The stages of <see cref="Block"/> without the sum at the end.</summary>
[Sequential(typeof(Norm), typeof(Inner), typeof(Rectified), typeof(Inner))]
internal sealed partial class Unsummed;

/// <summary>Tensors that all have two names.</summary>
[Sequential(typeof(Observation), typeof(Encoder), typeof(Norm), typeof(Rectified), typeof(Head))]
internal sealed partial class Pairs;

/// <summary>Nothing but weights and biases.</summary>
[Sequential(typeof(Encoder), typeof(Norm), typeof(Rectified), typeof(Head))]
internal sealed partial class Weighted;

/// <summary>No parameters at all.</summary>
[Sequential(typeof(Rectified), typeof(Rectified))]
internal sealed partial class Parameterless;

/// <summary>No parameters that training moves.</summary>
[Sequential(typeof(Rectified), typeof(Fixed))]
internal sealed partial class Untrained;

[Normalization(Size = 9)]
internal sealed partial class Fixed;

[Normalization(Size = 5, Clip = 4, Precision = Precision.Double)]
internal sealed partial class ObservationD;

[LinearLayer(In = 5, Out = 9, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class EncoderD;

[LayerNorm(Size = 9, Precision = Precision.Double)]
internal sealed partial class NormD;

[LinearLayer(In = 9, Out = 9, Bias = true, Precision = Precision.Double)]
internal sealed partial class InnerD;

[ActivationLayer(Size = 9, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class RectifiedD;

[Residual(typeof(NormD), typeof(InnerD), typeof(RectifiedD), typeof(InnerD))]
internal sealed partial class BlockD;

[LinearLayer(In = 9, Out = 2, Bias = true, Precision = Precision.Double)]
internal sealed partial class HeadD;

[Rescaling(Size = 2, Precision = Precision.Double)]
internal sealed partial class CommandD;

[Sequential(typeof(ObservationD), typeof(EncoderD), typeof(BlockD), typeof(HeadD), typeof(CommandD))]
internal sealed partial class PolicyD;

// The network of Golden/stages.py.

[LinearLayer(In = 4, Out = 9, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class TrainedIn;

[LayerNorm(Size = 9, Epsilon = 1e-3)]
internal sealed partial class TrainedNorm;

[LinearLayer(In = 9, Out = 17, Bias = true, Activation = Activation.Relu)]
internal sealed partial class TrainedWide;

[LinearLayer(In = 17, Out = 17, Bias = true)]
internal sealed partial class TrainedMiddle;

[Residual(typeof(TrainedMiddle))]
internal sealed partial class TrainedNested;

[LinearLayer(In = 17, Out = 9, Bias = true)]
internal sealed partial class TrainedNarrow;

[Residual(typeof(TrainedNorm), typeof(TrainedWide), typeof(TrainedNested), typeof(TrainedNarrow))]
internal sealed partial class TrainedBlock;

[LinearLayer(In = 9, Out = 9, Bias = true, Activation = Activation.Silu)]
internal sealed partial class TrainedSilu;

[Residual(typeof(TrainedSilu))]
internal sealed partial class TrainedSecond;

[Sequential(typeof(TrainedIn), typeof(TrainedBlock), typeof(TrainedSecond), typeof(Norm), typeof(Rectified), typeof(Head))]
internal sealed partial class Trained;

[LinearLayer(In = 4, Out = 9, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class TrainedInD;

[LayerNorm(Size = 9, Epsilon = 1e-3, Precision = Precision.Double)]
internal sealed partial class TrainedNormD;

[LinearLayer(In = 9, Out = 17, Bias = true, Activation = Activation.Relu, Precision = Precision.Double)]
internal sealed partial class TrainedWideD;

[LinearLayer(In = 17, Out = 17, Bias = true, Precision = Precision.Double)]
internal sealed partial class TrainedMiddleD;

[Residual(typeof(TrainedMiddleD))]
internal sealed partial class TrainedNestedD;

[LinearLayer(In = 17, Out = 9, Bias = true, Precision = Precision.Double)]
internal sealed partial class TrainedNarrowD;

[Residual(typeof(TrainedNormD), typeof(TrainedWideD), typeof(TrainedNestedD), typeof(TrainedNarrowD))]
internal sealed partial class TrainedBlockD;

[LinearLayer(In = 9, Out = 9, Bias = true, Activation = Activation.Silu, Precision = Precision.Double)]
internal sealed partial class TrainedSiluD;

[Residual(typeof(TrainedSiluD))]
internal sealed partial class TrainedSecondD;

[Sequential(typeof(TrainedInD), typeof(TrainedBlockD), typeof(TrainedSecondD), typeof(NormD), typeof(RectifiedD), typeof(HeadD))]
internal sealed partial class TrainedD;
