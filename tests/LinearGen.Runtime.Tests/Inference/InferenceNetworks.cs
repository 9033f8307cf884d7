namespace LinearGen.Runtime.Tests.Inference;

[LinearLayer(In = 2, Out = 3, Trainable = false)]
public sealed partial class Tiny;

[LinearLayer(In = 2, Out = 3)]
public sealed partial class TinyTrained;

[LinearLayer(In = 64, Out = 1, Bias = true, Trainable = false)]
public sealed partial class Dot;

[LinearLayer(In = 64, Out = 1, Bias = true)]
public sealed partial class DotTrained;

[LinearLayer(In = 24, Out = 40, Bias = true, Activation = Activation.Gelu, Trainable = false)]
public sealed partial class Trunk;

[LinearLayer(In = 24, Out = 40, Bias = true, Activation = Activation.Gelu)]
public sealed partial class TrunkTrained;

[LinearLayer(In = 40, Out = 5, Bias = true, Activation = Activation.Softmax, Trainable = false)]
public sealed partial class Probabilities;

[LinearLayer(In = 40, Out = 5, Bias = true, Activation = Activation.Softmax)]
public sealed partial class ProbabilitiesTrained;

[LinearLayer(In = 40, Out = 5, Bias = true)]
public sealed partial class Tail;

[LinearLayer(In = 100, Out = 300, Precision = Precision.Double, Trainable = false)]
public sealed partial class Precise;

[LinearLayer(In = 100, Out = 300, Precision = Precision.Double)]
public sealed partial class PreciseTrained;

[LinearLayer(In = 40, Out = 40, Trainable = false)]
public sealed partial class Body;

[LinearLayer(In = 40, Out = 40)]
public sealed partial class BodyTrained;

[LayerNorm(Size = 40)]
public sealed partial class Norm;

/// <summary>No layer can be trained, so the block cannot.</summary>
[Residual(typeof(Body))]
public sealed partial class Block;

[Residual(typeof(BodyTrained))]
public sealed partial class BlockTrained;

/// <summary>The block says that nothing in it is trained, whatever its stages' classes say.</summary>
[Residual(typeof(BodyTrained), typeof(Norm), Trainable = false)]
public sealed partial class FixedBlock;

/// <summary>No layer can be trained.</summary>
[Sequential(typeof(Trunk), typeof(Block), typeof(Probabilities))]
public sealed partial class Scorer;

[Sequential(typeof(TrunkTrained), typeof(BlockTrained), typeof(ProbabilitiesTrained))]
public sealed partial class ScorerTrained;

/// <summary>Classes that can be trained, in a network that is not.</summary>
[Sequential(typeof(TrunkTrained), typeof(BlockTrained), typeof(ProbabilitiesTrained), Trainable = false)]
public sealed partial class ScorerOfTrained;

/// <summary>A tail that is trained on a trunk that is not.</summary>
[Sequential(typeof(Trunk), typeof(FixedBlock), typeof(Tail))]
public sealed partial class Mixed;

[Sequential(typeof(TrunkTrained), typeof(MixedBlock), typeof(Tail))]
public sealed partial class MixedTrained;

[Residual(typeof(BodyTrained), typeof(Norm))]
public sealed partial class MixedBlock;

/// <summary>A head of the dot form, which reads Wᵀ forward, and so keeps it.</summary>
[Sequential(typeof(Dot))]
public sealed partial class DotScorer;

[Sequential(typeof(DotTrained), Trainable = false)]
public sealed partial class DotScorerOfTrained;

/// <summary>Large enough that its weights are packed.</summary>
[LinearLayer(In = 128, Out = 130, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)]
public sealed partial class PackedTrunk;

[LinearLayer(In = 128, Out = 130, Bias = true)]
public sealed partial class FullTrunk;

[LinearLayer(In = 130, Out = 5, Bias = true)]
public sealed partial class PackedTail;

[Sequential(typeof(PackedTrunk), typeof(PackedTail))]
public sealed partial class OnPacked;
