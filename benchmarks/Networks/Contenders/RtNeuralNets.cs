using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>RTNeural's networks of compile-time shape, from a checkout that RTNEURAL_INCLUDE names, with each back end that is there.</summary>
internal static class RtNeuralNets
{
    private const string Compiler = "g++";

    /// <summary>Compiles them.</summary>
    public static IEnumerable<INetContender> Create()
    {
        if (Environment.GetEnvironmentVariable("RTNEURAL_INCLUDE") is not { } root || !File.Exists(Path.Combine(root, "RTNeural", "RTNeural.h")))
        {
            yield break;
        }

        // xsimd is the checkout's submodule.
        string xsimd = Environment.GetEnvironmentVariable("XSIMD_INCLUDE") ?? Path.Combine(root, "modules", "xsimd", "include");
        if (File.Exists(Path.Combine(xsimd, "xsimd", "xsimd.hpp")) && Compile(root, "xsimd", xsimd) is { } first)
        {
            yield return first;
        }

        if (Directory.Exists(EigenContender.Headers) && Compile(root, "eigen", EigenContender.Headers) is { } second)
        {
            yield return second;
        }
    }

    private static INetContender? Compile(string root, string backEnd, string headers) => NativeNets.Compile(
        Compiler, "cpp", $"RTNeural, {backEnd}", $"RTNeural's ModelT with its {backEnd} back end and the tanh of that",
        ["-std=c++17", "-O3", .. VectorWidth.CompilerFlags, "-ffast-math", "-DNDEBUG", $"-DRTNEURAL_USE_{backEnd.ToUpperInvariant()}=1", "-DRTNEURAL_DEFAULT_ALIGNMENT=32", $"-I{root}", $"-I{headers}"],
        Source, """
            #include <RTNeural/RTNeural.h>
            #include <algorithm>
            #include <vector>
            using namespace RTNeural;

            template<class Layer> static void load(Layer &layer, const float *w, const float *b) {
                std::vector<std::vector<float>> weights(Layer::out_size, std::vector<float>(Layer::in_size));
                for (int i = 0; i < Layer::in_size; i++)
                    for (int j = 0; j < Layer::out_size; j++) weights[j][i] = w[i * Layer::out_size + j];
                layer.setWeights(weights);
                layer.setBias(b);
            }


            """);

    private static string Source(NetProblem problem)
    {
        Net net = problem.Net;
        string activation = net.Activation == Activation.Relu ? "ReLuActivationT" : "TanhActivationT";
        List<string> layers = [];
        StringBuilder loads = new();
        for (int n = 0; n < net.Layers; n++)
        {
            loads.AppendLine(CultureInfo.InvariantCulture, $"    load(net_{net.Key}.get<{layers.Count}>(), p + {problem.WeightStart(n)}, p + {problem.BiasStart(n)});");
            layers.Add($"DenseT<float, {net.Sizes[n]}, {net.Sizes[n + 1]}>");
            if (net.IsActivated(n))
            {
                layers.Add($"{activation}<float, {net.Sizes[n + 1]}>");
            }
        }

        return $$"""
            static ModelT<float, {{net.In}}, {{net.Out}}, {{string.Join(", ", layers)}}> net_{{net.Key}};
            extern "C" void prepare_{{net.Key}}(const float *p) {
            {{loads}}}
            extern "C" void forward_{{net.Key}}(const float *x, const float *, float *y) {
                net_{{net.Key}}.forward(x);
                std::copy_n(net_{{net.Key}}.getOutputs(), {{net.Out}}, y);
            }
            """;
    }
}
