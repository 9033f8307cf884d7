// Rows of dW and rows of register tiles that are left over, beside one, two, four and eight vectors; narrow panels behind full ones.
namespace LinearGen.Kernel.Layers.Leftovers;

[LinearLayer(In = 67, Out = 20)] public sealed partial class Single67x20;
[LinearLayer(In = 15, Out = 8)] public sealed partial class Single15x8;
[LinearLayer(In = 15, Out = 8, Bias = true, Precision = Precision.Double)] public sealed partial class Double15x8Bias;
[LinearLayer(In = 7, Out = 64)] public sealed partial class Single7x64;
[LinearLayer(In = 13, Out = 70)] public sealed partial class Single13x70;
[LinearLayer(In = 9, Out = 66)] public sealed partial class Single9x66;
[LinearLayer(In = 9, Out = 66, Bias = true, Precision = Precision.Double)] public sealed partial class Double9x66Bias;
[LinearLayer(In = 70, Out = 11)] public sealed partial class Single70x11;
[LinearLayer(In = 66, Out = 72, Bias = true)] public sealed partial class Single66x72Bias;
[LinearLayer(In = 35, Out = 11, Bias = true)] public sealed partial class Single35x11Bias;
[LinearLayer(In = 35, Out = 7, Precision = Precision.Double)] public sealed partial class Double35x7;
[LinearLayer(In = 35, Out = 36)] public sealed partial class Single35x36;
[LinearLayer(In = 35, Out = 36, Bias = true, Precision = Precision.Double)] public sealed partial class Double35x36Bias;
[LinearLayer(In = 11, Out = 100)] public sealed partial class Single11x100;
[LinearLayer(In = 21, Out = 1, Bias = true)] public sealed partial class Single21x1Bias;
[LinearLayer(In = 6, Out = 25)] public sealed partial class Single6x25;
[LinearLayer(In = 6, Out = 25, Bias = true, Precision = Precision.Double)] public sealed partial class Double6x25Bias;
