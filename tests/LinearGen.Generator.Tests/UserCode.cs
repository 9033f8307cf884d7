namespace LinearGen.Generator.Tests;

/// <summary>A user's program that touches the whole public surface of layers; that it compiles is half the test.</summary>
internal static class UserCode
{
    /// <summary>The text.</summary>
    public const string Source = """
        using System;
        using LinearGen;

        [LinearLayer(In = 2, Out = 3)]
        public sealed partial class Projection
        {
            // Warmup must leave this alone: without a type argument it cannot be compiled.
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static string Describe<T>() => typeof(T).Name;
        }

        [LinearLayer(In = Projection.Out, Out = 4, Bias = true, Precision = Precision.Double)]
        public sealed partial class Head(string name)
        {
            public string Name => name;
        }

        [LinearLayer(Out = Head.In, In = Head.ParameterCount)]
        public partial class Reverse
        {
            public Reverse(int unused) => Unused = unused;

            public int Unused { get; }
        }

        namespace Nested
        {
            public static partial class Outer
            {
                [LinearLayer(In = 5, Out = 1, Bias = true)]
                internal sealed partial class @class;
            }
        }

        public static class Program
        {
            // Constants: usable where only constants are.
            private const int Sizes = Projection.In * 1000000 + Projection.Out * 10000 + Projection.ParameterCount;

            public static string[] Run() =>
            [
                Sizes.ToString(),
                $"{Head.In} {Head.Out} {Head.ParameterCount} {new Head("n").Name}",
                $"{Reverse.In} {Reverse.Out} {Reverse.ParameterCount} {new Reverse(7).Unused}",
                new Projection().ToString(),
                new Head("n").ToString(),
                new Nested.Outer.@class().ToString(),
                Example(),
                Gradients(),
                ByInterface(new Head("n")),
                ByInterface(new Projection()),
            ];

            // [1 2 3; 4 5 6] applied to (1, 10) and (100, 1000).
            private static string Example()
            {
                Projection.Warmup();
                Head.Warmup();
                Nested.Outer.@class.Warmup();
                Projection layer = new();
                layer.SetWeights([1, 2, 3, 4, 5, 6]);
                Span<float> y = stackalloc float[6];
                layer.Forward([1, 10, 100, 1000], y);
                return string.Join(" ", y.ToArray());
            }

            private static string Gradients()
            {
                Head layer = new("h");
                layer.Initialize(new Random(1));
                layer[2, 3] = 0.5;
                Head.Gradients gradients = layer.CreateGradients();
                Head.Gradients others = layer.CreateGradients();
                layer.Backward([1.0, 2, 3], [1.0, 10, 100, 1000], [], gradients);
                others.Add(gradients);
                others.Add(gradients);
                others.Scale(0.5);
                ParameterGradients<double> general = gradients;
                double[] weights = new double[12];
                double[] bias = new double[4];
                others.GetWeights(weights);
                others.GetBias(bias);
                gradients.Clear();
                return string.Join(" ", weights) + " | " + string.Join(" ", bias) + " | " + general.Norm() + " " + layer[2, 3];
            }

            // What a library does that knows INetwork only, against the layer's own members.
            private static string ByInterface<TNetwork, T>(TNetwork network, T[] x, T[] dy)
                where TNetwork : class, INetwork<T>, INetworkShape
                where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
            {
                network.Initialize(new Random(2));
                T[] y = new T[dy.Length];
                T[] dx = new T[x.Length];
                network.Forward(x, y);
                Activations<T> activations = network.CreateActivations(maxRows: 7);
                network.Forward(x, activations);
                ParameterGradients<T> gradients = network.CreateGradients();
                network.Backward(x, activations, dy, dx, gradients);
                return $"{TNetwork.In} {TNetwork.Out} {TNetwork.ParameterCount} {network.Shape} {activations.Output.SequenceEqual(y)} "
                    + $"{gradients.Values.Length == network.Parameters.Length} {gradients.Norm() > T.Zero} {dx.AsSpan().ContainsAnyExcept(T.Zero)}";
            }

            private static string ByInterface(Head head) => ByInterface<Head, double>(head, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7, 8]);

            private static string ByInterface(Projection projection) => ByInterface<Projection, float>(projection, [1, 2], [1, 2, 3]);
        }
        """;
}
