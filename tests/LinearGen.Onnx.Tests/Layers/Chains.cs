// Networks whose stages an import could take for others, if the file did not say what they are.
namespace LinearGen.Onnx.Tests.Layers.Chains;

[Normalization(Size = 12, Clip = 5)] public sealed partial class Observation;
[LinearLayer(In = 12, Out = 16, Bias = true, Activation = Activation.Tanh)] public sealed partial class Hidden;
[LayerNorm(Size = 16)] public sealed partial class Norm;
[LinearLayer(In = 16, Out = 24, Activation = Activation.Elu, Slope = 0.7)] public sealed partial class Wide;
[LinearLayer(In = 24, Out = 16, Bias = true)] public sealed partial class Narrow;
[Residual(typeof(Norm), typeof(Wide), typeof(Narrow))] public sealed partial class Block;
[LinearLayer(In = 16, Out = 5, Bias = true)] public sealed partial class Head;
[Rescaling(Size = 5)] public sealed partial class Command;

[InputPart("Angles", 0, 4)]
[InputPart("Speeds", 4, 6)]
[InputPart("Target", 9, 3)]
[OutputPart("Action", 0, 4)]
[OutputPart("Value", 4, 1)]
[Sequential(typeof(Observation), typeof(Hidden), typeof(Block), typeof(Block), typeof(Head), typeof(Command))]
public sealed partial class Policy;

// A stage of every kind behind a layer without activation, and stages of one kind behind one another.
[LinearLayer(In = 5, Out = 5)] public sealed partial class Plain;
[ActivationLayer(Size = 5, Activation = Activation.Gelu)] public sealed partial class GeluStage;
[ActivationLayer(Size = 5, Activation = Activation.Relu)] public sealed partial class ReluStage;
[ActivationLayer(Size = 5, Activation = Activation.HardTanh)] public sealed partial class HardTanhStage;
[Normalization(Size = 5)] public sealed partial class Open;
[Rescaling(Size = 5)] public sealed partial class Scaled;
[LayerNorm(Size = 5, Epsilon = 0.003)] public sealed partial class NormOfFive;
[Sequential(typeof(Plain), typeof(GeluStage), typeof(Plain), typeof(Scaled), typeof(Scaled), typeof(ReluStage), typeof(ReluStage), typeof(Open), typeof(HardTanhStage), typeof(NormOfFive), typeof(Scaled), typeof(Plain), typeof(Plain))]
public sealed partial class Ambiguous;

// Blocks within blocks, of a single block, of a single activation, at the beginning and at the end.
[Residual(typeof(Plain), typeof(GeluStage), typeof(Plain))] public sealed partial class Inside;
[Residual(typeof(Inside))] public sealed partial class BlockOfBlock;
[Residual(typeof(ReluStage))] public sealed partial class BlockOfActivation;
[Residual(typeof(BlockOfBlock), typeof(Plain), typeof(BlockOfActivation))] public sealed partial class Outside;
[Sequential(typeof(Outside), typeof(GeluStage), typeof(BlockOfActivation), typeof(Inside))] public sealed partial class Nested;
[Sequential(typeof(Inside))] public sealed partial class NetworkOfBlock;

// Without backward pass, and with weights that are kept packed.
[LinearLayer(In = 150, Out = 128, Bias = true, Activation = Activation.Silu, Weights = WeightFormat.BFloat16, Trainable = false)] public sealed partial class Packed;
[LinearLayer(In = 128, Out = 3, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] public sealed partial class PackedHead;
[Sequential(typeof(Packed), typeof(PackedHead), Trainable = false)] public sealed partial class PackedNetwork;
[LinearLayer(In = 150, Out = 128, Bias = true, Activation = Activation.Silu, Weights = WeightFormat.BFloat16)] public sealed partial class Rounded;
[LinearLayer(In = 6, Out = 4, Bias = true, Activation = Activation.LeakyRelu, Slope = 0.3, Trainable = false)] public sealed partial class Fixed;

[Normalization(Size = 6, Clip = 2.5, Precision = Precision.Double)] public sealed partial class PreciseObservation;
[LinearLayer(In = 6, Out = 10, Bias = true, Activation = Activation.Celu, Slope = 0.3, Precision = Precision.Double)] public sealed partial class PreciseHidden;
[LayerNorm(Size = 10, Precision = Precision.Double)] public sealed partial class PreciseNorm;
[LinearLayer(In = 10, Out = 10, Bias = true, Activation = Activation.Mish, Precision = Precision.Double)] public sealed partial class PreciseTurn;
[Residual(typeof(PreciseNorm), typeof(PreciseTurn))] public sealed partial class PreciseBlock;
[Rescaling(Size = 10, Precision = Precision.Double)] public sealed partial class PreciseCommand;
[Sequential(typeof(PreciseObservation), typeof(PreciseHidden), typeof(PreciseBlock), typeof(PreciseCommand))] public sealed partial class PrecisePolicy;
