// Rows that fill a part of a vector of 512 bits, alone or behind whole ones: less than half of it, half, and more.
namespace LinearGen.Kernel.Layers.Parts;

[LinearLayer(In = 11, Out = 15, Bias = true)] public sealed partial class Single11x15Bias;
[LinearLayer(In = 18, Out = 14)] public sealed partial class Single18x14;
[LinearLayer(In = 21, Out = 29, Bias = true)] public sealed partial class Single21x29Bias;
[LinearLayer(In = 63, Out = 40, Bias = true)] public sealed partial class Single63x40Bias;
[LinearLayer(In = 40, Out = 63)] public sealed partial class Single40x63;
[LinearLayer(In = 33, Out = 65, Bias = true)] public sealed partial class Single33x65Bias;
[LinearLayer(In = 17, Out = 127, Bias = true)] public sealed partial class Single17x127Bias;
[LinearLayer(In = 100, Out = 130)] public sealed partial class Single100x130;
[LinearLayer(In = 130, Out = 33)] public sealed partial class Single130x33;
[LinearLayer(In = 48, Out = 49, Bias = true)] public sealed partial class Single48x49Bias;
[LinearLayer(In = 9, Out = 5, Bias = true, Precision = Precision.Double)] public sealed partial class Double9x5Bias;
[LinearLayer(In = 17, Out = 9, Precision = Precision.Double)] public sealed partial class Double17x9;
[LinearLayer(In = 10, Out = 15, Bias = true, Precision = Precision.Double)] public sealed partial class Double10x15Bias;
[LinearLayer(In = 31, Out = 20, Precision = Precision.Double)] public sealed partial class Double31x20;
[LinearLayer(In = 20, Out = 31, Bias = true, Precision = Precision.Double)] public sealed partial class Double20x31Bias;
[LinearLayer(In = 24, Out = 24, Precision = Precision.Double)] public sealed partial class Double24x24;
[LinearLayer(In = 50, Out = 63, Bias = true, Precision = Precision.Double)] public sealed partial class Double50x63Bias;
[LinearLayer(In = 33, Out = 65, Precision = Precision.Double)] public sealed partial class Double33x65;
[LinearLayer(In = 130, Out = 33, Bias = true, Precision = Precision.Double)] public sealed partial class Double130x33Bias;
