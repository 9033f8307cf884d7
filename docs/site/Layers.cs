using LinearGen;

namespace Sample;

/// <summary>A layer as it is declared; all members are generated.</summary>
[LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)]
public sealed partial class Hidden;

/// <summary>A layer without an activation, whose <c>Backward</c> does not need its outputs.</summary>
[LinearLayer(In = Hidden.Out, Out = 10, Bias = true)]
public sealed partial class Head;

/// <summary>A network of two layers, with names for some of its columns; all members are generated.</summary>
[Sequential(typeof(Hidden), typeof(Head))]
[InputPart("FirstRow", 0, 8)]
[OutputPart("Even", 0, 5)]
public sealed partial class Classifier;

/// <summary>A normalisation; all members are generated.</summary>
[Normalization(Size = 24, Clip = 5)]
public sealed partial class Observation;

/// <summary>A rescaling of outputs; all members are generated.</summary>
[Rescaling(Size = 4)]
public sealed partial class Command;

/// <summary>A layer normalisation; all members are generated.</summary>
[LayerNorm(Size = 64)]
public sealed partial class Norm;
