using System.Runtime.CompilerServices;
using LinearGen.Kernel.Layers.Compiled;
using LinearGen.Kernel.Layers.Golden;
using LinearGen.Kernel.Layers.Networks;
using LinearGen.Kernel.Layers.Packed;

namespace LinearGen.Kernel.Layers;

/// <summary>A program's hot path: optimised methods into which the public members of layers and networks are inlined.</summary>
public static class Callers
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single3x2Bias(Single3x2Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single3x2Bias(Single3x2Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single3x2Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single8x8Bias(Single8x8Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single8x8Bias(Single8x8Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single8x8Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single64x10Bias(Single64x10Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single64x10Bias(Single64x10Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single64x10Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single64x64Bias(Single64x64Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single64x64Bias(Single64x64Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single64x64Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single128x128Bias(Single128x128Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single128x128Bias(Single128x128Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single128x128Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single64x1Bias(Single64x1Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single64x1Bias(Single64x1Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single64x1Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Single256x64Bias(Single256x64Bias layer, ReadOnlySpan<float> x, Span<float> y) => layer.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Single256x64Bias(Single256x64Bias layer, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients) =>
        layer.Backward(x, dy, dx, (Single256x64Bias.Gradients)gradients);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Regression(Regression network, ReadOnlySpan<float> x, Span<float> y) => network.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Regression(Regression network, ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients)
    {
        network.Forward(x, (Regression.Activations)activations);
        network.Backward(x, (Regression.Activations)activations, dy, dx, (Regression.Gradients)gradients);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Classifier(Classifier network, ReadOnlySpan<float> x, Span<float> y) => network.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Classifier(Classifier network, ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients)
    {
        network.Forward(x, (Classifier.Activations)activations);
        network.Backward(x, (Classifier.Activations)activations, dy, dx, (Classifier.Gradients)gradients);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward_Controller(Controller network, ReadOnlySpan<float> x, Span<float> y) => network.Forward(x, y);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward_Controller(Controller network, ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients)
    {
        network.Forward(x, (Controller.Activations)activations);
        network.Backward(x, (Controller.Activations)activations, dy, dx, (Controller.Gradients)gradients);
    }
}
