namespace LinearGen.Safety.Tests.Support;

/// <summary>What old checkpoints are of.</summary>
[LinearLayer(In = 3, Out = 20)]
internal sealed partial class Plain3x20;

/// <summary>What old checkpoints are of, in double.</summary>
[LinearLayer(In = 3, Out = 20, Bias = true, Precision = Precision.Double)]
internal sealed partial class Precise3x20;

/// <summary>A first layer that takes as much memory as <see cref="OtherFirst"/>.</summary>
[LinearLayer(In = 4, Out = 8, Bias = true)]
internal sealed partial class First;

/// <summary>The same sizes with another activation.</summary>
[LinearLayer(In = 4, Out = 8, Bias = true, Activation = Activation.Relu)]
internal sealed partial class OtherFirst;

/// <summary>A last layer.</summary>
[LinearLayer(In = 8, Out = 2)]
internal sealed partial class Last;

/// <summary>A network that shares its last layer's class with <see cref="OtherChain"/>.</summary>
[Sequential(typeof(First), typeof(Last))]
internal sealed partial class Chain;

/// <summary>A network whose gradients are as long as those of <see cref="Chain"/>.</summary>
[Sequential(typeof(OtherFirst), typeof(Last))]
internal sealed partial class OtherChain;

/// <summary>A stage without parameters that are trained.</summary>
[Normalization(Size = 8)]
internal sealed partial class Statistics;

/// <summary>A stage with parameters that are trained.</summary>
[LayerNorm(Size = 8)]
internal sealed partial class Norm;

/// <summary>As many outputs as inputs.</summary>
[LinearLayer(In = 8, Out = 8)]
internal sealed partial class Square;

/// <summary>A residual block.</summary>
[Residual(typeof(Norm), typeof(Square))]
internal sealed partial class Block;

/// <summary>A network whose row goes through one method, of all kinds of stages.</summary>
[Sequential(typeof(Statistics), typeof(Block), typeof(Last))]
internal sealed partial class Staged;
