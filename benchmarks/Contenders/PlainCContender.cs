using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>
/// Plain loops in C, compiled for constant shapes. In two orders, since gcc makes much more of the one or of the other,
/// depending on the shape.
/// </summary>
internal sealed class PlainCContender : CompiledContender
{
    private const string Compiler = "gcc";

    private static readonly string[] Flags = ["-O3", .. VectorWidth.CompilerFlags, "-ffast-math"];

    private PlainCContender(string name, string order, string version, nint library)
        : base(name, $"plain loops in C with constant bounds, {order}; {version}, {string.Join(' ', Flags)}", library)
    {
    }

    /// <summary>Compiles functions for some shapes.</summary>
    /// <returns>Both orders, or nothing without a compiler.</returns>
    public static IReadOnlyList<IContender> Create(IReadOnlyList<Shape> shapes)
    {
        if (Toolchain.Version(Compiler) is not { } version)
        {
            return [];
        }

        List<IContender> contenders = [];
        Add("C rows", "whole rows added up, for dW row after row of X", Rows);
        Add("C sums", "sum after sum, for dW input after input", Sums);
        return contenders;

        void Add(string name, string order, Func<Shape, string> functions)
        {
            StringBuilder source = new();
            foreach (Shape shape in shapes)
            {
                source.AppendLine(CultureInfo.InvariantCulture, $"#define In {shape.In}\n#define Out {shape.Out}").AppendLine(functions(shape)).AppendLine("#undef In\n#undef Out\n");
            }

            if (Toolchain.Build(Compiler, "c", source.ToString(), Flags) is { } library)
            {
                contenders.Add(new PlainCContender(name, order, version, NativeLibrary.Load(library)));
            }
        }
    }

    private static string Rows(Shape shape) => $$"""
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
            for (long row = 0; row < rows; row++, dx += In, dy += Out) {
                float sums[In];
                for (int i = 0; i < In; i++) sums[i] = 0;
                for (int j = 0; j < Out; j++)
                    for (int i = 0; i < In; i++) sums[i] += dy[j] * w[i * Out + j];
                for (int i = 0; i < In; i++) dx[i] = sums[i];
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
        """;

    private static string Sums(Shape shape) => $$"""
        void {{Function(shape, Operation.Forward)}}(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, long rows)
        {
            for (long row = 0; row < rows; row++, x += In, y += Out)
                for (int j = 0; j < Out; j++) {
                    float sum = b[j];
                    for (int i = 0; i < In; i++) sum += x[i] * w[i * Out + j];
                    y[j] = sum;
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
            for (int i = 0; i < In; i++)
                for (long row = 0; row < rows; row++)
                    for (int j = 0; j < Out; j++) dw[i * Out + j] += x[row * In + i] * dy[row * Out + j];
            for (long row = 0; row < rows; row++)
                for (int j = 0; j < Out; j++) db[j] += dy[row * Out + j];
        }
        """;
}
