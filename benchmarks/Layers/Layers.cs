namespace LinearGen.Benchmarks.Layers;

// The layers of all shapes that are measured. Their names say their shapes: LayerCalls finds them by name.

[LinearLayer(In = 2, Out = 3, Bias = true)]
internal sealed partial class Single2x3;

[LinearLayer(In = 3, Out = 5, Bias = true)]
internal sealed partial class Single3x5;

[LinearLayer(In = 4, Out = 4, Bias = true)]
internal sealed partial class Single4x4;

[LinearLayer(In = 8, Out = 8, Bias = true)]
internal sealed partial class Single8x8;

[LinearLayer(In = 16, Out = 16, Bias = true)]
internal sealed partial class Single16x16;

[LinearLayer(In = 32, Out = 32, Bias = true)]
internal sealed partial class Single32x32;

[LinearLayer(In = 64, Out = 10, Bias = true)]
internal sealed partial class Single64x10;

[LinearLayer(In = 64, Out = 64, Bias = true)]
internal sealed partial class Single64x64;

[LinearLayer(In = 32, Out = 128, Bias = true)]
internal sealed partial class Single32x128;

[LinearLayer(In = 128, Out = 128, Bias = true)]
internal sealed partial class Single128x128;

[LinearLayer(In = 256, Out = 256, Bias = true)]
internal sealed partial class Single256x256;

[LinearLayer(In = 784, Out = 128, Bias = true)]
internal sealed partial class Single784x128;

[LinearLayer(In = 512, Out = 512, Bias = true)]
internal sealed partial class Single512x512;

[LinearLayer(In = 7, Out = 13, Bias = true)]
internal sealed partial class Single7x13;

[LinearLayer(In = 10, Out = 10, Bias = true)]
internal sealed partial class Single10x10;

[LinearLayer(In = 17, Out = 33, Bias = true)]
internal sealed partial class Single17x33;

[LinearLayer(In = 65, Out = 63, Bias = true)]
internal sealed partial class Single65x63;

[LinearLayer(In = 100, Out = 3, Bias = true)]
internal sealed partial class Single100x3;

[LinearLayer(In = 3, Out = 100, Bias = true)]
internal sealed partial class Single3x100;

[LinearLayer(In = 1, Out = 64, Bias = true)]
internal sealed partial class Single1x64;

[LinearLayer(In = 64, Out = 1, Bias = true)]
internal sealed partial class Single64x1;

[LinearLayer(In = 8, Out = 16, Bias = true)]
internal sealed partial class Single8x16;

[LinearLayer(In = 24, Out = 40, Bias = true)]
internal sealed partial class Single24x40;

[LinearLayer(In = 72, Out = 64, Bias = true)]
internal sealed partial class Single72x64;

[LinearLayer(In = 104, Out = 8, Bias = true)]
internal sealed partial class Single104x8;

[LinearLayer(In = 8, Out = 104, Bias = true)]
internal sealed partial class Single8x104;

[LinearLayer(In = 8, Out = 64, Bias = true)]
internal sealed partial class Single8x64;

[LinearLayer(In = 64, Out = 8, Bias = true)]
internal sealed partial class Single64x8;

[LinearLayer(In = 8, Out = 8, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double8x8;

[LinearLayer(In = 16, Out = 16, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double16x16;

[LinearLayer(In = 32, Out = 32, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double32x32;

[LinearLayer(In = 64, Out = 64, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double64x64;

[LinearLayer(In = 128, Out = 128, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double128x128;

[LinearLayer(In = 256, Out = 256, Bias = true, Precision = Precision.Double)]
internal sealed partial class Double256x256;
