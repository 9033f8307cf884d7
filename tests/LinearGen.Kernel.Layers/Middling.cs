// Around the widths of vectors and register tiles, each number of vectors that a packed panel can have.
namespace LinearGen.Kernel.Layers.Middling;

[LinearLayer(In = 7, Out = 13, Bias = true)] public sealed partial class Single7x13Bias;
[LinearLayer(In = 13, Out = 12)] public sealed partial class Single13x12;
[LinearLayer(In = 13, Out = 12, Bias = true, Precision = Precision.Double)] public sealed partial class Double13x12Bias;
[LinearLayer(In = 15, Out = 17, Bias = true)] public sealed partial class Single15x17Bias;
[LinearLayer(In = 17, Out = 16)] public sealed partial class Single17x16;
[LinearLayer(In = 24, Out = 8, Bias = true)] public sealed partial class Single24x8Bias;
[LinearLayer(In = 24, Out = 8, Precision = Precision.Double)] public sealed partial class Double24x8;
[LinearLayer(In = 8, Out = 24, Bias = true)] public sealed partial class Single8x24Bias;
[LinearLayer(In = 31, Out = 33, Bias = true)] public sealed partial class Single31x33Bias;
[LinearLayer(In = 33, Out = 31, Bias = true)] public sealed partial class Single33x31Bias;
[LinearLayer(In = 33, Out = 31, Precision = Precision.Double)] public sealed partial class Double33x31;
[LinearLayer(In = 40, Out = 20, Bias = true)] public sealed partial class Single40x20Bias;
[LinearLayer(In = 20, Out = 24, Bias = true)] public sealed partial class Single20x24Bias;
[LinearLayer(In = 14, Out = 48, Bias = true)] public sealed partial class Single14x48Bias;
[LinearLayer(In = 14, Out = 48, Precision = Precision.Double)] public sealed partial class Double14x48;
[LinearLayer(In = 10, Out = 56, Bias = true)] public sealed partial class Single10x56Bias;
[LinearLayer(In = 5, Out = 80)] public sealed partial class Single5x80;
[LinearLayer(In = 6, Out = 90, Bias = true)] public sealed partial class Single6x90Bias;
[LinearLayer(In = 6, Out = 90, Precision = Precision.Double)] public sealed partial class Double6x90;
[LinearLayer(In = 9, Out = 72)] public sealed partial class Single9x72;
[LinearLayer(In = 2, Out = 96, Bias = true)] public sealed partial class Single2x96Bias;
