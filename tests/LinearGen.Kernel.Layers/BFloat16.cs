// Weights in bfloat16: packed with whole groups of columns and with each kind of rest, in one panel and in several; kept as floats; in dot form; in networks.
namespace LinearGen.Kernel.Layers.BFloat16;

[LinearLayer(In = 33, Out = 100, Weights = WeightFormat.BFloat16)] public sealed partial class Rounded33x100;
[LinearLayer(In = 150, Out = 4, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Dot150x4Bias;
[LinearLayer(In = 3, Out = 500, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Flat3x500Bias;
[LinearLayer(In = 256, Out = 65, Weights = WeightFormat.BFloat16)] public sealed partial class Packed256x65;
[LinearLayer(In = 128, Out = 129, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Packed128x129Bias;
[LinearLayer(In = 150, Out = 128, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Packed150x128Bias;
[LinearLayer(In = 157, Out = 84, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Packed157x84Bias;
[LinearLayer(In = 141, Out = 91, Weights = WeightFormat.BFloat16, Activation = Activation.Relu)] public sealed partial class Packed141x91;
[LinearLayer(In = 57, Out = 300, Bias = true, Weights = WeightFormat.BFloat16, Activation = Activation.Gelu)] public sealed partial class Packed57x300Bias;
[LinearLayer(In = 31, Out = 417, Bias = true, Weights = WeightFormat.BFloat16)] public sealed partial class Packed31x417Bias;
[LinearLayer(In = 17, Out = 780, Weights = WeightFormat.BFloat16)] public sealed partial class Packed17x780;

[LinearLayer(In = 100, Out = 150, Bias = true, Weights = WeightFormat.BFloat16, Activation = Activation.Relu)] public sealed partial class Hidden100x150;
[LinearLayer(In = 150, Out = 20, Bias = true, Weights = WeightFormat.BFloat16, Activation = Activation.Tanh)] public sealed partial class Middle150x20;
[LinearLayer(In = 20, Out = 3, Bias = true)] public sealed partial class Last20x3;
[Sequential(typeof(Rounded33x100), typeof(Hidden100x150), typeof(Middle150x20), typeof(Last20x3))] public sealed partial class Mixed33x3;
