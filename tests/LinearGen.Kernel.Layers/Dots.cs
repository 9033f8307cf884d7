// Few results of many terms, forward or backward: lanes along the sum.
namespace LinearGen.Kernel.Layers.Dots;

[LinearLayer(In = 64, Out = 1)] public sealed partial class Single64x1;
[LinearLayer(In = 33, Out = 4)] public sealed partial class Single33x4;
[LinearLayer(In = 33, Out = 4, Bias = true, Precision = Precision.Double)] public sealed partial class Double33x4Bias;
[LinearLayer(In = 100, Out = 3)] public sealed partial class Single100x3;
[LinearLayer(In = 1, Out = 64)] public sealed partial class Single1x64;
[LinearLayer(In = 4, Out = 40, Bias = true)] public sealed partial class Single4x40Bias;
[LinearLayer(In = 4, Out = 40, Precision = Precision.Double)] public sealed partial class Double4x40;
[LinearLayer(In = 40, Out = 2, Bias = true)] public sealed partial class Single40x2Bias;
[LinearLayer(In = 2, Out = 33)] public sealed partial class Single2x33;
[LinearLayer(In = 3, Out = 97, Bias = true)] public sealed partial class Single3x97Bias;
[LinearLayer(In = 3, Out = 97, Precision = Precision.Double)] public sealed partial class Double3x97;
[LinearLayer(In = 129, Out = 1, Bias = true)] public sealed partial class Single129x1Bias;
[LinearLayer(In = 1, Out = 129, Bias = true)] public sealed partial class Single1x129Bias;
[LinearLayer(In = 16, Out = 1)] public sealed partial class Single16x1;
[LinearLayer(In = 16, Out = 1, Bias = true, Precision = Precision.Double)] public sealed partial class Double16x1Bias;
[LinearLayer(In = 40, Out = 2, Bias = true, Precision = Precision.Double)] public sealed partial class Double40x2Bias;
[LinearLayer(In = 2, Out = 33, Precision = Precision.Double)] public sealed partial class Double2x33;
