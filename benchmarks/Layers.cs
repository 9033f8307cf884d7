namespace LinearGen.Benchmarks;

/// <summary>The worked example.</summary>
[LinearLayer(In = 2, Out = 3, Bias = true)]
public sealed partial class Layer2x3;

/// <summary>A layer of a small controller.</summary>
[LinearLayer(In = 16, Out = 16, Bias = true)]
public sealed partial class Layer16x16;

/// <summary>The last layer of a digit classifier.</summary>
[LinearLayer(In = 64, Out = 10, Bias = true)]
public sealed partial class Layer64x10;

/// <summary>A hidden layer that fits the first-level cache.</summary>
[LinearLayer(In = 64, Out = 64, Bias = true)]
public sealed partial class Layer64x64;

/// <summary>A hidden layer that does not.</summary>
[LinearLayer(In = 256, Out = 256, Bias = true)]
public sealed partial class Layer256x256;
