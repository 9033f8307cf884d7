using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>
/// libxsmm: machine code made at run time for one shape and number of rows. Bias and db are ours; without bias it does less than
/// the others, and nothing but forward. It knows no product with its first operand transposed, so that for dX the weights are
/// transposed beforehand.
/// </summary>
internal sealed unsafe class LibxsmmContender : IContender
{
    private const int NoFlags = 0;
    private const int TransposeB = 2;

    private readonly delegate* unmanaged<int, int, int, int*, int*, int*, float*, float*, int*, int*, nint> _dispatch;

    private readonly bool _hasBias;

    private LibxsmmContender(nint library, bool hasBias)
    {
        _hasBias = hasBias;
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, "libxsmm_init"))();
        _dispatch = (delegate* unmanaged<int, int, int, int*, int*, int*, float*, float*, int*, int*, nint>)NativeLibrary.GetExport(library, "libxsmm_smmdispatch");
        var target = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "libxsmm_get_target_arch");
        string what = $"libxsmm for {Marshal.PtrToStringUTF8((nint)target())}: kernels made beforehand for shape and rows";
        Description = hasBias ? $"{what}; for dX with W transposed beforehand; bias and db are ours" : $"{what}; forward as Y = X·W, less work than everybody else's Y = X·W + b";
    }

    /// <inheritdoc/>
    public string Name => _hasBias ? "libxsmm" : "libxsmm without bias";

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>Looks for the library.</summary>
    /// <returns>A contender with bias and one without, or nothing without the library.</returns>
    public static IReadOnlyList<IContender> Create() => NativeLibrary.TryLoad("libxsmm.so", out nint library) || TryLink(out library)
        ? [new LibxsmmContender(library, hasBias: true), new LibxsmmContender(library, hasBias: false)]
        : [];

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        if (!_hasBias && operation != Operation.Forward)
        {
            return null;
        }

        int rows = problem.Rows, inputs = problem.In, outputs = problem.Out;
        AlignedFloats x = problem.X, dy = problem.OutputGradient, bias = problem.Bias;
        AlignedFloats weights = operation == Operation.InputGradient ? AlignedFloats.Transpose(problem.Weights.Span, inputs, outputs) : problem.Weights;
        AlignedFloats result = new(problem.ResultLength(operation));

        // Its matrices are column-major: row-major C = A·B is Cᵀ = Bᵀ·Aᵀ, the operands in turned order.
        var kernel = (delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void>)(operation switch
        {
            Operation.Forward => Kernel(outputs, rows, inputs, inputs, beta: _hasBias ? 1 : 0, NoFlags),
            Operation.InputGradient => Kernel(inputs, rows, outputs, outputs, beta: 0, NoFlags),
            _ => Kernel(outputs, inputs, rows, inputs, beta: 1, TransposeB),
        });
        if (kernel is null)
        {
            return null;
        }

        return _hasBias ? Work.Into(result, operation switch
        {
            Operation.Forward => Forward,
            Operation.InputGradient => InputGradient,
            _ => WeightGradient,
        })
        : new Work(Product, ReadWithBias);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Forward(int calls)
        {
            for (; calls > 0; calls--)
            {
                RowVectors.Fill(result.Span, bias.Span);
                kernel(weights.Pointer, x.Pointer, result.Pointer);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Product(int calls)
        {
            for (; calls > 0; calls--)
            {
                kernel(weights.Pointer, x.Pointer, result.Pointer);
            }
        }

        // To be compared with what the others compute.
        void ReadWithBias(Span<float> destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = result.Span[i] + bias.Span[i % outputs];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void InputGradient(int calls)
        {
            for (; calls > 0; calls--)
            {
                kernel(weights.Pointer, dy.Pointer, result.Pointer);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void WeightGradient(int calls)
        {
            for (; calls > 0; calls--)
            {
                kernel(dy.Pointer, x.Pointer, result.Pointer);
                RowVectors.AddTo(result.Span[^outputs..], dy.Span);
            }
        }
    }

    /// <summary>C[m, n] = beta·C + A[m, k]·B[k, n], column-major; the columns of A and C are as long as they have rows.</summary>
    private nint Kernel(int m, int n, int k, int columnOfB, float beta, int flags)
    {
        float alpha = 1;
        int noPrefetch = 0;
        return _dispatch(m, n, k, &m, &columnOfB, &m, &alpha, &beta, &flags, &noPrefetch);
    }

    /// <summary>Debian has it as an archive only, of which a compiler makes a shared library.</summary>
    private static bool TryLink(out nint library)
    {
        const string Nothing = "/* The archive has it all. */";
        const string Archive = "/usr/lib/libxsmm.a";
        library = 0;
        return File.Exists(Archive)
            && Toolchain.Build("gcc", "c", Nothing, ["-Wl,--whole-archive", Archive, "-Wl,--no-whole-archive", "-lxsmmnoblas", "-lpthread", "-ldl", "-lm"]) is { } path
            && NativeLibrary.TryLoad(path, out library);
    }
}
