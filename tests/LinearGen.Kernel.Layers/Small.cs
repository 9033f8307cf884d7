// A few inputs, a few outputs: weights or gradients stay in registers, rows are stored in whole vectors that reach beyond them.
namespace LinearGen.Kernel.Layers.Small;

[LinearLayer(In = 1, Out = 2)] public sealed partial class Single1x2;
[LinearLayer(In = 2, Out = 1)] public sealed partial class Single2x1;
[LinearLayer(In = 2, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class Double2x1Bias;
[LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Single2x3Bias;
[LinearLayer(In = 3, Out = 2)] public sealed partial class Single3x2;
[LinearLayer(In = 1, Out = 7, Bias = true)] public sealed partial class Single1x7Bias;
[LinearLayer(In = 7, Out = 1, Bias = true)] public sealed partial class Single7x1Bias;
[LinearLayer(In = 7, Out = 1, Precision = Precision.Double)] public sealed partial class Double7x1;
[LinearLayer(In = 3, Out = 8)] public sealed partial class Single3x8;
[LinearLayer(In = 8, Out = 3)] public sealed partial class Single8x3;
[LinearLayer(In = 5, Out = 6)] public sealed partial class Single5x6;
[LinearLayer(In = 5, Out = 6, Bias = true, Precision = Precision.Double)] public sealed partial class Double5x6Bias;
[LinearLayer(In = 6, Out = 5)] public sealed partial class Single6x5;
[LinearLayer(In = 7, Out = 9, Bias = true)] public sealed partial class Single7x9Bias;
[LinearLayer(In = 9, Out = 7, Bias = true)] public sealed partial class Single9x7Bias;
[LinearLayer(In = 9, Out = 7, Precision = Precision.Double)] public sealed partial class Double9x7;
[LinearLayer(In = 2, Out = 8, Bias = true)] public sealed partial class Single2x8Bias;
[LinearLayer(In = 6, Out = 7)] public sealed partial class Single6x7;
[LinearLayer(In = 9, Out = 4)] public sealed partial class Single9x4;
[LinearLayer(In = 9, Out = 4, Bias = true, Precision = Precision.Double)] public sealed partial class Double9x4Bias;
[LinearLayer(In = 1, Out = 12)] public sealed partial class Single1x12;
