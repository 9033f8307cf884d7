// Layers whose machine code and warm-up are looked at, beside those of other groups.
namespace LinearGen.Kernel.Layers.Compiled;

[LinearLayer(In = 3, Out = 2, Bias = true)] public sealed partial class Single3x2Bias;
[LinearLayer(In = 64, Out = 64, Bias = true)] public sealed partial class Single64x64Bias;
[LinearLayer(In = 128, Out = 128, Bias = true)] public sealed partial class Single128x128Bias;
[LinearLayer(In = 64, Out = 1, Bias = true)] public sealed partial class Single64x1Bias;
