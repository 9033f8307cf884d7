using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Plain loops in C, compiled for constant shapes.</summary>
internal sealed class PlainCContender : CompiledContender
{
    private const string Compiler = "gcc";

    private static readonly string[] Flags = ["-O3", "-march=native", "-ffast-math"];

    private PlainCContender(string version, nint library)
        : base("C", $"plain loops in C with constant bounds, {version}, {string.Join(' ', Flags)}", library)
    {
    }

    /// <summary>Compiles functions for some shapes.</summary>
    public static IContender? Create(IEnumerable<Shape> shapes) =>
        Toolchain.Version(Compiler) is { } version && Toolchain.Build(Compiler, "c", Source(shapes), Flags) is { } library
            ? new PlainCContender(version, NativeLibrary.Load(library))
            : null;

    private static string Source(IEnumerable<Shape> shapes)
    {
        StringBuilder source = new();
        foreach (Shape shape in shapes)
        {
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                enum { In{{shape}} = {{shape.In}}, Out{{shape}} = {{shape.Out}} };
                #define In In{{shape}}
                #define Out Out{{shape}}

                void {{Function(shape, Operation.Forward)}}(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, long rows)
                {
                    for (long row = 0; row < rows; row++, x += In, y += Out) {
                        float sums[Out];
                        for (int j = 0; j < Out; j++) sums[j] = b[j];
                        for (int i = 0; i < In; i++)
                            for (int j = 0; j < Out; j++) sums[j] += x[i] * w[i * Out + j];
                        for (int j = 0; j < Out; j++) y[j] = sums[j];
                    }
                }

                void {{Function(shape, Operation.InputGradient)}}(const float *restrict dy, const float *restrict w, const float *restrict unused, float *restrict dx, long rows)
                {
                    for (long row = 0; row < rows; row++, dx += In, dy += Out)
                        for (int i = 0; i < In; i++) {
                            float sum = 0;
                            for (int j = 0; j < Out; j++) sum += dy[j] * w[i * Out + j];
                            dx[i] = sum;
                        }
                }

                void {{Function(shape, Operation.WeightGradient)}}(const float *restrict x, const float *restrict dy, float *restrict dw, float *restrict db, long rows)
                {
                    for (long row = 0; row < rows; row++, x += In, dy += Out) {
                        for (int i = 0; i < In; i++)
                            for (int j = 0; j < Out; j++) dw[i * Out + j] += x[i] * dy[j];
                        for (int j = 0; j < Out; j++) db[j] += dy[j];
                    }
                }

                #undef In
                #undef Out

                """);
        }

        return source.ToString();
    }
}
