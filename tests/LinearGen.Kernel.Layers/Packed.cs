// Rows that lie a multiple of 1 KB apart: dW works on copies.
namespace LinearGen.Kernel.Layers.Packed;

[LinearLayer(In = 256, Out = 64, Bias = true)] public sealed partial class Single256x64Bias;
[LinearLayer(In = 64, Out = 256, Bias = true)] public sealed partial class Single64x256Bias;
[LinearLayer(In = 64, Out = 256, Precision = Precision.Double)] public sealed partial class Double64x256;
[LinearLayer(In = 256, Out = 260, Bias = true)] public sealed partial class Single256x260Bias;
[LinearLayer(In = 130, Out = 128, Bias = true)] public sealed partial class Single130x128Bias;
