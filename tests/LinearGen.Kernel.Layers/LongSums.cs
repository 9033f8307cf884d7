// More terms than a batch adds up at a time, forward or backward: sums go on from what is stored.
namespace LinearGen.Kernel.Layers.LongSums;

[LinearLayer(In = 97, Out = 9, Bias = true)] public sealed partial class Single97x9Bias;
[LinearLayer(In = 193, Out = 17, Bias = true)] public sealed partial class Single193x17Bias;
[LinearLayer(In = 193, Out = 17, Precision = Precision.Double)] public sealed partial class Double193x17;
[LinearLayer(In = 200, Out = 70, Bias = true)] public sealed partial class Single200x70Bias;
[LinearLayer(In = 9, Out = 97, Bias = true)] public sealed partial class Single9x97Bias;
[LinearLayer(In = 65, Out = 193, Bias = true)] public sealed partial class Single65x193Bias;
[LinearLayer(In = 65, Out = 193, Precision = Precision.Double)] public sealed partial class Double65x193;
