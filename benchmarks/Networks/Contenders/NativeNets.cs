using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>C and C++ for the networks as constants, written here and compiled where there is a compiler.</summary>
internal static class NativeNets
{
    private static readonly string[] Flags = ["-O3", .. VectorWidth.CompilerFlags, "-ffast-math"];

    /// <summary>Plain loops in C, or null without gcc. With -ffast-math tanhf becomes libmvec's, eight at a time.</summary>
    public static INetContender? PlainC() => Compile("gcc", "c", "plain C", "loops with constant bounds, whole rows added up; tanhf vectorised by libmvec", [.. Flags, "-lm"], net => PlainSource(net), "#include <math.h>\n");

    /// <summary>Eigen with fixed sizes, or null without it or g++.</summary>
    public static INetContender? Eigen() => !Directory.Exists(EigenContender.Headers) ? null : Compile(
        "g++", "cpp", "Eigen", $"Eigen {EigenContender.EigenVersion()}, fixed sizes, its own tanh", [.. Flags, "-DNDEBUG", $"-I{EigenContender.Headers}"], EigenSource,
        "#include <Eigen/Core>\nusing namespace Eigen;\n");

    /// <summary>Compiles one source for all networks.</summary>
    /// <param name="compiler">gcc or g++.</param>
    /// <param name="extension">c or cpp.</param>
    /// <param name="name">The contender's name.</param>
    /// <param name="what">What it is, without compiler and flags.</param>
    /// <param name="flags">What the compiler is told.</param>
    /// <param name="functions">A network's functions.</param>
    /// <param name="head">What comes before them.</param>
    public static INetContender? Compile(string compiler, string extension, string name, string what, IReadOnlyList<string> flags, Func<NetProblem, string> functions, string head)
    {
        if (Toolchain.Version(compiler) is not { } version)
        {
            return null;
        }

        StringBuilder source = new(head);
        foreach (Net net in Net.All)
        {
            source.AppendLine(functions(new NetProblem(net, 1)));
        }

        // Where headers lie on this machine is nobody's business.
        string shown = string.Join(' ', flags.Where(flag => !flag.StartsWith("-I", StringComparison.Ordinal)));
        return Toolchain.Build(compiler, extension, source.ToString(), flags) is { } library
            ? new CompiledNet(name, $"{what}; {version}, {shown}", NativeLibrary.Load(library))
            : null;
    }

    private static string PlainSource(NetProblem problem)
    {
        Net net = problem.Net;
        StringBuilder source = new();
        source.AppendLine(CultureInfo.InvariantCulture, $"void prepare_{net.Key}(const float *p) {{ (void)p; }}");
        source.AppendLine(CultureInfo.InvariantCulture, $"void forward_{net.Key}(const float *restrict x0, const float *restrict p, float *restrict y) {{");
        source.AppendLine("    p = __builtin_assume_aligned(p, 64);");
        for (int n = 0; n < net.Layers; n++)
        {
            (int inputs, int outputs) = (net.Sizes[n], net.Sizes[n + 1]);
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                    float x{{n + 1}}[{{outputs}}] __attribute__((aligned(64)));
                    for (int j = 0; j < {{outputs}}; j++) x{{n + 1}}[j] = p[{{problem.BiasStart(n)}} + j];
                    for (int i = 0; i < {{inputs}}; i++)
                        for (int j = 0; j < {{outputs}}; j++) x{{n + 1}}[j] += x{{n}}[i] * p[{{problem.WeightStart(n)}} + i * {{outputs}} + j];
                """);
            if (net.IsActivated(n))
            {
                string f = net.Activation == Activation.Relu ? $"x{n + 1}[j] > 0 ? x{n + 1}[j] : 0" : $"tanhf(x{n + 1}[j])";
                source.AppendLine(CultureInfo.InvariantCulture, $"    for (int j = 0; j < {outputs}; j++) x{n + 1}[j] = {f};");
            }
        }

        source.AppendLine(CultureInfo.InvariantCulture, $"    for (int j = 0; j < {net.Out}; j++) y[j] = x{net.Layers}[j];\n}}");
        return source.ToString();
    }

    private static string EigenSource(NetProblem problem)
    {
        Net net = problem.Net;
        StringBuilder source = new();
        source.AppendLine(CultureInfo.InvariantCulture, $"extern \"C\" void prepare_{net.Key}(const float *) {{ }}");
        source.AppendLine(CultureInfo.InvariantCulture, $"extern \"C\" void forward_{net.Key}(const float *x, const float *p, float *y) {{");
        source.AppendLine(CultureInfo.InvariantCulture, $"    Map<const Matrix<float, {net.In}, 1>, Aligned64> x0(x);");
        for (int n = 0; n < net.Layers; n++)
        {
            // W row-major [In, Out] is, column-major, what Eigen multiplies columns by.
            (int inputs, int outputs) = (net.Sizes[n], net.Sizes[n + 1]);
            string weights = outputs == 1 ? $"Map<const Matrix<float, 1, {inputs}, RowMajor>, Aligned64>" : $"Map<const Matrix<float, {outputs}, {inputs}>, Aligned64>";
            source.AppendLine(CultureInfo.InvariantCulture, $"    Matrix<float, {outputs}, 1> x{n + 1} = Map<const Matrix<float, {outputs}, 1>, Aligned64>(p + {problem.BiasStart(n)});");
            source.AppendLine(CultureInfo.InvariantCulture, $"    x{n + 1}.noalias() += {weights}(p + {problem.WeightStart(n)}) * x{n};");
            if (net.IsActivated(n))
            {
                source.AppendLine(CultureInfo.InvariantCulture, $"    x{n + 1} = {(net.Activation == Activation.Relu ? $"x{n + 1}.cwiseMax(0.0f)" : $"x{n + 1}.array().tanh().matrix()")};");
            }
        }

        source.AppendLine(CultureInfo.InvariantCulture, $"    Map<Matrix<float, {net.Out}, 1>>(y, {net.Out}) = x{net.Layers};\n}}");
        return source.ToString();
    }
}
