using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Layers;

/// <summary>Layers that are not trained, with weights of either format.</summary>
internal static class Formats
{
    /// <summary>The shapes, and a layer of each format.</summary>
    public static IReadOnlyDictionary<Shape, (Func<INetwork<float>> Full, Func<INetwork<float>> Rounded)> All { get; } = new Dictionary<Shape, (Func<INetwork<float>>, Func<INetwork<float>>)>
    {
        [new(64, 64)] = (() => new Full64x64(), () => new Rounded64x64()),
        [new(128, 128)] = (() => new Full128x128(), () => new Rounded128x128()),
        [new(100, 300)] = (() => new Full100x300(), () => new Rounded100x300()),
        [new(256, 256)] = (() => new Full256x256(), () => new Rounded256x256()),
        [new(784, 128)] = (() => new Full784x128(), () => new Rounded784x128()),
        [new(512, 512)] = (() => new Full512x512(), () => new Rounded512x512()),
        [new(1024, 1024)] = (() => new Full1024x1024(), () => new Rounded1024x1024()),
    };
}

[LinearLayer(In = 64, Out = 64, Bias = true, Trainable = false)]
internal sealed partial class Full64x64;

[LinearLayer(In = 64, Out = 64, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded64x64;

[LinearLayer(In = 128, Out = 128, Bias = true, Trainable = false)]
internal sealed partial class Full128x128;

[LinearLayer(In = 128, Out = 128, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded128x128;

[LinearLayer(In = 100, Out = 300, Bias = true, Trainable = false)]
internal sealed partial class Full100x300;

[LinearLayer(In = 100, Out = 300, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded100x300;

[LinearLayer(In = 256, Out = 256, Bias = true, Trainable = false)]
internal sealed partial class Full256x256;

[LinearLayer(In = 256, Out = 256, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded256x256;

[LinearLayer(In = 784, Out = 128, Bias = true, Trainable = false)]
internal sealed partial class Full784x128;

[LinearLayer(In = 784, Out = 128, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded784x128;

[LinearLayer(In = 512, Out = 512, Bias = true, Trainable = false)]
internal sealed partial class Full512x512;

[LinearLayer(In = 512, Out = 512, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded512x512;

[LinearLayer(In = 1024, Out = 1024, Bias = true, Trainable = false)]
internal sealed partial class Full1024x1024;

[LinearLayer(In = 1024, Out = 1024, Bias = true, Trainable = false, Weights = WeightFormat.BFloat16)]
internal sealed partial class Rounded1024x1024;
