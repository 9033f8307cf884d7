// Several panels, long rows, more than the nearest cache.
namespace LinearGen.Kernel.Layers.Large;

[LinearLayer(In = 12, Out = 160, Bias = true)] public sealed partial class Single12x160Bias;
[LinearLayer(In = 65, Out = 64)] public sealed partial class Single65x64;
[LinearLayer(In = 65, Out = 64, Bias = true, Precision = Precision.Double)] public sealed partial class Double65x64Bias;
[LinearLayer(In = 200, Out = 300, Bias = true)] public sealed partial class Single200x300Bias;
[LinearLayer(In = 784, Out = 10, Bias = true)] public sealed partial class Single784x10Bias;
[LinearLayer(In = 2, Out = 1000, Bias = true)] public sealed partial class Single2x1000Bias;
[LinearLayer(In = 2, Out = 1000, Precision = Precision.Double)] public sealed partial class Double2x1000;
[LinearLayer(In = 1000, Out = 2, Bias = true)] public sealed partial class Single1000x2Bias;
[LinearLayer(In = 257, Out = 255, Bias = true)] public sealed partial class Single257x255Bias;
[LinearLayer(In = 512, Out = 512, Bias = true)] public sealed partial class Single512x512Bias;
[LinearLayer(In = 512, Out = 512, Precision = Precision.Double)] public sealed partial class Double512x512;
