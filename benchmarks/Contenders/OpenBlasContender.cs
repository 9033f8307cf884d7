using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>OpenBLAS: products of matrices, and of a matrix and a vector for one row. Bias and db are ours.</summary>
internal sealed unsafe class OpenBlasContender : IContender
{
    private const int RowMajor = 101;
    private const int AsIs = 111;
    private const int Transposed = 112;

    // Its calls may last a millisecond: nobody else waits for a collection here.
    private readonly delegate* unmanaged[SuppressGCTransition]<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiply;
    private readonly delegate* unmanaged[SuppressGCTransition]<int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiplyVector;
    private readonly delegate* unmanaged[SuppressGCTransition]<int, int, int, float, float*, int, float*, int, float*, int, void> _addOuter;

    private OpenBlasContender(nint library)
    {
        _multiply = (delegate* unmanaged[SuppressGCTransition]<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemm");
        _multiplyVector = (delegate* unmanaged[SuppressGCTransition]<int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemv");
        _addOuter = (delegate* unmanaged[SuppressGCTransition]<int, int, int, float, float*, int, float*, int, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sger");
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(1);
        var configuration = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
        Description = $"{Marshal.PtrToStringUTF8((nint)configuration())}; one thread; gemv and ger for one row";
    }

    /// <inheritdoc/>
    public string Name => "OpenBLAS";

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>Looks for the library.</summary>
    public static IContender? Create() =>
        NativeLibrary.TryLoad("libopenblas.so.0", out nint library) || NativeLibrary.TryLoad("libopenblas.so", out library) ? new OpenBlasContender(library) : null;

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        int rows = problem.Rows, inputs = problem.In, outputs = problem.Out;
        AlignedFloats x = problem.X, dy = problem.OutputGradient, weights = problem.Weights, bias = problem.Bias;
        AlignedFloats result = new(problem.ResultLength(operation));
        return Work.Into(result, operation switch
        {
            Operation.Forward => Forward,
            Operation.InputGradient => InputGradient,
            _ => WeightGradient,
        });

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Forward(int calls)
        {
            for (; calls > 0; calls--)
            {
                RowVectors.Fill(result.Span, bias.Span);
                if (rows == 1)
                {
                    _multiplyVector(RowMajor, Transposed, inputs, outputs, 1, weights.Pointer, outputs, x.Pointer, 1, 1, result.Pointer, 1);
                }
                else
                {
                    _multiply(RowMajor, AsIs, AsIs, rows, outputs, inputs, 1, x.Pointer, inputs, weights.Pointer, outputs, 1, result.Pointer, outputs);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void InputGradient(int calls)
        {
            for (; calls > 0; calls--)
            {
                if (rows == 1)
                {
                    _multiplyVector(RowMajor, AsIs, inputs, outputs, 1, weights.Pointer, outputs, dy.Pointer, 1, 0, result.Pointer, 1);
                }
                else
                {
                    _multiply(RowMajor, AsIs, Transposed, rows, inputs, outputs, 1, dy.Pointer, outputs, weights.Pointer, outputs, 0, result.Pointer, inputs);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void WeightGradient(int calls)
        {
            for (; calls > 0; calls--)
            {
                if (rows == 1)
                {
                    _addOuter(RowMajor, inputs, outputs, 1, x.Pointer, 1, dy.Pointer, 1, result.Pointer, outputs);
                }
                else
                {
                    _multiply(RowMajor, Transposed, AsIs, inputs, outputs, rows, 1, x.Pointer, inputs, dy.Pointer, outputs, 1, result.Pointer, outputs);
                }

                RowVectors.AddTo(result.Span[^outputs..], dy.Span);
            }
        }
    }
}
