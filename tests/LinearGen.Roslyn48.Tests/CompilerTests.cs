using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Roslyn48.Tests;

/// <summary>That it is this compiler, and that what it makes of generated code computes.</summary>
public sealed class CompilerTests
{
    private const string Source = """
        using System;
        using LinearGen;

        [LinearLayer(In = 2, Out = 3, Bias = true)] internal sealed partial class Small;
        [LinearLayer(In = 33, Out = 70)] internal sealed partial class Large;
        [LinearLayer(In = 64, Out = 1, Precision = Precision.Double)] internal sealed partial class Narrow;
        [LinearLayer(In = 2, Out = 8, Bias = true, Activation = Activation.Tanh)] internal sealed partial class Hidden;
        [LinearLayer(In = Hidden.Out, Out = 1, Bias = true)] internal sealed partial class Head;
        [Sequential(typeof(Hidden), typeof(Head))] internal sealed partial class Xor;

        internal static class Program
        {
            public static string Run() => string.Join(' ', OfSmall(), OfLarge(), OfNarrow(), OfXor());

            private static bool OfSmall()
            {
                Small layer = new();
                layer.SetWeights(new float[] { 1, 2, 3, 4, 5, 6 });
                layer.SetBias(new float[] { 10, 20, 30 });
                float[] y = new float[6];
                layer.Forward(new float[] { 1, 0, 1, 1 }, y);
                return y.AsSpan().SequenceEqual(new float[] { 11, 22, 33, 15, 27, 39 });
            }

            private static bool OfLarge()
            {
                Large layer = new();
                for (int k = 0; k < Large.In; k++)
                {
                    for (int j = 0; j < Large.Out; j++)
                    {
                        layer[k, j] = (k * j % 7) - 3;
                    }
                }

                float[] x = new float[5 * Large.In], y = new float[5 * Large.Out];
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] = (i % 5) - 2;
                }

                layer.Forward(x, y);
                for (int i = 0; i < y.Length; i++)
                {
                    float sum = 0;
                    for (int k = 0; k < Large.In; k++)
                    {
                        sum += x[(i / Large.Out * Large.In) + k] * layer[k, i % Large.Out];
                    }

                    if (sum != y[i])
                    {
                        return false;
                    }
                }

                return true;
            }

            private static bool OfNarrow()
            {
                Narrow layer = new();
                double[] weights = new double[64], y = new double[1];
                Array.Fill(weights, 0.5);
                layer.SetWeights(weights);
                layer.Forward(weights, y);
                return y[0] == 16;
            }

            private static bool OfXor()
            {
                Xor network = new();
                network.Initialize(new Random(1));
                Trainer<Xor> trainer = new(network, Loss.BinaryCrossEntropy, new Adam(learningRate: 0.05), maxBatch: 4);
                float loss = 1;
                for (int step = 0; step < 300; step++)
                {
                    loss = trainer.Step(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, new float[] { 0, 1, 1, 0 });
                }

                return loss < 0.05f;
            }
        }
        """;

    [Fact]
    public void TheCompiler_IsTheOldestThatIsSupported() =>
        Assert.Equal(new Version(4, 8, 0, 0), typeof(Compilation).Assembly.GetName().Version);

    [Fact]
    public void GeneratedCode_CompilesAndComputes()
    {
        GeneratorResult result = GeneratorHarness.Run(Source);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);

        MethodInfo run = result.Load().GetType("Program")!.GetMethod("Run")!;

        Assert.Equal("True True True True", run.Invoke(null, null));
    }
}
