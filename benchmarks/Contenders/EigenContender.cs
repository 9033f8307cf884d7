using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Eigen with sizes fixed at compile time, as far as that compiles in reasonable time.</summary>
internal sealed class EigenContender : CompiledContender
{
    private const string Compiler = "g++";
    /// <summary>Where Debian puts the headers.</summary>
    internal const string Headers = "/usr/include/eigen3";

    // Eigen unrolls products of fixed sizes completely: beyond this they compile slowly and run no faster.
    private const int LargestFixed = 64 * 64;

    private static readonly string[] Flags = ["-O3", .. VectorWidth.CompilerFlags, "-ffast-math", "-DNDEBUG", $"-I{Headers}"];

    private EigenContender(string version, nint library)
        : base("Eigen", $"Eigen {EigenVersion()}, sizes of W fixed up to {LargestFixed} weights unless one is 1, dynamic otherwise; {version}, {string.Join(' ', Flags)}", library)
    {
    }

    /// <summary>Compiles functions for some shapes.</summary>
    public static IContender? Create(IReadOnlyList<Shape> shapes) =>
        Directory.Exists(Headers) && Toolchain.Version(Compiler) is { } version && Toolchain.Build(Compiler, "cpp", Source(shapes), Flags) is { } library
            ? new EigenContender(version, NativeLibrary.Load(library))
            : null;

    /// <summary>As in the headers.</summary>
    internal static string EigenVersion()
    {
        string macros = File.ReadAllText(Path.Combine(Headers, "Eigen", "src", "Core", "util", "Macros.h"));
        return $"{Part("WORLD")}.{Part("MAJOR")}.{Part("MINOR")}";

        string Part(string name) => macros.Split($"#define EIGEN_{name}_VERSION ")[1].Split('\n')[0].Trim();
    }

    private static string Source(IEnumerable<Shape> shapes)
    {
        StringBuilder source = new("""
            #include <Eigen/Core>
            using namespace Eigen;

            // FI and FO are the sizes that Eigen is told at compile time; In and Out those that are.
            template<int FI, int FO> struct Layer {
                template<int R> using X = Map<const Matrix<float, R, FI, RowMajor>>;
                template<int R> using Y = Map<const Matrix<float, R, FO, RowMajor>>;
                template<int R> using ToX = Map<Matrix<float, R, FI, RowMajor>>;
                template<int R> using ToY = Map<Matrix<float, R, FO, RowMajor>>;
                using W = Map<const Matrix<float, FI, FO, RowMajor>, Aligned64>;
                using ToW = Map<Matrix<float, FI, FO, RowMajor>, Aligned64>;

                template<int In, int Out> static void forward(const float *x, const float *w, const float *b, float *y, long rows) {
                    if (rows == 1) {
                        ToY<1> to(y, 1, Out);
                        to = Y<1>(b, 1, Out);
                        to.noalias() += X<1>(x, 1, In) * W(w, In, Out);
                    } else {
                        ToY<Dynamic> to(y, rows, Out);
                        to.noalias() = X<Dynamic>(x, rows, In) * W(w, In, Out);
                        to.rowwise() += Y<1>(b, 1, Out);
                    }
                }

                template<int In, int Out> static void dx(const float *dy, const float *w, float *to, long rows) {
                    if (rows == 1) ToX<1>(to, 1, In).noalias() = Y<1>(dy, 1, Out) * W(w, In, Out).transpose();
                    else ToX<Dynamic>(to, rows, In).noalias() = Y<Dynamic>(dy, rows, Out) * W(w, In, Out).transpose();
                }

                template<int In, int Out> static void dw(const float *x, const float *dy, float *to, float *db, long rows) {
                    ToY<1> bias(db, 1, Out);
                    if (rows == 1) {
                        ToW(to, In, Out).noalias() += X<1>(x, 1, In).transpose() * Y<1>(dy, 1, Out);
                        bias += Y<1>(dy, 1, Out);
                    } else {
                        ToW(to, In, Out).noalias() += X<Dynamic>(x, rows, In).transpose() * Y<Dynamic>(dy, rows, Out);
                        bias += Y<Dynamic>(dy, rows, Out).colwise().sum();
                    }
                }
            };


            """);
        foreach (Shape shape in shapes)
        {
            // To Eigen a fixed width of 1 makes a column, which cannot be row-major.
            string layer = shape.In * shape.Out <= LargestFixed && Math.Min(shape.In, shape.Out) > 1 ? $"Layer<{shape.In}, {shape.Out}>" : "Layer<Dynamic, Dynamic>";
            string sizes = $"{shape.In}, {shape.Out}";
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                extern "C" void {{Function(shape, Operation.Forward)}}(const float *x, const float *w, const float *b, float *y, long rows) { {{layer}}::forward<{{sizes}}>(x, w, b, y, rows); }
                extern "C" void {{Function(shape, Operation.InputGradient)}}(const float *dy, const float *w, const float *, float *dx, long rows) { {{layer}}::dx<{{sizes}}>(dy, w, dx, rows); }
                extern "C" void {{Function(shape, Operation.WeightGradient)}}(const float *x, const float *dy, float *dw, float *db, long rows) { {{layer}}::dw<{{sizes}}>(x, dy, dw, db, rows); }
                """);
        }

        return source.ToString();
    }
}
