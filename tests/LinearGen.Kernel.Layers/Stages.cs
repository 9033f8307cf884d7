// Stages other than layers by themselves, around the vectors' and panels' sizes; and first, in the middle and last in networks, whose rows go through one method or do not.
namespace LinearGen.Kernel.Layers.Stages;

[Normalization(Size = 1, Clip = 1.5)] public sealed partial class Normalized1;
[Rescaling(Size = 1)] public sealed partial class Rescaled1;
[LayerNorm(Size = 1)] public sealed partial class LayerNorm1;
[ActivationLayer(Size = 1, Activation = Activation.Tanh)] public sealed partial class Tanh1Alone;
[Normalization(Size = 3, Clip = 1.5)] public sealed partial class Normalized3;
[Rescaling(Size = 3)] public sealed partial class Rescaled3;
[LayerNorm(Size = 3)] public sealed partial class LayerNorm3;
[ActivationLayer(Size = 3, Activation = Activation.Softmax)] public sealed partial class Softmax3Alone;
[Normalization(Size = 4)] public sealed partial class Normalized4;
[Rescaling(Size = 4)] public sealed partial class Rescaled4;
[LayerNorm(Size = 4, Epsilon = 0.01)] public sealed partial class LayerNorm4;
[ActivationLayer(Size = 4, Activation = Activation.Silu)] public sealed partial class Silu4Alone;
[Normalization(Size = 8)] public sealed partial class Normalized8;
[Rescaling(Size = 8)] public sealed partial class Rescaled8;
[LayerNorm(Size = 8, Epsilon = 0.01)] public sealed partial class LayerNorm8;
[ActivationLayer(Size = 8, Activation = Activation.Softmax)] public sealed partial class Softmax8Alone;
[Normalization(Size = 9, Clip = 1.5)] public sealed partial class Normalized9;
[Rescaling(Size = 9)] public sealed partial class Rescaled9;
[LayerNorm(Size = 9)] public sealed partial class LayerNorm9;
[ActivationLayer(Size = 9, Activation = Activation.Silu)] public sealed partial class Silu9Alone;
[Normalization(Size = 16)] public sealed partial class Normalized16;
[Rescaling(Size = 16)] public sealed partial class Rescaled16;
[LayerNorm(Size = 16, Epsilon = 0.01)] public sealed partial class LayerNorm16;
[ActivationLayer(Size = 16, Activation = Activation.Tanh)] public sealed partial class Tanh16Alone;
[Normalization(Size = 17, Clip = 1.5)] public sealed partial class Normalized17;
[Rescaling(Size = 17)] public sealed partial class Rescaled17;
[LayerNorm(Size = 17)] public sealed partial class LayerNorm17;
[ActivationLayer(Size = 17, Activation = Activation.Gelu)] public sealed partial class Gelu17Alone;
[Normalization(Size = 64, Clip = 1.5)] public sealed partial class Normalized64;
[Rescaling(Size = 64)] public sealed partial class Rescaled64;
[LayerNorm(Size = 64, Epsilon = 0.01)] public sealed partial class LayerNorm64;
[ActivationLayer(Size = 64, Activation = Activation.Silu)] public sealed partial class Silu64Alone;
[Normalization(Size = 65, Clip = 1.5)] public sealed partial class Normalized65;
[Rescaling(Size = 65)] public sealed partial class Rescaled65;
[LayerNorm(Size = 65)] public sealed partial class LayerNorm65;
[ActivationLayer(Size = 65, Activation = Activation.Relu)] public sealed partial class Relu65Alone;
[Normalization(Size = 100)] public sealed partial class Normalized100;
[Rescaling(Size = 100)] public sealed partial class Rescaled100;
[LayerNorm(Size = 100, Epsilon = 0.01)] public sealed partial class LayerNorm100;
[ActivationLayer(Size = 100, Activation = Activation.Relu)] public sealed partial class Relu100Alone;
[Normalization(Size = 128)] public sealed partial class Normalized128;
[Rescaling(Size = 128)] public sealed partial class Rescaled128;
[LayerNorm(Size = 128, Epsilon = 0.01)] public sealed partial class LayerNorm128;
[ActivationLayer(Size = 128, Activation = Activation.Softmax)] public sealed partial class Softmax128Alone;

[Normalization(Size = 1, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized1;
[Rescaling(Size = 1, Precision = Precision.Double)] public sealed partial class PreciseRescaled1;
[LayerNorm(Size = 1, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm1;
[ActivationLayer(Size = 1, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class PreciseTanh1Alone;
[Normalization(Size = 3, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized3;
[Rescaling(Size = 3, Precision = Precision.Double)] public sealed partial class PreciseRescaled3;
[LayerNorm(Size = 3, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm3;
[ActivationLayer(Size = 3, Activation = Activation.Softmax, Precision = Precision.Double)] public sealed partial class PreciseSoftmax3Alone;
[Normalization(Size = 4, Precision = Precision.Double)] public sealed partial class PreciseNormalized4;
[Rescaling(Size = 4, Precision = Precision.Double)] public sealed partial class PreciseRescaled4;
[LayerNorm(Size = 4, Epsilon = 0.01, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm4;
[ActivationLayer(Size = 4, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class PreciseSilu4Alone;
[Normalization(Size = 9, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized9;
[Rescaling(Size = 9, Precision = Precision.Double)] public sealed partial class PreciseRescaled9;
[LayerNorm(Size = 9, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm9;
[ActivationLayer(Size = 9, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class PreciseSilu9Alone;
[Normalization(Size = 17, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized17;
[Rescaling(Size = 17, Precision = Precision.Double)] public sealed partial class PreciseRescaled17;
[LayerNorm(Size = 17, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm17;
[ActivationLayer(Size = 17, Activation = Activation.Gelu, Precision = Precision.Double)] public sealed partial class PreciseGelu17Alone;
[Normalization(Size = 64, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized64;
[Rescaling(Size = 64, Precision = Precision.Double)] public sealed partial class PreciseRescaled64;
[LayerNorm(Size = 64, Epsilon = 0.01, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm64;
[ActivationLayer(Size = 64, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class PreciseSilu64Alone;
[Normalization(Size = 65, Clip = 1.5, Precision = Precision.Double)] public sealed partial class PreciseNormalized65;
[Rescaling(Size = 65, Precision = Precision.Double)] public sealed partial class PreciseRescaled65;
[LayerNorm(Size = 65, Precision = Precision.Double)] public sealed partial class PreciseLayerNorm65;
[ActivationLayer(Size = 65, Activation = Activation.Relu, Precision = Precision.Double)] public sealed partial class PreciseRelu65Alone;

[LinearLayer(In = 9, Out = 17, Bias = true, Activation = Activation.Tanh)] public sealed partial class Guide9x17;
[LinearLayer(In = 17, Out = 17, Bias = true)] public sealed partial class Turn17;
[LinearLayer(In = 17, Out = 17, Bias = true, Activation = Activation.Silu)] public sealed partial class Swing17;
[LinearLayer(In = 17, Out = 64, Bias = true, Activation = Activation.Relu)] public sealed partial class Wide17x64;
[LinearLayer(In = 64, Out = 17)] public sealed partial class Narrow64x17;
[LinearLayer(In = 17, Out = 3, Bias = true)] public sealed partial class Action17x3;

// First, in the middle and last.
[Sequential(typeof(Normalized9), typeof(Guide9x17), typeof(LayerNorm17), typeof(Gelu17Alone), typeof(Action17x3), typeof(Rescaled3))] public sealed partial class Guided;
[Sequential(typeof(Normalized17), typeof(LayerNorm17), typeof(Rescaled17))] public sealed partial class Stagewise;
[Sequential(typeof(LayerNorm9))] public sealed partial class Lonely;

// Residual blocks: of one stage, of three, nested, at the start, at the end, two in a row, behind one another in a block.
[Residual(typeof(Swing17))] public sealed partial class BlockOfOne;
[Residual(typeof(LayerNorm17), typeof(Wide17x64), typeof(Narrow64x17))] public sealed partial class BlockOfThree;
[Residual(typeof(BlockOfOne), typeof(Turn17), typeof(BlockOfThree))] public sealed partial class BlockInBlock;
[Residual(typeof(BlockOfOne))] public sealed partial class BlockOfBlock;
[Sequential(typeof(BlockOfThree), typeof(Action17x3))] public sealed partial class BlockFirst;
[Sequential(typeof(Guide9x17), typeof(BlockOfOne))] public sealed partial class BlockLast;
[Sequential(typeof(Guide9x17), typeof(BlockOfThree), typeof(BlockOfThree), typeof(LayerNorm17), typeof(Action17x3))] public sealed partial class BlockTwice;
[Sequential(typeof(BlockOfBlock), typeof(BlockInBlock), typeof(BlockOfOne), typeof(Action17x3))] public sealed partial class BlocksNested;
[Residual(typeof(Normalized17), typeof(Rescaled17))] public sealed partial class BlockOfStages;
[Sequential(typeof(Rescaled17), typeof(BlockOfStages), typeof(BlockOfOne), typeof(Gelu17Alone))] public sealed partial class BlockBehindStages;

[LinearLayer(In = 9, Out = 17, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)] public sealed partial class PreciseGuide9x17;
[LinearLayer(In = 17, Out = 17, Bias = true, Precision = Precision.Double)] public sealed partial class PreciseTurn17;
[LinearLayer(In = 17, Out = 17, Bias = true, Activation = Activation.Silu, Precision = Precision.Double)] public sealed partial class PreciseSwing17;
[LinearLayer(In = 17, Out = 64, Bias = true, Activation = Activation.Gelu, Precision = Precision.Double)] public sealed partial class PreciseWide17x64;
[LinearLayer(In = 64, Out = 17, Precision = Precision.Double)] public sealed partial class PreciseNarrow64x17;
[LinearLayer(In = 17, Out = 3, Bias = true, Precision = Precision.Double)] public sealed partial class PreciseAction17x3;

// First, in the middle and last.
[Sequential(typeof(PreciseNormalized9), typeof(PreciseGuide9x17), typeof(PreciseLayerNorm17), typeof(PreciseGelu17Alone), typeof(PreciseAction17x3), typeof(PreciseRescaled3))] public sealed partial class PreciseGuided;
[Sequential(typeof(PreciseNormalized17), typeof(PreciseLayerNorm17), typeof(PreciseRescaled17))] public sealed partial class PreciseStagewise;
[Sequential(typeof(PreciseLayerNorm9))] public sealed partial class PreciseLonely;

// Residual blocks: of one stage, of three, nested, at the start, at the end, two in a row, behind one another in a block.
[Residual(typeof(PreciseSwing17))] public sealed partial class PreciseBlockOfOne;
[Residual(typeof(PreciseLayerNorm17), typeof(PreciseWide17x64), typeof(PreciseNarrow64x17))] public sealed partial class PreciseBlockOfThree;
[Residual(typeof(PreciseBlockOfOne), typeof(PreciseTurn17), typeof(PreciseBlockOfThree))] public sealed partial class PreciseBlockInBlock;
[Residual(typeof(PreciseBlockOfOne))] public sealed partial class PreciseBlockOfBlock;
[Sequential(typeof(PreciseBlockOfThree), typeof(PreciseAction17x3))] public sealed partial class PreciseBlockFirst;
[Sequential(typeof(PreciseGuide9x17), typeof(PreciseBlockOfOne))] public sealed partial class PreciseBlockLast;
[Sequential(typeof(PreciseGuide9x17), typeof(PreciseBlockOfThree), typeof(PreciseBlockOfThree), typeof(PreciseLayerNorm17), typeof(PreciseAction17x3))] public sealed partial class PreciseBlockTwice;
[Sequential(typeof(PreciseBlockOfBlock), typeof(PreciseBlockInBlock), typeof(PreciseBlockOfOne), typeof(PreciseAction17x3))] public sealed partial class PreciseBlocksNested;
[Residual(typeof(PreciseNormalized17), typeof(PreciseRescaled17))] public sealed partial class PreciseBlockOfStages;
[Sequential(typeof(PreciseRescaled17), typeof(PreciseBlockOfStages), typeof(PreciseBlockOfOne), typeof(PreciseGelu17Alone))] public sealed partial class PreciseBlockBehindStages;

[LinearLayer(In = 64, Out = 300, Bias = true, Activation = Activation.Relu)] public sealed partial class Large64x300;
[LinearLayer(In = 300, Out = 300, Bias = true, Activation = Activation.Tanh)] public sealed partial class Large300;
[LinearLayer(In = 300, Out = 64, Bias = true)] public sealed partial class Large300x64;
// Too wide for one method.
[LayerNorm(Size = 300)] public sealed partial class LayerNorm300;
[Residual(typeof(LayerNorm64), typeof(Large64x300), typeof(Large300x64))] public sealed partial class BlockLarge;
[Residual(typeof(LayerNorm300), typeof(Large300), typeof(Large300))] public sealed partial class BlockWide;
[Sequential(typeof(Normalized64), typeof(BlockLarge), typeof(Large64x300), typeof(BlockWide), typeof(LayerNorm300), typeof(Large300x64), typeof(BlockLarge), typeof(Rescaled64))] public sealed partial class StagedWide;
